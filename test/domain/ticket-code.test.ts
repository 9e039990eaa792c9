import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import {
	codeOnPaper,
	longestTicketCode,
	readTicketCode,
	signedCode,
	type TicketCode,
	textToSign,
	type VerifySignature,
} from '../../domain/ticket-code.ts';
import { verifySignature } from '../../renderer/engine/verify-signature.ts';

/** Public key of RFC 8032, section 7.1, test 1. */
const rfcKey = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

function pairOf(station: string): { key: StationKey; sign(text: string): string; publicKey: KeyObject } {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
	const keyId = createHash('sha256').update(raw).digest().subarray(0, 12).toString('base64url');
	return {
		key: { station, keyId, publicKey: raw.toString('base64url'), revoked: false },
		sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
		publicKey,
	};
}
const terminal = pairOf('T2');
const ticket: Omit<TicketCode, 'more'> = {
	hall: 'DEMO-HALL-01',
	day: '2026-11-26',
	number: 'A2-007',
	queue: 'A',
	items: ['GS-01', 'SB-012'],
	issuedAt: 1_795_737_600_123,
	station: 'T2',
	keyId: terminal.key.keyId,
};
const codeOf = (of: Partial<typeof ticket> = {}, by = terminal) => {
	const text = textToSign({ ...ticket, keyId: by.key.keyId, ...of });
	return signedCode(text, by.sign(text)) ?? '';
};
const checks = { hall: ticket.hall, day: ticket.day, keys: [terminal.key], verify: verifySignature };
const read = (code: string, other: Partial<typeof checks> = {}) => readTicketCode(code, { ...checks, ...other });

/** OpenSSL, for bulk: the library in the pages is proved to agree with it below. */
const openssl: VerifySignature = (text, signature, publicKey) => {
	const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64url')]);
	const key = cached.get(publicKey) ?? createPublicKey({ key: der, type: 'spki', format: 'der' });
	cached.set(publicKey, key);
	return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
};
const cached = new Map<string, KeyObject>();

function randomOf(seed: number) {
	let state = seed;
	return (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

describe('the text of a ticket', () => {
	test('is written in one way, field after field', () => {
		expect(textToSign(ticket)).toBe(`TH2:DEMO-HALL-01:2026-11-26:A2-007:A:GS-01,SB-012:1795737600123:T2:${terminal.key.keyId}`);
		expect(textToSign({ ...ticket, items: [] })).toContain(':A2-007:A::1795737600123:');
	});

	test('comes back as it was, with everything a window needs while it is cut off', () => {
		expect(read(codeOf())).toEqual({ ok: true, code: { ...ticket, more: false } });
		expect(read(codeOf({ items: [] }))).toMatchObject({ ok: true, code: { items: [], more: false } });
	});

	test('with 40 items is at most 299 bytes, names those that fit and says that there are more', () => {
		const items = Array.from({ length: 40 }, (_, index) => `ABCD-${String(index + 100)}`);
		const longest = { hall: `H${'A'.repeat(31)}`, number: 'AB12-1234', queue: 'AB', station: `T${'1'.repeat(15)}`, items };
		for (const of of [{ items }, longest]) {
			const by = pairOf('station' in of ? of.station : 'T2');
			const code = codeOf(of, by);
			expect(Buffer.byteLength(code)).toBeLessThanOrEqual(longestTicketCode);
			const answer = read(code, { hall: 'hall' in of ? of.hall : ticket.hall, keys: [by.key] });
			if (!answer.ok) throw new Error(answer.why);
			expect(answer.code.more).toBe(true);
			expect(answer.code.items.length).toBeGreaterThan(8);
			expect(answer.code.items).toEqual(items.slice(0, answer.code.items.length));
			// One more would not have fitted.
			expect(Buffer.byteLength(code) + ',ABCD-100'.length).toBeGreaterThan(longestTicketCode);
		}
	});

	test('takes no signature that is none', () => {
		for (const bad of ['', 'A'.repeat(85), `${'A'.repeat(85)}B`, `${'A'.repeat(85)}=`, `${'+'.repeat(85)}A`])
			expect(signedCode('TH2:x', bad)).toBeNull();
	});
});

describe('what is held up at a window', () => {
	test.each([
		['nothing', ''],
		['a web address', 'https://example.invalid/t?n=A044'],
		['a ticket from before tickets were signed', 'TH1:DEMO-HALL-01:2026-11-26:A001'],
		['a code with something before it', ` ${codeOf()}`],
		['4096 characters', 'x'.repeat(4_096)],
	])('%s is no ticket', (_, text) => {
		expect(read(text)).toEqual({ ok: false, why: 'not-a-ticket' });
	});

	test.each<[string, (code: string) => string]>([
		['cut short', (code) => code.slice(0, -1)],
		['with a sign too many', (code) => `${code}A`],
		['without its signature', (code) => code.slice(0, -87)],
		['with a field too many', (code) => code.replace(':T2:', ':T2:T2:')],
		['with a line break', (code) => `${code}\n`],
		['in small letters', (code) => code.replace('DEMO', 'demo')],
		['with a leading zero in the time', (code) => code.replace(':17957', ':017957')],
		['with an empty item', (code) => code.replace('GS-01,', 'GS-01,,')],
		['with “more” in the middle', (code) => code.replace('GS-01,', '+,GS-01,')],
		['far too long', (code) => code.replace('GS-01', Array(60).fill('GS-01').join(','))],
		[
			'with a signature whose last bits are not those of 64 bytes',
			(code) => `${code.slice(0, -1)}${String.fromCharCode(code.charCodeAt(code.length - 1) + 1)}`,
		],
	])('a code %s is damaged', (_, spoil) => {
		expect(read(spoil(codeOf()))).toEqual({ ok: false, why: 'damaged' });
	});

	test('a ticket of another hall, or of another day, is told so', () => {
		expect(read(codeOf(), { hall: 'OTHER-HALL' })).toEqual({ ok: false, why: 'wrong-hall' });
		expect(read(codeOf(), { day: '2026-11-27' })).toEqual({ ok: false, why: 'wrong-day' });
	});

	test('a forged ticket: signed by a key nobody knows, or by the key of another station', () => {
		const forger = pairOf('T2');
		expect(read(codeOf({}, forger))).toEqual({ ok: false, why: 'unknown-key' });
		const window = pairOf('W01');
		expect(read(codeOf({}, window), { keys: [terminal.key, window.key] })).toEqual({ ok: false, why: 'unknown-key' });
		// The forger names the terminal's own key.
		expect(read(codeOf({ keyId: terminal.key.keyId }, forger))).toEqual({ ok: false, why: 'bad-signature' });
	});

	test('an altered ticket: another number, queue, item or hour under the same signature', () => {
		for (const [from, to] of [
			['A2-007', 'A2-001'],
			[':A:', ':B:'],
			['GS-01', 'GS-02'],
			['1795737600123', '1795737600124'],
		] as const)
			expect(read(codeOf().replace(from, to)), to).toEqual({ ok: false, why: 'bad-signature' });
	});

	test('a signature of zeros is none, whatever the key', () => {
		const zeros = `${textToSign(ticket)}:${'A'.repeat(86)}`;
		expect(read(zeros)).toEqual({ ok: false, why: 'bad-signature' });
		// Keys of small order make any signature of zeros true under the lax reading.
		for (const weak of ['A'.repeat(43), `AQ${'A'.repeat(41)}`])
			expect(read(zeros, { keys: [{ ...terminal.key, publicKey: weak }] }), weak).toEqual({ ok: false, why: 'bad-signature' });
	});

	test('a revoked key is told from an unknown one, and from a forged use of it', () => {
		const keys = [{ ...terminal.key, revoked: true }];
		expect(read(codeOf(), { keys })).toEqual({ ok: false, why: 'revoked-key' });
		expect(read(codeOf().replace('A2-007', 'A2-001'), { keys })).toEqual({ ok: false, why: 'bad-signature' });
	});

	test('100,000 random changes of a good code: not one is taken', () => {
		const random = randomOf(20_261_126);
		const good = codeOf();
		const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:,+ ';
		const keys = [terminal.key, { ...pairOf('T1').key }];
		const why: Record<string, number> = {};
		for (let round = 0; round < 100_000; round += 1) {
			let code = good;
			for (let change = random(3); change >= 0; change -= 1) {
				const at = random(code.length);
				const sign = signs[random(signs.length)];
				const how = random(4);
				if (how === 0) code = code.slice(0, at) + code.slice(at + 1);
				else if (how === 1) code = code.slice(0, at) + sign + code.slice(at);
				else if (how === 2) code = code.slice(0, at) + sign + code.slice(at + 1);
				else code = code.slice(0, at) + (code[at + 1] ?? '') + (code[at] ?? '') + code.slice(at + 2);
			}
			if (code === good) continue;
			const answer = readTicketCode(code, { ...checks, keys, verify: openssl });
			if (answer.ok) throw new Error(`taken: ${code}`);
			why[answer.why] = (why[answer.why] ?? 0) + 1;
		}
		// The changes reached every check, the signature's own among them.
		expect(Object.keys(why).sort()).toEqual(['bad-signature', 'damaged', 'not-a-ticket', 'unknown-key', 'wrong-day', 'wrong-hall']);
		expect(why['bad-signature']).toBeGreaterThan(5_000);
	});
});

describe('the library that checks signatures in the pages', () => {
	test('takes the signature that RFC 8032 gives for the empty message under its first key', () => {
		const signature = Buffer.from(
			'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
			'hex',
		).toString('base64url');
		expect(verifySignature('', signature, rfcKey)).toBe(true);
		expect(verifySignature('r', signature, rfcKey)).toBe(false);
	});

	test('agrees with OpenSSL on good and spoilt signatures, and answers false to what is none', () => {
		const random = randomOf(7);
		for (let round = 0; round < 60; round += 1) {
			const by = pairOf('T2');
			const text = textToSign({ ...ticket, issuedAt: random(1e9) });
			const signature = by.sign(text);
			expect(verifySignature(text, signature, by.key.publicKey)).toBe(true);
			const bytes = Buffer.from(signature, 'base64url');
			bytes[random(64)]! ^= 1 << random(8);
			const spoilt = bytes.toString('base64url');
			expect(verifySignature(text, spoilt, by.key.publicKey)).toBe(false);
			expect(openssl(text, spoilt, by.key.publicKey)).toBe(false);
		}
		for (const none of ['', '%', 'AAAA']) expect(verifySignature('x', none, rfcKey)).toBe(false);
		expect(verifySignature('x', 'A'.repeat(86), 'not a key')).toBe(false);
	});
});

describe('a code that is an address', () => {
	const phone = 'https://hall.example';
	test('is read as the code in it, whatever a phone made of its signs, and checked as strictly', () => {
		const code = codeOf();
		expect(codeOnPaper(code, undefined)).toBe(code);
		expect(codeOnPaper('', phone)).toBe('');
		const held = codeOnPaper(code, phone);
		expect(held).toBe(`https://hall.example/t/${code}`);
		for (const form of [held, `http://10.0.0.8:7300/t/${code}`, `${phone}/t/${encodeURIComponent(code)}`, `${phone}/hall/t/${code}`])
			expect(read(form)).toEqual({ ok: true, code: { ...ticket, more: false } });
		expect(read(held.replace('A2-007', 'A2-008'))).toEqual({ ok: false, why: 'bad-signature' });
		for (const other of [`${phone}/x/${code}`, `${phone}/t/`, `${phone}/t/%E0%A4%A`, `javascript:/t/${code}`, `${phone}/?q=/t/${code}`])
			expect(read(other)).toEqual({ ok: false, why: 'not-a-ticket' });
	});

	test('with its address still fits what printers print', () => {
		const items = Array.from({ length: 40 }, (_, index) => `ABCD-${String(index + 100)}`);
		const text = textToSign({ ...ticket, items }, phone);
		expect(codeOnPaper(signedCode(text, terminal.sign(text)) ?? '', phone).length).toBeLessThanOrEqual(longestTicketCode);
		expect(text.length).toBeLessThan(textToSign({ ...ticket, items }).length);
	});
});
