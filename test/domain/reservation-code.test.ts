/** The signed code of a reservation: one text for one booking, and every other text is told from it. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestReservationCode, readReservationCode, reservationToSign, signedReservation } from '../../domain/reservation-code.ts';
import { verifySignature } from '../../renderer/engine/verify-signature.ts';

/** The first key pair of RFC 8032, section 7.1. */
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const publicBytes = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
const privateKey = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'), format: 'der', type: 'pkcs8' });
const keyId = createHash('sha256').update(publicBytes).digest().subarray(0, 12).toString('base64url');
const key = { keyId, publicKey: publicBytes.toString('base64url') };

const booked = {
	hall: 'DEMO-HALL-01',
	day: '2026-11-17',
	queue: 'A',
	items: ['RS-002', 'YB-001'],
	slot: 1_794_882_600_000,
	endsAt: 1_794_884_400_000,
	ref: 'AbCdEfGhIjKlMnOpQrStUv',
	madeAt: 1_794_800_000_123,
	keyId,
};
const text = `TR1:DEMO-HALL-01:2026-11-17:A:RS-002,YB-001:1794882600000:1794884400000:AbCdEfGhIjKlMnOpQrStUv:1794800000123:${keyId}`;
const signed = (words: string) => signedReservation(words, sign(null, Buffer.from(words), privateKey).toString('base64url'));
const here = { hall: 'DEMO-HALL-01', day: '2026-11-17', keys: [key], verify: verifySignature };
const why = (scanned: string, at: Partial<typeof here> = {}) => {
	const read = readReservationCode(scanned, { ...here, ...at });
	return read.ok ? 'ok' : read.why;
};

describe('the text', () => {
	test('is written as by hand, and read as it was written', () => {
		expect(reservationToSign(booked)).toBe(text);
		expect(readReservationCode(signed(text), here)).toEqual({ ok: true, code: { ...booked, more: false } });
	});

	test('without items, and with more than fit: what is left out is said', () => {
		const none = reservationToSign({ ...booked, items: [] });
		expect(none).toContain(':A::1794882600000');
		const items = Array.from({ length: 40 }, (_, at) => `RS-${String(at).padStart(3, '0')}`);
		const many = signed(reservationToSign({ ...booked, items }));
		expect(many.length).toBeLessThanOrEqual(longestReservationCode);
		const read = readReservationCode(many, here);
		expect(read).toMatchObject({ ok: true, code: { more: true } });
		expect(read.ok && items.slice(0, read.code.items.length)).toEqual(read.ok && read.code.items);
	});
});

describe('told apart', () => {
	const good = signed(text);

	test('another hall, another day (which one), a key nobody heard of, something else', () => {
		expect(why(good, { hall: 'OTHER-HALL' })).toBe('wrong-hall');
		expect(readReservationCode(good, { ...here, day: '2026-11-18' })).toEqual({ ok: false, why: 'wrong-day', day: '2026-11-17' });
		expect(why(good, { keys: [] })).toBe('unknown-key');
		for (const other of ['', 'TH2:DEMO-HALL-01', 'https://example.org/TR1:', 'ABCDE-23456']) expect(why(other)).toBe('not-a-reservation');
	});

	test('altered, though as long and as well formed: slot, queue, hall, reference, or another’s signature', () => {
		for (const [from, to] of [
			['1794882600000', '1794882600001'],
			[':A:', ':B:'],
			['AbCdEf', 'AbCdEg'],
			['1794800000123', '1794800000124'],
			['RS-002', 'RS-003'],
		] as const)
			expect(why(good.replace(from, to))).toBe('bad-signature');
		const other = signed(text.replace(':A:', ':B:'));
		expect(why(`${text}:${other.split(':').at(-1)}`)).toBe('bad-signature');
		expect(why(good.replace('2026-11-17', '2026-11-18'))).toBe('bad-signature');
		expect(why(signed(text.replace('2026-11-17', '2026-11-16')).replace('2026-11-16', '2026-11-17'))).toBe('bad-signature');
	});

	test('written otherwise, cut off, or longer than any', () => {
		expect(why(signed(text.replace('1794882600000', '01794882600000')))).toBe('damaged');
		for (let length = 4; length < good.length; length += 7) expect(why(good.slice(0, length))).toBe('damaged');
		expect(why(`${good}${'A'.repeat(400)}`)).toBe('damaged');
		expect(why(signed(`${text}:more`))).toBe('damaged');
	});

	test('no text throws, and none but the signed one is good', () => {
		const near = fc
			.tuple(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
			.map(([at, put]) => good.slice(0, at) + put + good.slice(at + put.length));
		fc.assert(
			fc.property(fc.oneof(fc.string({ maxLength: 500 }), near), (scanned) => {
				if (scanned !== good) expect(why(scanned)).not.toBe('ok');
			}),
			{ numRuns: 2_000, seed: 20_261_122 },
		);
	});
});
