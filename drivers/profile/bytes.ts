/** The bytes of a hexadecimal text with blanks, as profiles hold it. What is no digit has been refused when the profile was read. */
export function bytesOf(hex: string): Uint8Array {
	const digits = hex.replace(/\s/g, '');
	return Uint8Array.from({ length: digits.length >> 1 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16));
}

/** Whether `wanted` stands in `bytes` at `at`, as far as `bytes` go. */
export function standsAt(bytes: ArrayLike<number>, at: number, wanted: ArrayLike<number>): boolean {
	const most = Math.min(wanted.length, bytes.length - at);
	for (let n = 0; n < most; n++) if (bytes[at + n] !== wanted[n]) return false;
	return true;
}
