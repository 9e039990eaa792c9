/** The hall's gateway asks whom a reminder goes to: one number, for one reminder that is being said, audited first. */
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { HallPages } from '../../platform/http/hall-pages.ts';
import { serveReminders } from '../../platform/http/reminders.ts';
import { phoneOfReminder } from '../../platform/reminders/whom.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { HandClock } from '../platform/fixture.ts';

const token = 'the-token-of-the-gateway';
const id = 'a'.repeat(32);
const ref = 'b'.repeat(32);
const phone = '13800138000';

async function stand(more: { audit?: () => Promise<void>; fields?: Record<string, string> } = {}) {
	const lines: unknown[] = [];
	const app = Fastify({ logger: false });
	const opened = { manifest: { form: { fields: more.fields ?? { name: '金丝雀', phone }, materials: {} } } };
	serveReminders(app, { clock: new HandClock() } as unknown as HallPages, {
		token,
		phoneOf: phoneOfReminder({
			outbox: { about: (asked) => (asked === id ? ref : null) },
			applications: { open: async (asked) => (asked === ref ? (opened as never) : null) },
			audit: { write: more.audit ?? (async (line) => void lines.push(line)) },
		}),
	});
	await app.ready();
	const ask = (of: string, shown: string | null = token) =>
		app.inject({ url: `/api/reminders/${of}/phone`, headers: shown === null ? {} : { authorization: `Bearer ${shown}` } });
	return { ask, lines };
}

test('P1 the number alone, and a line of the audit without it', async () => {
	const { ask, lines } = await stand();
	const answer = await ask(id);
	expect([answer.statusCode, answer.json()]).toEqual([200, { phone }]);
	expect(answer.headers['cache-control']).toBe('no-store');
	expect(lines).toEqual([{ staff: null, station: 'PLATFORM', what: 'field', ref, part: 'phone', reason: 'reminder' }]);
});

test('no token, a wrong one, a reminder nobody says, a form without a number: nothing is told and nothing audited', async () => {
	const { ask, lines } = await stand();
	for (const [of, shown, status] of [
		[id, null, 401],
		[id, 'another-token-of-a-gateway', 401],
		['c'.repeat(32), token, 404],
		['not-an-id', token, 400],
	] as const) {
		const answer = await ask(of, shown);
		expect(answer.statusCode, of).toBe(status);
		expect(answer.body).not.toContain(phone);
	}
	expect(lines).toEqual([]);
	expect((await (await stand({ fields: { name: '金丝雀' } })).ask(id)).statusCode).toBe(404);
});

test('nothing is told when the audit cannot be written', async () => {
	const { ask } = await stand({ audit: () => Promise.reject(new StoreFailure('write-failed', 'the disk is gone')) });
	const answer = await ask(id);
	expect(answer.statusCode).toBe(500);
	expect(answer.body).not.toContain(phone);
});

test('whoever asks for many is slowed', async () => {
	const { ask } = await stand();
	const all = [];
	for (let count = 0; count < 41; count += 1) all.push((await ask(id)).statusCode);
	expect(all.slice(0, 40).every((status) => status === 200)).toBe(true);
	expect(all[40]).toBe(429);
});
