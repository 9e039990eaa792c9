/** Codes held up to the terminal's scanner: what they lead to, and what a scanner that reads the same code again and again does not do. */
import { describe, expect, test } from 'vitest';
import type { EngineClient } from '../../renderer/engine/contract.ts';
import { visitOf } from '../../renderer/terminal/choosing.ts';
import { choiceOf, readScan } from '../../renderer/terminal/code-reading.ts';
import { type JourneyEvent, startOfJourney, step } from '../../renderer/terminal/journey.ts';
import type { Journey } from '../../renderer/terminal/journey-state.ts';
import type { Holder, Screen } from '../../renderer/terminal/screen.ts';

const reservation = { ref: 'r'.repeat(22), queue: 'A', items: ['RS-002'], slot: 10, endsAt: 20 };
const choice = choiceOf(reservation);
const confirm: Screen = { at: 'confirm', choice, priority: false };
const used: Screen = { at: 'refused', refusal: { code: 'reservation-already-used', params: { ticket: 'A044' } } };
const scanned = (to: Screen, visitor = 1): JourneyEvent => ({ type: 'code-read', now: 50, visitor, to });
const walk = (...events: JourneyEvent[]): Journey => events.reduce(step, startOfJourney(0));
const paper = { job: 'd/A044/1', outcome: 'printed', proof: 'done', code: 'ok' } as const;
const takenWith: JourneyEvent[] = [
	scanned(confirm),
	{ type: 'take-pressed', now: 60 },
	{
		type: 'answered',
		now: 70,
		visitor: 1,
		answer: {
			ok: true,
			taken: { number: 'A044', queue: 'A', offline: false, qr: '', issuedAt: 0, peopleAhead: 1, minutes: [1, 2], paper },
		},
	},
];

describe('what was read', () => {
	type Engine = Pick<EngineClient, 'readTicket' | 'findReservation'>;
	const ask = (engine: Partial<Engine>) =>
		readScan(
			'text',
			1,
			() => 50,
			{ readTicket: async () => ({ ok: false, why: 'not-a-ticket' }), findReservation: async () => ({ ok: true, reservation }), ...engine },
			'T1',
		);

	test('a reservation leads to its check-in, which takes the place it was booked for', async () => {
		expect(await ask({})).toEqual(scanned(confirm));
		expect(visitOf(choice, null, false)).toEqual({
			queue: 'A',
			items: ['RS-002'],
			channel: 'reservation',
			reservationSlot: 10,
			reservationRef: reservation.ref,
		});
	});

	test('a ticket of today leads to its place; one of another day, and a forged one, are told apart from reservations', async () => {
		const code = { number: 'A044' } as never;
		expect(await ask({ readTicket: async () => ({ ok: true, code }) })).toEqual(scanned({ at: 'place', number: 'A044' }));
		for (const why of ['wrong-day', 'bad-signature', 'damaged'] as const)
			expect(await ask({ readTicket: async () => ({ ok: false, why }) })).toMatchObject({
				to: { refusal: { code: 'ticket-code-not-good' } },
			});
	});

	test('why not is said; an engine that is gone is no silence', async () => {
		const refusal = { code: 'reservation-too-early' as const, params: { from: '10:00' } };
		expect(await ask({ findReservation: async () => ({ ok: false, refusal }) })).toMatchObject({ to: { at: 'refused', refusal } });
		expect(await ask({ readTicket: () => Promise.reject(new Error('engine-lost')) })).toMatchObject({
			to: { refusal: { code: 'reservation-not-looked-up' } },
		});
	});
});

describe('on the way', () => {
	test('from the welcome screen to the check-in, and one step back', () => {
		const at = walk(scanned(confirm));
		expect(at.screen).toEqual(confirm);
		expect(step(at, { type: 'back' }).screen.at).toBe('welcome');
	});

	test('the code still lies under the scanner: neither check-in nor number are thrown off the screen', () => {
		const once = walk(scanned(confirm));
		expect(step(once, scanned(confirm))).toEqual({ ...once, lastTouch: 50 });
		const ticket = walk(...takenWith);
		expect(ticket.screen.at).toBe('ticket');
		expect(step(ticket, scanned(used)).screen).toBe(ticket.screen);
		expect(walk(scanned(confirm), { type: 'take-pressed', now: 60 }, scanned(confirm)).screen.at).toBe('taking');
	});

	test('P1 the next person’s code on a ticket that stands there begins anew', () => {
		const other: Screen = { ...confirm, choice: { ...choice, booked: { ref: 'o'.repeat(22), slot: 10, endsAt: 20 } } };
		const next = step(walk(...takenWith), scanned(other));
		expect(next).toMatchObject({ screen: other, visitor: 2, holder: null, behind: [] });
	});

	test('a late answer for somebody who left changes nothing', () => {
		const left = walk({ type: 'home', now: 5 });
		expect(step(left, scanned(confirm, 1))).toBe(left);
	});

	test('after a refusal another code can be held up, and nobody comes back to the refusal', () => {
		const again = walk(scanned(used), scanned(confirm));
		expect(step(again, { type: 'back' }).screen.at).toBe('welcome');
	});

	test('a card with a reservation that is due: it is offered first, everything else is one step back', () => {
		const holder: Holder = {
			name: '林*',
			ref: 'x'.repeat(22),
			priority: null,
			expired: false,
			doubtful: false,
			tickets: [],
			booked: choice,
		};
		const read = walk({ type: 'card-read', now: 1, visitor: 1, holder });
		expect(read.screen).toEqual(confirm);
		expect(step(read, { type: 'back' }).screen.at).toBe('services');
	});
});
