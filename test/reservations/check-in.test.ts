/** A reservation at the hall: checked in once, too early, too late, by whom it is not known, reported after a cut, or missed. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { personReference } from '../../renderer/engine/person-ref.ts';
import { epochOf, HandClock, tuesdayMorning } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { bookingHall, keptReservations, newKey, nextPerson, say, shown } from './front-end.ts';

let hall: OpenPlatform;
/** What was written is there for the next platform of a test. */
class StayingStore extends MemoryStore {
	override async close(): Promise<void> {}
}
let store: MemoryStore;
beforeEach(async () => {
	store = new StayingStore();
	hall = await openPlatform({ hall: bookingHall(), store });
});
afterEach(() => hall.end());

const half = '2026-11-17T10:30:00+08:00';
async function booked(more: object = {}): Promise<Reservation> {
	const { code } = shown(
		await say(hall.url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: half, ...more }, key: newKey() }),
	);
	return (await keptReservations(store)).find((each) => each.code === code)!;
}
const visitOf = ({ queue, items, slot, ref }: Reservation) => ({
	queue,
	items,
	channel: 'reservation',
	reservationSlot: slot,
	reservationRef: ref,
});

type Terminal = Awaited<ReturnType<OpenPlatform['seated']>>;
async function outcomeOf(terminal: Terminal, station: string, n: number, name: string, body: unknown): Promise<Outcome> {
	const command = { station, epoch: epochOf('a'), n, occurredAt: hall.clock.at, name, body };
	const answer = await terminal.emitWithAck('commands', { commands: [command] });
	return answer.outcomes[0];
}
const refusalOf = (outcome: Outcome) => (outcome.result === 'refused' ? outcome.refusal : outcome.result);
const namesOf = (outcome: Outcome) => (outcome.result === 'accepted' ? outcome.events.map(({ name }) => name) : outcome);

/** Lets the hall look at what became of its reservations, and waits until it has. */
async function settle(ms = 5_000, clock = hall.clock): Promise<void> {
	clock.turn(ms);
	for (let turns = 0; turns < 60; turns++) await new Promise((resolve) => setImmediate(resolve));
}
const missed = () => hall.authority.eventsAfter(0).flatMap((event) => (event.name === 'reservations-missed' ? [event.body] : []));

describe('at two terminals', () => {
	test('I-12 a reservation gives one ticket: the second terminal is told the number', async () => {
		const reservation = await booked();
		const [one, other] = [await hall.seated('T1'), await hall.seated('T2')];
		const both = await Promise.all([
			outcomeOf(one, 'T1', 1, 'issue-ticket', { visit: visitOf(reservation) }),
			outcomeOf(other, 'T2', 1, 'issue-ticket', { visit: visitOf(reservation) }),
		]);
		expect(both.map(({ result }) => result).sort()).toEqual(['accepted', 'refused']);
		expect(both.map(refusalOf)).toContainEqual({ code: 'reservation-already-used', params: { ticket: 'A001' } });
		expect(shown(await say(hall.url, 'GET', `/${reservation.code}`)).state).toBe('used');
		const cancel = await say(hall.url, 'POST', `/${reservation.code}/cancel`, { key: newKey() });
		expect(cancel.body).toMatchObject({ code: 'not-booked' });
	});

	test('I-12 S6 used while cut off and at the platform: both tickets stand, and a person settles it', async () => {
		const reservation = await booked();
		const [one, other] = [await hall.seated('T1'), await hall.seated('T2')];
		await outcomeOf(one, 'T1', 1, 'issue-ticket', { visit: visitOf(reservation) });
		const report = { number: 'A2-001', sequence: 1, visit: visitOf(reservation) };
		const outcome = await outcomeOf(other, 'T2', 1, 'offline-ticket', report);
		expect(namesOf(outcome)).toEqual(['ticket-issued', 'conflict-found']);
		expect(hall.authority.state.conflicts).toMatchObject([{ kind: 'reservation-used-twice', ticket: 'A2-001', detail: 'also-A001' }]);
		const events = hall.authority.eventsAfter(0);
		const { plan } = bookingHall();
		expect(checkLog(plan, '2026-11-17', events).violations).toEqual([]);
		const silent = events.filter(({ name }) => name !== 'conflict-found');
		expect(checkLog(plan, '2026-11-17', silent).violations.map(({ rule }) => rule)).toContain('I-12');
	});

	test('the ghost of an unanswered ask is no second use', async () => {
		const reservation = await booked();
		const one = await hall.seated('T1');
		await outcomeOf(one, 'T1', 1, 'issue-ticket', { visit: visitOf(reservation) });
		const report = { number: 'A1-001', sequence: 1, visit: visitOf(reservation), replaces: { epoch: epochOf('a'), n: 1 } };
		expect(namesOf(await outcomeOf(one, 'T1', 2, 'offline-ticket', report))).toEqual(['ticket-issued', 'ticket-voided']);
		const again = await outcomeOf(one, 'T1', 3, 'issue-ticket', { visit: visitOf(reservation) });
		expect(refusalOf(again)).toEqual({ code: 'reservation-already-used', params: { ticket: 'A1-001' } });
	});
});

describe('the platform looks into its book', () => {
	test('too early, too late, cancelled, another queue, unknown: each refused in its own words', async () => {
		const late = await booked();
		const early = await booked({ slot: '2026-11-17T11:00:00+08:00' });
		const cancelled = await booked({ slot: '2026-11-17T14:00:00+08:00' });
		await say(hall.url, 'POST', `/${cancelled.code}/cancel`, { key: newKey() });
		const terminal = await hall.seated('T1');
		let n = 0;
		const asked = async (reservation: Reservation, more: object = {}) =>
			refusalOf(await outcomeOf(terminal, 'T1', ++n, 'issue-ticket', { visit: { ...visitOf(reservation), ...more } }));
		expect(await asked(early)).toEqual({ code: 'reservation-too-early', params: { from: '10:30' } });
		expect(await asked(cancelled)).toEqual({ code: 'reservation-cancelled', params: {} });
		expect(await asked(late, { queue: 'B', items: [] })).toEqual({ code: 'reservation-other-queue', params: { queue: 'A' } });
		expect(await asked(late, { reservationRef: 'nobody-has-this-refer-' })).toEqual({ code: 'reservation-unknown', params: {} });
		hall.clock.at = late.slot + 15 * 60_000 + 1;
		expect(await asked(late)).toEqual({ code: 'reservation-too-late', params: { until: '10:45' } });
		hall.clock.at -= 1;
		expect(await asked(late)).toBe('accepted');
	});
});

describe('a terminal that has not heard yet that a booking was moved', () => {
	test('gives its number all the same, at the time that is booked now', async () => {
		const reservation = await booked();
		const terminal = await hall.seated('T1');
		const visit = { ...visitOf(reservation), reservationSlot: tuesdayMorning };
		const outcome = await outcomeOf(terminal, 'T1', 1, 'issue-ticket', { visit });
		expect(namesOf(outcome)).toEqual(['ticket-issued']);
		expect(hall.authority.state.tickets.A001?.visit).toEqual(visitOf(reservation));
	});
});

describe('who did not come', () => {
	test('is counted once slot and grace are over, by queue, and no more when a report says that somebody came', async () => {
		const [came, away, cutOff] = [await booked(), await booked(), await booked()];
		const one = await hall.seated('T1');
		await outcomeOf(one, 'T1', 1, 'issue-ticket', { visit: visitOf(came) });
		hall.clock.at = Date.parse('2026-11-17T11:14:50+08:00');
		await settle(1_000);
		expect(missed()).toEqual([]);
		await settle(10_000);
		expect(missed()).toEqual([{ queue: 'A', slot: came.slot, count: 2 }]);
		expect(shown(await say(hall.url, 'GET', `/${away.code}`)).state).toBe('missed');
		const other = await hall.seated('T2');
		await outcomeOf(other, 'T2', 1, 'offline-ticket', { number: 'A2-001', sequence: 1, visit: visitOf(cutOff) });
		await settle();
		await settle();
		expect(missed().at(-1)).toEqual({ queue: 'A', slot: came.slot, count: 1 });
		expect(missed()).toHaveLength(2);
		expect((await keptReservations(store)).map(({ state }) => state).sort()).toEqual(['missed', 'used', 'used']);
		expect(hall.authority.state.missedReservations[came.slot]).toEqual({ A: 1 });
	});

	test('of a day the platform did not see the end of, is counted when it is back, in that day', async () => {
		const { slot } = await booked();
		await hall.end();
		const clock = new HandClock();
		clock.at = Date.parse('2026-11-18T08:00:00+08:00');
		hall = await openPlatform({ hall: bookingHall(), store, clock });
		await settle(5_000, clock);
		expect(hall.authority.day).toBe('2026-11-18');
		const yesterday = await store.read('DEMO-HALL-01', '2026-11-17', 0, 100);
		expect(yesterday.flatMap((event) => (event.name === 'reservations-missed' ? [event.body] : []))).toEqual([
			{ queue: 'A', slot, count: 1 },
		]);
		expect(await keptReservations(store)).toMatchObject([{ state: 'missed', cardRef: null }]);
	});

	test('three times, may not book for a while, and is told until when', async () => {
		const person = nextPerson();
		const days = ['2026-11-10', '2026-11-11', '2026-11-12'];
		const one = await booked();
		for (const [at, day] of days.entries()) {
			const code = `${one.code.slice(0, 8)}${'ABC'[at]}${at + 2}`;
			const old = { ...one, code, ref: `${code}-0123456789x`, day, slot: Date.parse(`${day}T02:00:00Z`), person, state: 'missed' };
			await store.putRecord('reservation/DEMO-HALL-01', code, old);
		}
		const again = await openPlatform({ hall: bookingHall(), store });
		const said = await say(again.url, 'POST', '/', { body: { person, queue: 'A', slot: '2026-11-18T09:00:00+08:00' }, key: newKey() });
		expect(said.body).toMatchObject({ code: 'suspended', params: { until: '2026-12-12' } });
		await again.end();
	});
});

describe('the list of the day', () => {
	test('P1 goes to terminals alone, with the reservation cancelled in the meantime, and names nobody', async () => {
		const document = { number: '110101199003070011' };
		const [kept, cancelled] = [await booked({ document }), await booked({ slot: '2026-11-17T14:00:00+08:00' })];
		await booked({ slot: '2026-11-18T09:00:00+08:00' });
		await say(hall.url, 'POST', `/${cancelled.code}/cancel`, { key: newKey() });
		const answer = await (await hall.seated('T1')).emitWithAck('reservations-today', {});
		expect(answer).toMatchObject({ ok: true, day: '2026-11-17' });
		expect(answer.list.map(({ ref, state, cardRef }: Reservation) => [ref, state, cardRef])).toEqual([
			[kept.ref, 'booked', kept.cardRef],
			[cancelled.ref, 'cancelled', null],
		]);
		for (const { person, code } of [kept, cancelled])
			expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${person}|${code}|1101011990`));
		expect(await (await hall.seated('B1')).emitWithAck('reservations-today', {})).toMatchObject({ ok: false, code: 'not-seated' });
	});
});

describe('P1 a person with a card', () => {
	const canary = { document: { number: '110101199003070011' } };

	test('is found by the reference that a terminal makes of the card on that day', async () => {
		const { cardRef } = await booked(canary);
		const terminal = hall.connect();
		const welcome = await terminal.emitWithAck('hello', { protocol: 1, seats: [{ station: 'T1', epoch: epochOf('a') }], holds: null });
		expect(cardRef).toBe(await personReference(welcome.personKey, '2026-11-17', canary.document.number));
	});

	test('P1 leaves no number in log, events, records, answers or API text', async () => {
		const made = await say(hall.url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: half, ...canary }, key: newKey() });
		await say(hall.url, 'POST', '/', {
			body: { person: nextPerson(), queue: 'A', slot: half, document: { number: '110101199003070010' } },
			key: newKey(),
		});
		await say(hall.url, 'GET', `/${canary.document.number}`);
		const [reservation] = await keptReservations(store);
		const terminal = await hall.seated('T1');
		await outcomeOf(terminal, 'T1', 1, 'issue-ticket', { visit: visitOf(reservation!) });
		const kinds = ['reservation/DEMO-HALL-01', 'reservation-answer/DEMO-HALL-01', 'reservation-hall-key', 'person-key'];
		const records = await Promise.all(kinds.map((kind) => store.records(kind)));
		expect(records.every((each) => each.length > 0)).toBe(true);
		expect(hall.lines.length).toBeGreaterThanOrEqual(3);
		const everything = JSON.stringify([made, records, hall.lines, hall.authority.eventsAfter(0)]);
		const plain = createHash('sha256').update(canary.document.number).digest();
		for (const trace of ['11010119900307', plain.toString('hex'), plain.toString('base64url').slice(0, 20)])
			expect(everything).not.toContain(trace);
	});
});
