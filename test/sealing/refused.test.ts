/** What must never be accepted, of both suites: zero of each corpus. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CryptoProvider } from '../../domain/contracts/crypto-provider.ts';
import { gm } from '../../sealing/suites/gm.ts';
import { intl } from '../../sealing/suites/intl.ts';

const text = (what: string): Uint8Array => Buffer.from(what, 'utf8');
const hex = (what: Uint8Array) => Buffer.from(what).toString('hex');
const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
	const copy = Uint8Array.from(bytes);
	copy[bit >> 3]! ^= 1 << (bit & 7);
	return copy;
};
const numberAt = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes)}`);
const asBytes = (value: bigint, length: number): Uint8Array => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

describe.each([intl, gm])('$suite', (suite: CryptoProvider) => {
	const key = randomBytes(suite.keyBytes);
	const nonce = randomBytes(12);
	const bound = text('application, 1, form, 1');
	const sealed = suite.encrypt(key, nonce, bound, text('金丝雀甲 11010519491231002X'));

	test('a sealed value with any bit flipped, cut anywhere, or with a tag that is too short, does not open', () => {
		let opened = 0;
		for (let bit = 0; bit < sealed.length * 8; bit++) if (suite.decrypt(key, nonce, bound, flipped(sealed, bit))) opened += 1;
		for (let length = 0; length < sealed.length; length++) if (suite.decrypt(key, nonce, bound, sealed.subarray(0, length))) opened += 1;
		expect(opened).toBe(0);
		expect(suite.decrypt(key, nonce, bound, sealed)).not.toBeNull();
	});

	test('nor with another key, nonce or place, nor with a key or nonce of another length', () => {
		const wrong = [
			suite.decrypt(flipped(key, 3), nonce, bound, sealed),
			suite.decrypt(key, flipped(nonce, 95), bound, sealed),
			suite.decrypt(key, nonce, text('application, 2, form, 1'), sealed),
			suite.decrypt(key, nonce, new Uint8Array(), sealed),
			...[0, 1, 8, 11, 13, 16].map((length) => suite.decrypt(key, new Uint8Array(length), bound, sealed)),
			...[0, 8, 15, 17, 24, 31, 33].map((length) => suite.decrypt(new Uint8Array(length), nonce, bound, sealed)),
		];
		expect(wrong.filter((each) => each !== null)).toEqual([]);
		for (const length of [0, 8, 11, 13]) expect(() => suite.encrypt(key, new Uint8Array(length), bound, text('x'))).toThrow(RangeError);
		expect(() => suite.encrypt(key.subarray(1), nonce, bound, text('x'))).toThrow(RangeError);
	});

	test('a signature of another text, key, length or with a flipped bit does not hold', () => {
		const { privateKey, publicKey } = suite.makeSigningKey();
		const message = text('TH2');
		const signature = suite.sign(privateKey, message);
		expect(suite.verify(publicKey, message, signature)).toBe(true);
		const held = [
			suite.verify(publicKey, text('TH3'), signature),
			suite.verify(suite.makeSigningKey().publicKey, message, signature),
			suite.verify(publicKey, message, new Uint8Array(64)),
			suite.verify(publicKey, message, new Uint8Array(64).fill(255)),
			...[0, 1, 32, 63, 65, 128].map((length) =>
				suite.verify(publicKey, message, Buffer.concat([signature, signature]).subarray(0, length)),
			),
			...[0, 1, 32, 33, 64, 66].map((length) => suite.verify(new Uint8Array(length), message, signature)),
			...Array.from({ length: 16 }, (_, at) => suite.verify(publicKey, message, flipped(signature, at * 32 + at))),
			...Array.from({ length: 8 }, (_, at) => suite.verify(flipped(publicKey, at * 31 + 5), message, signature)),
		];
		expect(held.filter(Boolean)).toEqual([]);
	});
});

test('Ed25519: a signature with its second half plus the order of the group is a second spelling of it, and refused', () => {
	const { privateKey, publicKey } = intl.makeSigningKey();
	const order = 2n ** 252n + 27742317777372353535851937790883648493n;
	const signature = intl.sign(privateKey, text('x'));
	const half = numberAt(Buffer.from(signature.subarray(32)).reverse());
	const malleated = Buffer.concat([signature.subarray(0, 32), Buffer.from(asBytes(half + order, 32)).reverse()]);
	expect(intl.verify(publicKey, text('x'), malleated)).toBe(false);
});

test('Ed25519: keys of small order, for which anybody can sign, keys that are not reduced and points off the curve are refused', () => {
	const keys = [
		'00'.repeat(32),
		`${'00'.repeat(31)}80`,
		`01${'00'.repeat(31)}`,
		`01${'00'.repeat(30)}80`,
		`ec${'ff'.repeat(30)}7f`,
		`ec${'ff'.repeat(31)}`,
		`ed${'ff'.repeat(30)}7f`,
		`ee${'ff'.repeat(30)}7f`,
		'ff'.repeat(32),
		'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
		'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
		'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
		'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
		// y = 2 is no point.
		`02${'00'.repeat(31)}`,
	].map((each) => Buffer.from(each, 'hex'));
	// R is the neutral point, S = 0: holds for every text under a key of small order where nobody looks.
	const forged = Buffer.concat([Buffer.from(`01${'00'.repeat(31)}`, 'hex'), Buffer.alloc(32)]);
	const held = keys.flatMap((key) => ['a', 'b', 'c', 'd'].filter((each) => intl.verify(key, text(each), forged)));
	expect(held).toEqual([]);
});

test('SM2: (r, s + n), halves outside 1 to n − 1, keys off the curve, at infinity or in another spelling are refused', () => {
	const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
	const { privateKey, publicKey } = gm.makeSigningKey();
	const signature = gm.sign(privateKey, text('x'));
	const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
	const pair = (one: Uint8Array, other: Uint8Array) => Buffer.concat([one, other]);
	const zero = new Uint8Array(32);
	const signatures = [
		pair(r, asBytes(order, 32)),
		pair(asBytes(order, 32), s),
		pair(r, zero),
		pair(zero, s),
		pair(r, asBytes(order - numberAt(s), 32)),
		pair(s, r),
		pair(r, asBytes(numberAt(s) + order, 33)),
		pair(asBytes(order - numberAt(r), 32), s),
		// t = r + s = 0.
		pair(r, asBytes(order - numberAt(r), 32)),
	];
	expect(signatures.filter((each) => gm.verify(publicKey, text('x'), each))).toEqual([]);
	const [head, x, y] = [publicKey.subarray(0, 1), publicKey.subarray(1, 33), publicKey.subarray(33)];
	const size = BigInt('0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff');
	const keys = [
		Buffer.concat([head, x, flipped(y, 9)]),
		Buffer.concat([head, flipped(x, 9), y]),
		Buffer.concat([head, zero, zero]),
		Buffer.concat([head, y, x]),
		// The same point, compressed, hybrid, and without its first byte.
		Buffer.concat([Buffer.of(2 + (y[31]! & 1)), x]),
		Buffer.concat([Buffer.of(6 + (y[31]! & 1)), x, y]),
		Buffer.concat([x, y]),
		// The other point with this x.
		Buffer.concat([head, x, asBytes(size - numberAt(y), 32)]),
		Buffer.concat([head, asBytes(size, 32), y]),
	];
	expect(keys.filter((each) => gm.verify(each, text('x'), signature))).toEqual([]);
	expect(gm.verify(publicKey, text('x'), signature)).toBe(true);
});
