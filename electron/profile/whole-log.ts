/**
 * How much of a log file of LevelDB is whole (`doc/log_format.md` of LevelDB): blocks of 32 KiB, in each records of a masked CRC-32C, a length, a type
 * and data; a record that is longer is cut into a first, middle and last part.
 */
const blockBytes = 32_768;
const headBytes = 7;
/** All of a record, or its last part. */
const ends = new Set([1, 4]);

const table = Uint32Array.from({ length: 256 }, (_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
	return value;
});

/** CRC-32C (Castagnoli). */
export function crc32c(bytes: Uint8Array): number {
	let value = 0xffffffff;
	for (const byte of bytes) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
	return (value ^ 0xffffffff) >>> 0;
}

/** Where the record that begins here ends; `null` = none whole begins here. */
function recordAt(bytes: Uint8Array, at: number): { end: number; type: number } | null {
	if (at + headBytes > bytes.length) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset + at, headBytes);
	const [length, type] = [view.getUint16(4, true), view.getUint8(6)];
	const end = at + headBytes + length;
	if (type < 1 || type > 4 || end > bytes.length || end > (Math.floor(at / blockBytes) + 1) * blockBytes) return null;
	const crc = crc32c(bytes.subarray(at + 6, end));
	const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
	return masked === view.getUint32(0, true) ? { end, type } : null;
}

/** Beyond this nothing is looked for: a cut of the power leaves far less. */
const tailMost = 4 * blockBytes;

/**
 * Length up to the end of its last whole record. The whole length when there is nothing behind it, and also when a whole record comes after a
 * damaged one: that is no end torn off by a power cut, and nothing to be mended here.
 */
export function wholeLength(bytes: Uint8Array): number {
	let at = 0;
	let whole = 0;
	for (;;) {
		const left = blockBytes - (at % blockBytes);
		if (left < headBytes) at += left;
		const record = recordAt(bytes, at);
		if (!record) break;
		at = record.end;
		if (ends.has(record.type)) whole = at;
	}
	if (bytes.length - at > tailMost) return bytes.length;
	for (let later = at + 1; later + headBytes <= bytes.length; later += 1) if (recordAt(bytes, later)) return bytes.length;
	return whole;
}
