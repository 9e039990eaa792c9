/** Booked over HTTP, checked in at the engine of a real terminal over a real line that is cut: by signed code, by typed code, by card. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { ShownReservation as Booked } from '../../platform/reservations/answers.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import type { Store } from '../../renderer/engine/ports.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { createTestJournal, type TestJournal } from '../engine/hall.ts';
import { slip } from '../engine/machine.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { bookingHall, newKey, nextPerson, say, shown } from './front-end.ts';
import { type Line, lineTo } from './line.ts';

const { plan } = bookingHall();
const ten30 = '2026-11-17T10:30:00+08:00';
const document = { number: '110101199003070011' };
let hall: OpenPlatform;
let line: Line;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
	hall = await openPlatform({ hall: bookingHall(), store: new MemoryStore() });
	hall.clock.at = Date.parse('2026-11-17T10:20:00+08:00');
	line = await lineTo(hall.port);
});
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
	await line.close();
	await hall.end();
});

async function terminal(station: string, kept: { store?: Store; journal?: TestJournal } = {}) {
	const timers = createTimers();
	const store = kept.store ?? createMemoryStore();
	const journal = kept.journal ?? createTestJournal([station]);
	const engine = createEngine({
		seats: [{ station, role: 'terminal' }],
		plan,
		devices: [],
		ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
		link: createLink({ url: line.url, clock: () => hall.clock.at, timers }),
		openStore: async () => store,
		journal,
		printer: { print: async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' }) },
		show: async () => {},
		clock: () => hall.clock.at,
		timers,
		note: () => {},
	});
	await engine.start();
	ends.push(() => engine.stop());
	return { engine, store, journal };
}
function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	return expect.poll(holds, { timeout: 10_000, interval: 15 }).toBe(true);
}
const isUp = (engine: Engine) => until(() => engine.view().link === 'up');
const isDown = (engine: Engine) => until(() => engine.view().link === 'down');
/** The terminal holds what the platform would tell it now. */
const told = (store: Store) => until(async () => (await store.load(plan.code)).reservations !== null);

async function book(more: object = {}): Promise<Booked> {
	return shown(await say(hall.url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: ten30, ...more }, key: newKey() }));
}
const cancel = ({ code }: Booked) => say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() });
const move = ({ code }: Booked, slot: string) => say(hall.url, 'PATCH', `/${code}`, { body: { slot }, key: newKey() });

async function scan(engine: Engine, station: string, text: string | null): Promise<string> {
	const found = await engine.findReservation(station, { text: text ?? '' });
	return found.ok ? 'ok' : found.refusal.code;
}
/** Finds it and takes the number, as the face does. */
async function checkIn(engine: Engine, station: string, wanted: { text: string } | { cardRef: string }): Promise<string> {
	const found = await engine.findReservation(station, wanted);
	if (!found.ok) return found.refusal.code;
	const { ref, queue, items, slot } = found.reservation;
	const visit = { queue, items, channel: 'reservation' as const, reservationSlot: slot, reservationRef: ref };
	const answer = await engine.takeTicket(station, visit, slip);
	return answer.ok ? answer.taken.number : answer.why === 'refused' ? answer.refusal.code : answer.code;
}
const conflicts = () => hall.authority.state.conflicts.map(({ kind, ticket, detail }) => [kind, ticket, detail]);

describe('connected', () => {
	test('by signed code, by typed code with hyphens, by card; a second time the number is told', async () => {
		const [one, two, three] = [await book(), await book(), await book({ document })];
		const { engine } = await terminal('T1');
		await isUp(engine);
		expect(await checkIn(engine, 'T1', { text: one.qr! })).toBe('A001');
		expect(await checkIn(engine, 'T1', { text: ` ${two.code.slice(0, 5)}-${two.code.slice(5).toLowerCase()}` })).toBe('A002');
		expect(await checkIn(engine, 'T1', { cardRef: (await engine.personRef(document.number))! })).toBe('A003');
		expect(await engine.findReservation('T1', { text: one.qr! })).toEqual({
			ok: false,
			refusal: { code: 'reservation-already-used', params: { ticket: 'A001' } },
		});
		expect(shown(await say(hall.url, 'GET', `/${three.code}`))).toMatchObject({ state: 'used', qr: null });
		expect(hall.authority.state.tickets.A001?.visit).toMatchObject({ channel: 'reservation', reservationSlot: Date.parse(ten30) });
	});

	test('booked a moment ago: the list is asked for again before anybody is sent away', async () => {
		const { engine, store } = await terminal('T1');
		await isUp(engine);
		await told(store);
		const { code } = await book();
		expect(await scan(engine, 'T1', code)).toBe('ok');
	});

	test('changes of the day reach the terminal by themselves; of other days they do not', async () => {
		const { engine, store } = await terminal('T1');
		await isUp(engine);
		await told(store);
		await book({ slot: '2026-11-18T09:00:00+08:00' });
		hall.clock.turn(2_000);
		await book();
		hall.clock.turn(2_000);
		await until(async () => (await store.load(plan.code)).reservations?.list.length === 1);
		line.cut();
		await isDown(engine);
	});
});

describe('cut off', () => {
	test('what was on the list gives a number of the own series, and is known as used when the line is back', async () => {
		const [one, two, three] = [await book(), await book(), await book({ document })];
		const { engine, store } = await terminal('T2');
		await isUp(engine);
		await told(store);
		line.cut();
		await isDown(engine);
		expect(await checkIn(engine, 'T2', { text: one.qr! })).toBe('A2-001');
		expect(await checkIn(engine, 'T2', { text: two.code })).toBe('A2-002');
		expect(await checkIn(engine, 'T2', { cardRef: (await engine.personRef(document.number))! })).toBe('A2-003');
		expect(await scan(engine, 'T2', one.qr)).toBe('reservation-already-used');
		expect(await scan(engine, 'T2', two.code)).toBe('reservation-already-used');
		line.mend();
		await until(() => engine.view().link === 'up' && engine.view().owed === 0);
		expect(conflicts()).toEqual([]);
		for (const { code } of [one, two, three]) expect(shown(await say(hall.url, 'GET', `/${code}`)).state).toBe('used');
		expect(checkLog(plan, '2026-11-17', hall.authority.eventsAfter(0)).violations).toEqual([]);
	});

	test('booked after the list was told: the signature alone is enough, the typed code is not', async () => {
		const { engine, store } = await terminal('T2');
		await isUp(engine);
		await told(store);
		line.cut();
		await isDown(engine);
		hall.clock.at += 1_000;
		const late = await book();
		expect(await scan(engine, 'T2', late.code)).toBe('reservation-unknown');
		expect(await checkIn(engine, 'T2', { text: late.qr! })).toBe('A2-001');
		line.mend();
		await until(() => engine.view().link === 'up' && engine.view().owed === 0);
		expect(conflicts()).toEqual([]);
	});

	test('S5 started again while cut off: the list and the keys are still there, without the key of the day', async () => {
		const [one, two] = [await book(), await book()];
		const first = await terminal('T2');
		await isUp(first.engine);
		await told(first.store);
		line.cut();
		await isDown(first.engine);
		first.engine.stop();
		const kept = await first.store.load(plan.code);
		expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${one.code}|${one.person}|1101011990`));
		const again = await terminal('T2', first);
		expect(await scan(again.engine, 'T2', two.code)).toBe('reservation-not-looked-up');
		expect(await checkIn(again.engine, 'T2', { text: one.qr! })).toBe('A2-001');
	});

	test('forged, altered, of another day, of another hall, of no hall, cancelled: each is told', async () => {
		hall.clock.at = Date.parse('2026-11-17T08:00:00+08:00');
		const [good, gone, tomorrow] = [
			await book(),
			await book({ slot: '2026-11-17T11:00:00+08:00' }),
			await book({ slot: '2026-11-18T09:00:00+08:00' }),
		];
		expect((await cancel(gone)).status).toBe(200);
		const other = await openPlatform({ hall: bookingHall(), store: new MemoryStore() });
		ends.push(() => other.end());
		const forged = shown(await say(other.url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: ten30 }, key: newKey() }));
		const { engine, store } = await terminal('T2');
		await isUp(engine);
		await told(store);
		line.cut();
		await isDown(engine);
		hall.clock.at = Date.parse('2026-11-17T10:20:00+08:00');
		const qr = good.qr!;
		expect(await scan(engine, 'T2', forged.qr)).toBe('reservation-not-looked-up');
		expect(await scan(engine, 'T2', forged.qr!.replace(forged.qr!.split(':')[9]!, qr.split(':')[9]!))).toBe('reservation-code-forged');
		expect(await scan(engine, 'T2', qr.replace(':A:', ':B:'))).toBe('reservation-code-forged');
		expect(await scan(engine, 'T2', qr.slice(0, -20))).toBe('reservation-code-damaged');
		expect(await engine.findReservation('T2', { text: tomorrow.qr! })).toEqual({
			ok: false,
			refusal: { code: 'reservation-wrong-day', params: { day: '2026-11-18' } },
		});
		expect(await scan(engine, 'T2', qr.replace(plan.code, 'OTHER-HALL'))).toBe('reservation-other-hall');
		expect(await scan(engine, 'T2', gone.code)).toBe('reservation-cancelled');
		expect(await scan(engine, 'T2', 'https://example.org/')).toBe('code-not-known');
		expect(await scan(engine, 'T2', '23456789AA')).toBe('code-not-known');
		hall.clock.at = Date.parse('2026-11-17T10:46:00+08:00');
		expect(await scan(engine, 'T2', qr)).toBe('reservation-too-late');
	});

	test('I-12 cancelled or moved meanwhile, or used elsewhere: the paper counts, and a person sees each', async () => {
		hall.clock.at = Date.parse('2026-11-17T08:00:00+08:00');
		const [gone, moved, twice] = [await book(), await book(), await book({ queue: 'B' })];
		const { engine, store } = await terminal('T2');
		await isUp(engine);
		await told(store);
		line.cut();
		await isDown(engine);
		expect((await cancel(gone)).status).toBe(200);
		expect((await move(moved, '2026-11-18T09:00:00+08:00')).status).toBe(200);
		hall.clock.at = Date.parse('2026-11-17T10:20:00+08:00');
		const near = await hall.seated('T1');
		const { list } = await near.emitWithAck('reservations-today', {});
		const { ref } = list.find(({ queue }: { queue: string }) => queue === 'B');
		const visit = { queue: 'B', items: [], channel: 'reservation', reservationSlot: Date.parse(ten30), reservationRef: ref };
		const command = { station: 'T1', epoch: 'a'.repeat(16), n: 1, occurredAt: hall.clock.at, name: 'issue-ticket', body: { visit } };
		await near.emitWithAck('commands', { commands: [command] });
		for (const [at, { qr }] of [gone, moved, twice].entries())
			expect(await checkIn(engine, 'T2', { text: qr! })).toBe(`${at === 2 ? 'B' : 'A'}2-${at === 2 ? '001' : `00${at + 1}`}`);
		line.mend();
		await until(() => engine.view().link === 'up' && engine.view().owed === 0);
		expect(conflicts()).toEqual([
			['reservation-not-standing', 'A2-001', 'cancelled'],
			['reservation-not-standing', 'A2-002', 'unknown'],
			['reservation-used-twice', 'B2-001', 'also-B001'],
		]);
		expect(checkLog(plan, '2026-11-17', hall.authority.eventsAfter(0)).violations).toEqual([]);
	});

	test('P1 with the day the list goes, from memory and store', async () => {
		const { qr } = await book();
		const { engine, store } = await terminal('T2');
		await isUp(engine);
		await told(store);
		line.cut();
		await isDown(engine);
		hall.clock.at = Date.parse('2026-11-18T08:00:00+08:00');
		expect(await scan(engine, 'T2', qr)).toBe('reservation-wrong-day');
		await until(async () => (await store.load(plan.code)).reservations === null);
	});
});
