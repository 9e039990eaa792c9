import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOnPaper, signedCode, textToSign } from '../../domain/ticket-code.ts';
import { clerkPin, epochOf, managerPin } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const key = {
	keyId: createHash('sha256').update(raw).digest().subarray(0, 12).toString('base64url'),
	publicKey: raw.toString('base64url'),
};
const hallCode = 'DEMO-HALL-01';

let hall: OpenPlatform;
let terminal: Socket;
let window: Socket;
let session = '';
beforeEach(async () => {
	hall = await openPlatform();
	terminal = await hall.seated('T1', epochOf('a'), { key });
	window = await hall.seated('W01', epochOf('b'));
	const signed = await window.emitWithAck('sign-in', { station: 'W01', staff: '0307', pin: clerkPin });
	session = signed.session;
});
afterEach(() => hall.end());

function codeOf(number: string, day = hall.authority.day, items: string[] = []): string {
	const text = textToSign({ hall: hallCode, day, number, queue: 'A', items, issuedAt: hall.clock.at, station: 'T1', keyId: key.keyId });
	return signedCode(text, sign(null, Buffer.from(text), privateKey).toString('base64url')) ?? '';
}
const pageOf = (code: string, query = '', init: RequestInit = {}) => fetch(`${codeOnPaper(code, hall.url)}${query}`, init);
const textOf = async (code: string, query = '', init: RequestInit = {}) => (await pageOf(code, query, init)).text();

let n = { a: 0, b: 0 };
beforeEach(() => {
	n = { a: 0, b: 0 };
});
async function take(): Promise<string> {
	n.a += 1;
	const visit = { queue: 'A', items: [], channel: 'no-card' };
	const command = { station: 'T1', epoch: epochOf('a'), n: n.a, occurredAt: hall.clock.at, name: 'issue-ticket', body: { visit } };
	const answer = await terminal.emitWithAck('commands', { commands: [command] });
	return answer.outcomes[0].events[0].body.number;
}
async function clerk(name: string, body: Record<string, unknown>): Promise<void> {
	n.b += 1;
	const command = {
		station: 'W01',
		epoch: epochOf('b'),
		n: n.b,
		occurredAt: hall.clock.at,
		session,
		name,
		body: { window: 'W01', ...body },
	};
	const answer = await window.emitWithAck('commands', { commands: [command] });
	if (answer.outcomes?.[0].result !== 'accepted') throw new Error(JSON.stringify(answer));
}
const form = (fields: [string, string][]) => ({ method: 'POST', redirect: 'manual' as const, body: new URLSearchParams(fields) });
async function serve(number: string) {
	await clerk('call-next', {});
	await clerk('start-service', { ticket: number });
	await clerk('finish-service', { ticket: number });
}

describe('the page of a ticket', () => {
	test('shows the place in line, is told apart by its ETag, and says when it is called and where', async () => {
		await clerk('open-window', {});
		const first = await take();
		const second = await take();
		const code = codeOf(second);
		const page = await pageOf(code);
		expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
		const text = await page.text();
		expect(text).toContain(`<h1 class="number">${second}</h1>`);
		expect(text).toContain('<dt>前面还有</dt><dd><strong>1</strong>');
		const etag = page.headers.get('etag') ?? '';
		const same = await pageOf(code, '?part=1', { headers: { 'if-none-match': etag } });
		expect(same.status).toBe(304);
		await serve(first);
		const later = await pageOf(code, '?part=1', { headers: { 'if-none-match': etag } });
		expect(later.status).toBe(200);
		expect(await later.text()).toContain('<strong>0</strong>');
		await clerk('call-next', {});
		expect(await textOf(code)).toMatch(/data-stage="called"[\s\S]*<strong>01<\/strong>/);
		expect(await textOf(code, '?lang=en')).toContain('It is your turn');
	});

	test('P1 says nothing of a person, and one who looks it over sees no other ticket', async () => {
		await take();
		const number = await take();
		const text = await textOf(codeOf(number));
		expect(text).not.toContain('A001');
		expect(text).not.toMatch(/\d{15}|personRef/);
	});

	test('a code that was altered, is of another hall or day, of an unknown machine, or none at all opens nothing and says why in words', async () => {
		const number = await take();
		const code = codeOf(number);
		const told = async (of: string) => {
			const answer = await fetch(`${hall.url}/t/${of}`);
			return `${answer.status} ${/<h1>([^<]*)/.exec(await answer.text())?.[1]}`;
		};
		expect(await told(code.replace(number, 'A009'))).toBe('404 这个码不是大厅出的');
		expect(await told(code.slice(0, -9))).toBe('404 码没读全');
		expect(await told('hello')).toBe('404 这里没有号票');
		expect(await told(code.replace(hallCode, 'OTHER-HALL'))).toBe('404 这是别的大厅的号');
		expect(await told(codeOf(number, '2026-11-01'))).toBe('404 这个号是以前的');
		expect(await told(codeOf(number, '2026-12-24'))).toBe('404 这个号是以前的');
		expect(await told(codeOf(number).replace(/:T1:/, ':T2:'))).toBe('404 现在认不出这个码');
		for (const odd of ['%', '%E0%A4%A', '<script>', 'TH2:'.repeat(40)])
			expect((await fetch(`${hall.url}/t/${odd}`)).status).toBeLessThan(500);
		expect(await (await fetch(`${hall.url}/t/%3Cscript%3Ealert(1)`)).text()).not.toContain('<script>alert');
	});

	test('somebody who asks too often waits, and the page says so', async () => {
		const code = codeOf(await take());
		const answers = await Promise.all(Array.from({ length: 30 }, () => pageOf(code)));
		const busy = answers.filter(({ status }) => status === 429);
		expect(busy.length).toBeGreaterThan(0);
		expect(await busy[0]!.text()).toContain('看的人太多了');
		hall.clock.turn(20_000);
		expect((await pageOf(code)).status).toBe(200);
	});
});

describe('what its holder may do', () => {
	test('I-19 after the service one review, with reasons of the hall alone; the second changes nothing', async () => {
		await clerk('open-window', {});
		const number = await take();
		const code = codeOf(number);
		const early = await pageOf(
			code,
			'',
			form([
				['do', 'review'],
				['level', '5'],
			]),
		);
		expect(early.headers.get('location')).toBe('?do=failed');
		await serve(number);
		expect(await textOf(code)).toContain('这次办得怎么样');
		const given = await pageOf(
			code,
			'',
			form([
				['do', 'review'],
				['level', '1'],
				['reason', 'slow'],
				['reason', '<b>'],
				['reason', 'unfriendly'],
			]),
		);
		expect([given.status, given.headers.get('location')]).toEqual([303, '?do=done']);
		expect(hall.authority.state.reviews[number]).toMatchObject({ level: 1, reasons: ['slow', 'unfriendly'], channel: 'phone' });
		expect(await textOf(code, '?do=done')).toContain('您的评价收到了');
		hall.clock.turn(60_000);
		const again = await pageOf(
			code,
			'',
			form([
				['do', 'review'],
				['level', '5'],
			]),
		);
		expect(again.headers.get('location')).toBe('?do=failed');
		expect(hall.authority.state.reviews[number]?.level).toBe(1);
		for (const level of ['0', '6', '', 'x', '4.5'])
			await pageOf(
				code,
				'',
				form([
					['do', 'review'],
					['level', level],
				]),
			);
		expect(hall.lines.join('\n')).not.toMatch(/"level":1|slow/);
	});

	test('a review three days later is of the ticket’s own day; nine days later it is too late', async () => {
		await clerk('open-window', {});
		const number = await take();
		const day = hall.authority.day;
		const code = codeOf(number, day);
		await serve(number);
		const dayMs = 24 * 3_600_000;
		hall.clock.turn(3 * dayMs);
		await until(() => hall.authority.day !== day);
		expect(await textOf(code)).toContain('这次办得怎么样');
		const given = await pageOf(
			code,
			'',
			form([
				['do', 'review'],
				['level', '4'],
			]),
		);
		expect(given.headers.get('location')).toBe('?do=done');
		expect(hall.authority.state.reviews).toEqual({});
		expect(await textOf(code)).toContain('您已经评过了');
		hall.clock.turn(6 * dayMs);
		await until(() => hall.authority.day > '2026-11-25');
		expect((await pageOf(code)).status).toBe(404);
	});

	test('a number is given back after one more question, and its place is free', async () => {
		const number = await take();
		const code = codeOf(number);
		expect(await textOf(code, '?do=return')).toContain(`把 ${number} 退掉吗`);
		const back = await pageOf(code, '', form([['do', 'return']]));
		expect(back.headers.get('location')).toBe('?do=returned');
		expect(hall.authority.state.tickets[number]?.life.stage).toBe('cancelled');
		expect(await textOf(code)).toContain('这个号已经退了');
	});
});

describe('a manager', () => {
	test('finds the case of a bad review with its deadlines, writes a sealed note, and no clerk may ask', async () => {
		await clerk('open-window', {});
		const number = await take();
		await serve(number);
		await pageOf(
			codeOf(number),
			'',
			form([
				['do', 'review'],
				['level', '2'],
			]),
		);
		const desk = await hall.seated('M1', epochOf('c'));
		const signed = await desk.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin });
		const ask = (request: unknown, by: string = signed.session) => desk.emitWithAck('review-desk', { session: by, request });
		const looked = await ask({ do: 'look', days: 7 });
		expect(looked.cases).toMatchObject([
			{ kind: 'bad-review', stage: 'open', deadlines: { contact: { due: '2026-11-18', card: 'none' } } },
		]);
		expect(looked.figures.windows).toMatchObject([{ window: 'W01', ended: 1, reviewed: 1, levels: null }]);
		const complaint = looked.cases[0].ref;
		const noted = await ask({ do: 'note', complaint, text: '王某来电，说等太久' });
		expect(noted.notes).toMatchObject([{ staff: '0001', text: '王某来电，说等太久' }]);
		expect(hall.lines.join('\n')).not.toContain('王某');
		expect(await ask({ do: 'look', days: 7 }, session)).toEqual({ ok: false, code: 'not-permitted' });
		expect(await ask({ do: 'notes', complaint: 'BC-0123456789AB' })).toEqual({ ok: false, code: 'unknown-complaint' });
	});
});

async function until(so: () => boolean): Promise<void> {
	for (let tries = 0; tries < 500 && !so(); tries += 1) await new Promise((go) => setImmediate(go));
	expect(so()).toBe(true);
}
