/**
 * The load the issue names: 16 terminals and 16 windows at once against the real platform process, which is killed with SIGKILL three times
 * in mid-run and started again on the same store. Nothing may be doubled, lost or refused.
 */
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import { clerkPin } from './fixture.ts';
import { hallWith, type Running, runPlatform, runToEnd } from './platform-process.ts';
import { StationClient } from './station-client.ts';

const ticketsEach = 28;
/** Acknowledged tickets at which the platform is killed. */
const kills = [90, 200, 310];
const queues = ['A', 'B', 'K', 'F', 'S', 'R', 'M'];
/** Clerks of the demo hall, one for each of the windows W01…W16. */
const clerks = [
	'0307',
	'0312',
	'0318',
	'0321',
	'0325',
	'0333',
	'0337',
	'0341',
	'0345',
	'0349',
	'0353',
	'0357',
	'0361',
	'0365',
	'0369',
	'0373',
];

const { folder, hall, data } = hallWith(16);
const running: Running[] = [];
const clients: StationClient[] = [];
afterAll(async () => {
	for (const client of clients) client.close();
	for (const each of running) await each.end('SIGKILL');
	rmSync(folder, { recursive: true, force: true });
});

const epoch = (number: number) => `${number.toString(16).padStart(2, '0')}`.repeat(8);
const eventsOf = (outcome: Outcome): HallEvent[] => (outcome.result === 'accepted' ? outcome.events : []);

test('T1 T3 S2 S5 I-8: 16 terminals × 16 windows, platform killed in mid-run: 0 duplicates, 0 double calls, 0 errors, 0 lost', async () => {
	const first = await runPlatform(hall, data);
	running.push(first);
	const errors: string[] = [];
	const issued: string[] = [];
	const served: string[] = [];
	const expected = 16 * ticketsEach;
	let platform = Promise.resolve(first);

	async function killAndRestart(victim: Running): Promise<Running> {
		await victim.end('SIGKILL');
		const next = await runPlatform(hall, data, first.port);
		running.push(next);
		return next;
	}

	function must(outcome: Outcome, what: string): HallEvent[] {
		if (outcome.result !== 'accepted') errors.push(`${what}: ${JSON.stringify(outcome)}`);
		return eventsOf(outcome);
	}

	async function terminal(index: number): Promise<void> {
		const client = new StationClient(first.url, `T${index + 1}`, epoch(index + 1));
		clients.push(client);
		for (let ticket = 0; ticket < ticketsEach; ticket++) {
			const queue = queues[(index + ticket) % queues.length];
			const [event] = must(await client.say('issue-ticket', { visit: { queue, items: [], channel: 'no-card' } }), client.station);
			if (event?.name === 'ticket-issued') issued.push(event.body.number);
			if (issued.length >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
				kills.shift();
				platform = platform.then(killAndRestart);
			}
		}
	}

	async function window(index: number, allIssued: () => boolean): Promise<void> {
		const id = `W${String(index + 1).padStart(2, '0')}`;
		const client = new StationClient(first.url, id, epoch(index + 101));
		clients.push(client);
		await client.ready();
		const signed = await client.signIn(clerks[index]!, clerkPin);
		if (!signed.ok) errors.push(`${id}: ${signed.code}`);
		must(await client.say('open-window', { window: id }), id);
		for (;;) {
			const last = allIssued();
			// What comes from here on may be a reason to ask again after "nobody waits".
			const moreCame = new Promise<void>((resolve) => {
				const stop = client.onEvents((events) => {
					if (!events.some(({ name }) => name === 'ticket-issued')) return;
					stop();
					resolve();
				});
			});
			const called = await client.say('call-next', { window: id });
			if (called.result === 'refused' && called.refusal.code === 'nobody-waiting') {
				if (last) return;
				await Promise.race([moreCame, terminalsDone]);
				continue;
			}
			const event = must(called, id).find(({ name }) => name === 'ticket-called');
			if (event?.name !== 'ticket-called') return;
			const { ticket } = event.body;
			must(await client.say('start-service', { window: id, ticket }), id);
			must(await client.say('finish-service', { window: id, ticket }), id);
			served.push(ticket);
		}
	}

	let done = false;
	const terminalsDone = Promise.all(Array.from({ length: 16 }, (_, index) => terminal(index))).then(() => {
		done = true;
	});
	await Promise.all([terminalsDone, ...Array.from({ length: 16 }, (_, index) => window(index, () => done))]);
	const last = await platform;
	expect(running).toHaveLength(4);

	// A newcomer gets the whole log; it is the only truth.
	const witness = new StationClient(last.url, 'B1', epoch(201));
	clients.push(witness);
	const { head } = await witness.ready();
	while (witness.log.length < head) await new Promise<void>((resolve) => witness.onEvents(() => resolve()));

	const inLog = witness.log.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : []));
	const calls = witness.log.flatMap((event) => (event.name === 'ticket-called' ? [event.body.ticket] : []));
	const finished = witness.log.flatMap((event) => (event.name === 'service-finished' ? [event.body.ticket] : []));

	expect(errors).toEqual([]);
	expect(issued).toHaveLength(expected);
	expect(new Set(issued).size, 'duplicate numbers').toBe(expected);
	expect([...inLog].sort(), 'acknowledged = in the log').toEqual([...issued].sort());
	expect(new Set(calls).size, 'double calls').toBe(calls.length);
	expect([...calls].sort(), 'everyone called once').toEqual([...issued].sort());
	expect([...finished].sort(), 'everyone served once').toEqual([...served].sort());
	expect(served).toHaveLength(expected);
	expect(witness.log.filter(({ name }) => name === 'conflict-found')).toEqual([]);
	// The kills hit people in mid-sentence, or it proved nothing.
	expect(clients.reduce((sum, client) => sum + client.resent, 0)).toBeGreaterThan(0);
	// S10: whoever holds the log up to a position holds the same.
	for (const client of clients) expect(client.log).toEqual(witness.log.slice(0, client.log.length));

	for (const client of clients) client.close();
	expect(await last.end('SIGTERM')).toBe(0);
	const verified = await runToEnd('platform/verify.ts', '--data', data, '--json');
	expect(verified, verified.errors).toMatchObject({ code: 0 });
	expect(JSON.parse(verified.out)).toMatchObject({ events: witness.log.length, violations: [] });
}, 240_000);
