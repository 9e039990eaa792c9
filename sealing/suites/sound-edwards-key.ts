/**
 * Public keys of Ed25519 that a signature may be held to. Libraries take points of small order as keys, for which anybody can make a signature that
 * holds for every text, and some take numbers that are not reduced: two spellings of one key.
 */

const fieldSize = 2n ** 255n - 19n;
/** The y of the eight points of small order (RFC 7748 section 7, RFC 8032 section 5.1.7 leave it to the protocol to refuse them). */
const smallOrder: ReadonlySet<bigint> = new Set([
	0n,
	1n,
	fieldSize - 1n,
	littleEndian('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
	littleEndian('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'),
]);

export function isSoundPublicKey(publicKey: Uint8Array): boolean {
	if (publicKey.length !== 32) return false;
	const y = littleEndian(Buffer.from(publicKey).toString('hex')) & (2n ** 255n - 1n);
	return y < fieldSize && !smallOrder.has(y);
}

function littleEndian(hex: string): bigint {
	return BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`);
}
