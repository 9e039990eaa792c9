/** Two platforms of one hall as processes, killed and brought back. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test, vi } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { codeChanceBytes, codeFrom } from '../../domain/reservations/code.ts';
import { oneTimeOf } from '../../platform/people/staff-account.ts';
import { firstCodeKeptMs, keepFirstCode } from '../../platform/people/staff-book.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { newKey, nextPerson, say, shown, slotsOf, tokenHash } from '../reservations/front-end.ts';
import { epochOf } from './fixture.ts';
import { freePort } from './free-port.ts';
import { hallWith, type Running, runPlatform, runToEnd } from './platform-process.ts';
import { StationClient } from './station-client.ts';

vi.setConfig({ testTimeout: 300_000 });

const running: Running[] = [];
const clients: StationClient[] = [];
const folders: string[] = [];
afterAll(async () => {
	for (const client of clients) client.close();
	for (const each of running) await each.end('SIGKILL');
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const visit = { visit: { queue: 'A', items: [], channel: 'no-card' } };

async function until<T>(what: string, look: () => Promise<T | false | null | undefined>, ms = 60_000): Promise<T> {
	const began = Date.now();
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() - began > ms) {
			const said = running.map((each) => each.errors().slice(-1_500)).join('\n–\n');
			throw new Error(`not within ${ms} ms: ${what}\n${said}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

test('SIGKILL P1, P2 takes over by order, P1 returns and gives way, its own tail is recovered, the hall is handed back; killed once more, the standby goes on booking', async () => {
	const { folder, hall, data } = hallWith(4);
	folders.push(folder);
	const ports = [await freePort(), await freePort()] as const;
	const list = ports.map((port, index) => `  - { id: P${index + 1}, url: "http://127.0.0.1:${port}" }\n`).join('');
	const known = readFileSync(hall, 'utf8').replace(/^platforms:\n(?:[ \t].*\n|#.*\n)*/m, '');
	const booked = known.replace(/^ +# frontEnd:.*$/m, `  frontEnd: { tokenHash: "${tokenHash}", requestsPerSecond: 500 }`);
	writeFileSync(hall, `${booked.trimEnd()}\nplatforms:\n${list}`);
	const token = join(folder, 'peers.token');
	writeFileSync(token, `${'ab'.repeat(32)}\n`);
	const secrets = ['--peers-token-file', token];
	const dataOf = (id: string) => `${data}-${id}`;
	const p1 = () => runPlatform(hall, dataOf('P1'), ports[0], '--as', 'P1', ...secrets);
	const stationAt = (url: string, station: string, digit: string, n = 0) => {
		const client = new StationClient(url, station, epochOf(digit));
		client.n = n;
		clients.push(client);
		return client;
	};
	const termOf = async (port: number) =>
		(await fetch(`http://127.0.0.1:${port}/api/term`)
			.then((response) => response.json())
			.catch(() => null)) as { part: string; term: { number: number; platform: string }; position: number } | null;
	const issued = (events: readonly HallEvent[]) => events.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : []));

	// P1 decides; a manager's station holds the log but for the last ticket, which nobody but P1 has kept.
	const [printed, password] = ['7K2QX-9BDFT', 'a tram past seven lakes'];
	const beforeStart = openSqlite(dataOf('P1'));
	await keepFirstCode(beforeStart, 'DEMO-HALL-01', await oneTimeOf(printed, Date.now() + firstCodeKeptMs));
	await beforeStart.close();
	const first = await p1();
	running.push(first);
	const manager = stationAt(first.url, 'M1', 'e');
	const t1 = stationAt(first.url, 'T1', 'a');
	await manager.ready();
	// Accounts begin here: a security administrator, who ends a clerk's.
	const begun = { station: 'M1', staff: '9001', code: printed, secret: password, name: '安全员甲' };
	expect(await manager.socket.emitWithAck('set-secret', begun)).toEqual({ ok: true });
	expect(await manager.signIn('9001', password)).toMatchObject({ ok: true, roles: ['security'] });
	const end = { do: 'suspend', staff: '0307', reason: '调离' };
	expect(await manager.socket.emitWithAck('staff-desk', { session: manager.session, request: end })).toMatchObject({ ok: true });
	for (let count = 0; count < 3; count += 1) await t1.say('issue-ticket', visit);
	await until('M1 holds three tickets', async () => issued(manager.log).length === 3);
	manager.close();
	const { day } = t1.welcomed!;
	const t2 = stationAt(first.url, 'T2', 'b');
	await t2.say('issue-ticket', visit);
	const wholeOfP1 = [...t2.log];
	await until('T2 heard its own ticket', async () => issued(t2.log).length === 4);
	await first.end('SIGKILL');
	for (const client of [t1, t2]) client.close();
	expect(wholeOfP1.length).toBeGreaterThan(0);

	const order = join(folder, 'order.json');
	writeFileSync(
		order,
		JSON.stringify({
			version: 1,
			hall: 'DEMO-HALL-01',
			platform: 'P2',
			by: '0901',
			reason: 'the platform does not answer',
			at: Date.now(),
			after: { number: 1, platform: 'P1' },
			day,
			events: manager.log,
			series: {},
		}),
	);
	const second = await runPlatform(hall, dataOf('P2'), ports[1], '--as', 'P2', '--take-over', order, ...secrets);
	running.push(second);
	expect(await termOf(ports[1])).toMatchObject({ part: 'gathering', term: { platform: 'P2' } });
	const again = stationAt(second.url, 'T1', 'a', 3);
	const taken = await again.say('issue-ticket', visit);
	expect(taken).toMatchObject({ result: 'accepted', events: [{ body: { number: 'A2001' } }] });

	// P1 is repaired: it hears before it decides anything, offers what it alone held, and follows.
	const back = await p1();
	running.push(back);
	await until('P1 follows', async () => {
		const said = await termOf(ports[0]);
		return said?.part === 'standby' && said.position >= again.log.length && said.position > 0;
	});
	expect((await fetch(`${back.url}/healthz`)).status).toBe(503);
	await until('the ticket that only P1 had kept', async () => issued(again.log).includes('A004'));
	expect(again.log.find(({ recovered }) => recovered)).toMatchObject({
		name: 'ticket-issued',
		station: 'PLATFORM',
		recovered: { station: 'T2', n: 1 },
	});

	again.close();
	// Handed back: P1 begins the next term, P2 gives way, and numbers go on without a block.
	const peer = (port: number, path: string, body: unknown, secret = 'ab'.repeat(32)) =>
		fetch(`http://127.0.0.1:${port}/api/peer/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
			body: JSON.stringify(body),
		});
	expect((await peer(ports[1], 'hand-over', { to: 'P1', reason: 'repaired', by: '0901' }, 'x'.repeat(64))).status).toBe(401);
	const handed = await peer(ports[1], 'hand-over', { to: 'P1', reason: 'repaired', by: '0901' });
	expect([handed.status, await handed.json()]).toEqual([200, { ok: true }]);
	await until('P1 decides', async () => (await termOf(ports[0]))?.part === 'in-charge');
	const termOfP1 = (await termOf(ports[0]))!.term;
	expect(termOfP1.platform).toBe('P1');
	expect((await termOf(ports[1]))?.part).not.toBe('in-charge');
	const home = stationAt(back.url, 'T1', 'a', 4);
	expect(await home.say('issue-ticket', visit)).toMatchObject({ result: 'accepted', events: [{ body: { number: 'A2002' } }] });
	expect(issued(home.log)).toEqual(['A001', 'A002', 'A003', 'A2001', 'A004', 'A2002']);
	await until('P2 follows', async () => (await termOf(ports[1]))?.position === home.log.length);

	// I-12 with P2 warm: what P1 answered is known there when P1 is killed, and it goes on booking.
	await until('P1 has the book back', async () => (await say(back.url, 'GET', '/slots')).status === 200);
	// Of a slot with three places the standby alone may give one more after one was taken; one of today may be too near to be cancelled.
	const { days } = await slotsOf(back.url);
	const wide = days.flatMap((each) => (each.day > day ? each.slots.filter(({ left }) => left >= 3) : []));
	const [first2, other2] = wide;
	const bookAt = (url: string, slot = first2!, key = newKey(), person = nextPerson()) =>
		say(url, 'POST', '/', { key, body: { person, queue: slot.queue, slot: slot.slot } });
	await until('P2 has the whole book', async () => {
		const database = new DatabaseSync(join(dataOf('P2'), 'hall.sqlite'), { readOnly: true });
		try {
			return database.prepare("SELECT 1 FROM record WHERE kind LIKE 'reservation-copy/%' AND key = 'whole'").get() !== undefined;
		} finally {
			database.close();
		}
	});
	const [key, person] = [newKey(), nextPerson()];
	const kept = shown(await bookAt(back.url, first2, key, person));
	const toCancel = shown(await bookAt(back.url, other2));
	await back.end('SIGKILL');
	const ordered = await peer(ports[1], 'take-over', {
		order: {
			...{ version: 1, hall: 'DEMO-HALL-01', platform: 'P2', by: '0901', reason: 'the platform does not answer', at: Date.now() },
			...{ after: termOfP1, day, events: home.log, series: {} },
		},
	});
	expect(ordered.status).toBe(200);
	home.close();
	await until(
		'P2 decides and books',
		async () =>
			(await say(second.url, 'GET', '/slots').catch(() => null))?.status === 200 && (await termOf(ports[1]))?.part === 'in-charge',
	);
	// Whoever had an account at P1 has it here, in the same roles, and whose account ended there does not come in here.
	const desk = stationAt(second.url, 'M1', 'e');
	expect(await desk.signIn('9001', password)).toMatchObject({ ok: true, roles: ['security'] });
	expect(await desk.socket.emitWithAck('audit-desk', { session: desk.session, request: { do: 'verify' } })).toMatchObject({ ok: false });
	expect(await stationAt(second.url, 'W01', 'c').signIn('0307', '2580')).toMatchObject({ ok: false, code: 'wrong-pin' });
	expect(await stationAt(second.url, 'W02', 'd').signIn('0312', '2580')).toMatchObject({ ok: true, roles: ['window'] });
	expect(shown(await bookAt(second.url, first2, key, person))).toEqual(kept);
	const fresh = shown(await bookAt(second.url));
	expect(shown(await say(second.url, 'POST', `/${toCancel.code}/cancel`, { key: newKey() }))).toMatchObject({ state: 'cancelled' });
	running.push(await p1());
	// Whole again when a code that nobody has is unknown and not perhaps elsewhere.
	const nobodys = codeFrom(new Uint8Array(codeChanceBytes).fill(7))!;
	await until('P2 has heard P1', async () => (await say(second.url, 'GET', `/${nobodys}`)).status === 404);
	const codes = [kept, toCancel, fresh].map(({ code }) => code);
	const told = async (url: string) => Promise.all(codes.map(async (code) => shown(await say(url, 'GET', `/${code}`))));
	const atSecond = await told(second.url);
	expect(atSecond.map(({ state }) => state)).toEqual(['booked', 'cancelled', 'booked']);
	expect((await peer(ports[1], 'hand-over', { to: 'P1', reason: 'repaired', by: '0901' })).status).toBe(200);
	const home1 = running.at(-1)!.url;
	await until('P1 books again', async () => (await say(home1, 'GET', `/${nobodys}`).catch(() => null))?.status === 404);
	expect(await told(home1)).toEqual(atSecond);
	expect(shown(await bookAt(home1, first2, key, person))).toEqual(kept);
	const last = stationAt(home1, 'T2', 'b', 1);
	await last.ready();
	await until('P2 follows again', async () => (await termOf(ports[1]))?.position === last.log.length);

	for (const id of ['P1', 'P2']) {
		const { out } = await runToEnd('platform/verify.ts', '--data', dataOf(id), '--day', day, '--json');
		const proof = JSON.parse(out) as { audit: { chains: { chain: string; n: number }[] } };
		expect(proof, id).toMatchObject({ day, events: last.log.length, violations: [], damage: [], audit: { faults: [], held: 0 } });
		// The audit of each went on in its own chain over every kill and take-over.
		expect(
			proof.audit.chains.filter(({ chain, n }) => chain.startsWith(id) && n >= 5),
			JSON.stringify(proof.audit),
		).toHaveLength(1);
	}
});
