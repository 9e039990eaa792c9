/** Alarms of a platform: they stand over a restart, and the site is told once, signed, in order, however often it did not answer. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { hallFile } from '../../config/schemas/hall.ts';
import { type AlarmNotice, alarmNotice, watchDeskAnswer } from '../../domain/contracts/alarms.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { openAlarms } from '../../platform/alarms/open-alarms.ts';
import { sayOverHttp } from '../../platform/alarms/say-notice.ts';
import { waitAfter } from '../../platform/alarms/webhook-outbox.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { Metrics } from '../../platform/observe/metrics.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, HandClock } from './fixture.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});
const { plan } = demoHall();
const url = 'https://ops.hall.example/tidehall';

function stand(store = new MemoryStore(), clock = new HandClock(), answers = () => 'taken' as 'taken' | 'again') {
	const said: AlarmNotice[] = [];
	const problems: string[] = [];
	const open = () =>
		openAlarms({
			...{ plan, store, clock, metrics: new Metrics(), secret: null, log: jsonLog({ write() {} }) },
			settings: { webhooks: [{ url }] },
			state: () => startOfDay(plan, '2026-11-17'),
			seated: () => new Set(plan.stations.map(({ id }) => id)),
			problems: () => problems,
			whoMay: (session) => (session === 'manager' ? '0001' : null),
			inCharge: () => true,
			async say(_url, notice) {
				said.push(alarmNotice.parse(notice));
				return answers();
			},
		});
	return { store, clock, said, problems, open };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
async function look(alarms: Awaited<ReturnType<ReturnType<typeof stand>['open']>>) {
	await alarms.look();
	for (let turn = 0; turn < 5; turn += 1) await settled();
}

test('an alarm is raised once and cleared once, is shown to whoever may watch, and stands over a restart', async () => {
	const { clock, said, problems, open } = stand();
	const alarms = await open();
	problems.push('quarantine-waiting');
	for (let each = 0; each < 5; each += 1) {
		await look(alarms);
		clock.at += 5_000;
	}
	expect(said.map(({ state, code, urgency }) => [state, code, urgency])).toEqual([['raised', 'reports-quarantined', 'soon']]);
	expect(watchDeskAnswer.parse(alarms.ask({ session: 'manager', request: { do: 'alarms' } }))).toMatchObject({
		ok: true,
		alarms: [{ code: 'reports-quarantined' }],
		undelivered: 0,
	});
	expect(alarms.ask({ session: 'clerk', request: { do: 'alarms' } })).toEqual({ ok: false, code: 'not-permitted' });
	const again = await open();
	expect(again.standing()).toHaveLength(1);
	await look(again);
	expect(said).toHaveLength(1);
	problems.length = 0;
	await look(again);
	expect(said.map(({ state }) => state)).toEqual(['raised', 'cleared']);
	expect(said[1]!.id).not.toBe(said[0]!.id);
	expect(again.standing()).toEqual([]);
});

test('a site that does not answer is told later and later, in order, also after a restart, and the hall says that it is not told', async () => {
	let answer: 'taken' | 'again' = 'again';
	const { clock, said, problems, open } = stand(new MemoryStore(), new HandClock(), () => answer);
	problems.push('disk-nearly-full');
	let alarms = await open();
	await look(alarms);
	clock.at += 1_000;
	problems.length = 0;
	await look(alarms);
	clock.at += 61_000;
	await look(alarms);
	expect(said.length).toBeGreaterThan(1);
	expect(new Set(said.map(({ state }) => state))).toEqual(new Set(['raised']));
	alarms = await open();
	clock.at += 11 * 60_000;
	await look(alarms);
	expect(alarms.warnings()).toEqual(['alarms-not-delivered']);
	answer = 'taken';
	clock.at += 16 * 60_000;
	await look(alarms);
	expect(said.slice(-2).map(({ state }) => state)).toEqual(['raised', 'cleared']);
	expect(new Set(said.map(({ id }) => id)).size).toBe(2);
	expect([1, 2, 3, 20].map(waitAfter)).toEqual([5_000, 10_000, 20_000, 900_000]);
	expect(alarms.warnings()).toEqual([]);
});

test('what is said over the wire is signed so that only who has the secret could have made it, and holds nobody', async () => {
	const got: { headers: Record<string, unknown>; body: string }[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => {
			body += chunk;
		});
		request.on('end', () => {
			got.push({ headers: request.headers, body });
			response.writeHead(got.length === 1 ? 503 : 204).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	ends.push(() => server.close());
	const secret = 's'.repeat(40);
	const line = sayOverHttp(secret, () => 1_700_000_000_123);
	const notice: AlarmNotice = {
		...{
			schema: 'alarm/1',
			id: 'one',
			hall: plan.code,
			state: 'raised',
			code: 'paper-low',
			urgency: 'soon',
			station: 'T1',
			about: 'printer',
			at: 1,
		},
	};
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
	expect(await line.say(address, notice)).toBe('again');
	expect(await line.say(address, notice)).toBe('taken');
	const [{ headers, body }] = got as [(typeof got)[0]];
	expect(headers['idempotency-key']).toBe('one');
	expect(headers['x-tidehall-signature']).toBe(
		`t=1700000000,v1=${createHmac('sha256', secret).update(`1700000000.${body}`).digest('hex')}`,
	);
	expect(alarmNotice.parse(JSON.parse(body))).toEqual(notice);
	server.closeAllConnections();
});

test.each([
	['no scheme', 'ops.hall.example'],
	['a password in it', 'https://user:secret@ops.hall.example/'],
	['something after a ?', 'https://ops.hall.example/?token=secret'],
])('an address with %s is said at configuration', (_what, bad) => {
	const read = hallFile.shape.watching.safeParse({ webhooks: [{ url: bad }] });
	expect(read.success).toBe(false);
	expect(JSON.stringify(read.error?.issues)).toContain('an address such as');
});
