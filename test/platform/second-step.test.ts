/** The vectors of RFC 6238, appendix B (SHA-1), and which codes count. */
import { describe, expect, test } from 'vitest';
import { secondPlace } from '../../platform/people/pass-accounts.ts';
import { codeAt, newRecovery, newSecond, spanOf, withoutRecovery } from '../../platform/people/second-step.ts';
import { newDataKey } from '../../sealing/box.ts';
import { KeyRing } from '../../sealing/key-ring.ts';

const key = Buffer.from('12345678901234567890', 'ascii');
const vectors: [number, string][] = [
	[59, '94287082'],
	[1_111_111_109, '07081804'],
	[1_111_111_111, '14050471'],
	[1_234_567_890, '89005924'],
	[2_000_000_000, '69279037'],
	[20_000_000_000, '65353130'],
];

describe('the second step', () => {
	test.each(vectors)('at second %d of the RFC the code is %s, and its last six digits are those of an app', (second, code) => {
		expect(codeAt(key, second * 1_000, 8)).toBe(code);
		expect(codeAt(key, second * 1_000)).toBe(code.slice(2));
	});

	const ring = new KeyRing([{ id: 1, key: newDataKey() }], 'intl');
	const place = secondPlace('DEMO/9001');
	const made = { key: ring.wrap(place, key), confirmed: true, lastSpan: -1, recovery: [] };
	const at = (span: number) => span * 30_000 + 12_345;

	test('a code counts in its span and one before and after it, never one that is not newer than the last', () => {
		const code = (span: number) => codeAt(key, at(span));
		expect(spanOf(ring, place, made, code(100), at(100))).toBe(100);
		expect(spanOf(ring, place, made, code(99), at(100))).toBe(99);
		expect(spanOf(ring, place, made, code(101), at(100))).toBe(101);
		expect(spanOf(ring, place, made, code(98), at(100))).toBeNull();
		expect(spanOf(ring, place, made, code(102), at(100))).toBeNull();
		expect(spanOf(ring, place, { ...made, lastSpan: 100 }, code(100), at(100))).toBeNull();
		expect(spanOf(ring, place, { ...made, lastSpan: 100 }, code(99), at(100))).toBeNull();
		expect(spanOf(ring, place, { ...made, lastSpan: 100 }, code(101), at(100))).toBe(101);
	});

	test('what is no code, and the key of somebody else, opens nothing', () => {
		for (const typed of ['', '12345', 'abcdef', '1234567', '０２３４５６']) expect(spanOf(ring, place, made, typed, at(100))).toBeNull();
		expect(spanOf(ring, secondPlace('DEMO/9002'), made, codeAt(key, at(100)), at(100))).toBeNull();
	});

	test('a key is made at random, and an app can read its address', () => {
		const one = newSecond(ring, place, { issuer: '政务大厅', label: '9001' });
		const other = newSecond(ring, place, { issuer: '政务大厅', label: '9001' });
		expect(one.secret).toMatch(/^[A-Z2-7]{32}$/);
		expect(one.secret).not.toBe(other.secret);
		expect(one.address).toContain(`secret=${one.secret}`);
		expect(one.address).toMatch(/^otpauth:\/\/totp\//);
	});

	test('each recovery code works once, however it is typed', () => {
		const { codes, hashes } = newRecovery();
		expect(new Set(codes).size).toBe(10);
		const left = withoutRecovery(hashes, codes[4]!.toLowerCase().replace('-', ' '));
		expect(left).toHaveLength(9);
		expect(withoutRecovery(left!, codes[4]!)).toBeNull();
		expect(withoutRecovery(hashes, 'BBBBB-BBBBB')).toBeNull();
	});
});
