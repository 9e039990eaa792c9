/** Whoever has gone is forgotten by time alone, wherever he stood, and nothing said late reaches whoever comes next. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookedPlace } from '../../domain/contracts/terminal-booking.ts';
import { nothingChosen } from '../../domain/selection/theme-choice.ts';
import { tokens } from '../../renderer/design/tokens.ts';
import type { TakenTicket } from '../../renderer/engine/contract.ts';
import type { BookingPage } from '../../renderer/terminal/booking/booking-page.ts';
import type { Choice } from '../../renderer/terminal/choice.ts';
import { timeLeft } from '../../renderer/terminal/idle.ts';
import { type JourneyEvent, startOfJourney, step } from '../../renderer/terminal/journey.ts';
import { type Journey, plainLooks } from '../../renderer/terminal/journey-state.ts';
import type { ProgressPage } from '../../renderer/terminal/progress/progress-page.ts';
import type { Holder, Paper, Screen } from '../../renderer/terminal/screen.ts';

const lin: Holder = { name: '林*', ref: 'person-1', priority: 'ELDER65', expired: true, doubtful: false, tickets: ['A044'] };
const wang: Holder = { ...lin, name: '王*', ref: 'person-2', tickets: [] };
const choice: Choice = { audience: 'personal', items: ['RS-002'], theme: null, queue: 'A', suggestion: 'R' };
const going = { choice, priority: true };
const result = { job: 'd/A044/1', outcome: 'printed', proof: 'done', code: 'ok' } as const;
const papers: Paper[] = [{ state: 'none' }, { state: 'printing' }, { state: 'known', result, again: true }];
const taken: TakenTicket = {
	...{ number: 'A044', queue: 'A', offline: false, qr: 'q', issuedAt: 0, peopleAhead: 15, minutes: [45, 55] as [number, number] },
	paper: result,
};
const place: BookedPlace = {
	...{ code: 'ABCDE23456', queue: 'A', day: '2026-11-22', slot: 1, endsAt: 2, state: 'booked', qr: null, byCard: true },
	...{ checkInFrom: 0, checkInUntil: 2, changeUntil: 1 },
};
const one: Extract<ProgressPage, { is: 'chosen' }>['one'] = {
	...{ kind: 'case', number: 'BJ-ABCDE23456', stage: 'accepted', since: 1, items: [], toBring: [], paused: null },
	...{ delivery: null, answerBy: null },
};
const wish = { key: 'k', queue: 'A', slot: 1, endsAt: 2 };

/** Every page of booking and of progress; a new one without an example does not compile. */
const booking: { [Is in BookingPage['is']]: Extract<BookingPage, { is: Is }>[] } = {
	home: [{ is: 'home' }],
	queues: [{ is: 'queues' }],
	slots: [{ is: 'slots', queue: 'A', day: null, instead: place }],
	card: [
		{ is: 'card', wish, instead: null },
		{ is: 'card', wish: null, instead: null },
	],
	code: [
		{ is: 'code', for: 'find' },
		{ is: 'code', for: 'check-in' },
	],
	list: [{ is: 'list', places: [place] }],
	place: ([null, 'booked', 'changed', 'cancelled'] as const).map((told) => ({ is: 'place', place, told })),
	'give-back': [{ is: 'give-back', place, key: 'k' }],
	'check-in': [{ is: 'check-in' }],
	trouble: [{ is: 'trouble', trouble: { ok: false, code: 'not-seated' } }],
};
const progress: { [Is in ProgressPage['is']]: Extract<ProgressPage, { is: Is }>[] } = {
	ask: [{ is: 'ask' }],
	found: [{ is: 'found', found: [one], byCard: true }],
	delivery: [true, false].map((courier) => ({ is: 'delivery', one, courier })),
	chosen: [{ is: 'chosen', one }],
	away: [{ is: 'away' }],
};
/** Every screen; a new one without an example does not compile. */
const screens: { [At in Screen['at']]: Extract<Screen, { at: At }>[] } = {
	welcome: [{ at: 'welcome' }],
	reading: [{ at: 'reading' }],
	'card-trouble': (['removed', 'not-genuine', 'not-an-id-card', 'not-read', 'reader-fault'] as const).map((why) => ({
		...{ at: 'card-trouble', why },
	})),
	'card-note': [{ at: 'card-note' }],
	services: [{ at: 'services', audience: 'enterprise' }],
	'all-items': [{ at: 'all-items', audience: 'personal', by: 'department', group: 'RS', page: 1 }],
	'elder-services': [{ at: 'elder-services', page: 1 }],
	'elder-more': [{ at: 'elder-more', page: 0 }],
	'self-service': [{ at: 'self-service', page: 0 }],
	find: [{ at: 'find', audience: 'personal', text: '上户口' }],
	guide: [{ at: 'guide', theme: 'GR-01', choice: nothingChosen, question: 0 }],
	theme: papers.map((paper) => ({ at: 'theme', theme: 'GR-01', choice: nothingChosen, one: 0, paper })),
	notice: papers.map((paper) => ({ at: 'notice', audience: 'personal', selection: { theme: null, items: ['RS-002'] }, part: 0, paper })),
	confirm: [{ at: 'confirm', ...going }],
	taking: [{ at: 'taking', ...going, since: 0 }],
	ticket: papers.map((paper) => ({ at: 'ticket', taken, ...going, paper })),
	held: papers.map((paper) => ({ at: 'held', number: 'A044', paper })),
	place: [{ at: 'place', number: 'A044' }],
	review: [
		{ at: 'review', number: 'A044', level: null, sent: false },
		{ at: 'review', number: 'A044', level: 2, sent: true },
	],
	complaint: [
		{ at: 'complaint', ref: null },
		{ at: 'complaint', ref: 'BC-7K3M9QPX22AB' },
	],
	booking: Object.values(booking)
		.flat()
		.map((page) => ({ at: 'booking', page })),
	progress: Object.values(progress)
		.flat()
		.map((page) => ({ at: 'progress', page })),
	refused: [{ at: 'refused', refusal: { code: 'day-closed', params: {} } }],
	cannot: [
		{ at: 'cannot', code: 'disk-low' },
		{ at: 'cannot', code: 'no-answer', awaited: going },
	],
	'form-start': [{ at: 'form-start', ...going }],
	form: [{ at: 'form', ...going, field: 'name' }],
	materials: [{ at: 'materials', ...going }],
	camera: [{ at: 'camera', ...going, material: 'M-1' }],
	check: [{ at: 'check', ...going }],
	kept: [{ at: 'kept', ...going }],
	'handed-in': [{ at: 'handed-in', ...going, number: 'SQ-ABCDE23456', ref: 'r' }],
	resume: [{ at: 'resume', code: 'SQ-ABCDE23456' }],
};
const everyScreen: Screen[] = Object.values(screens).flat();
const looks: Journey['looks'][] = [plainLooks, { elder: true, contrast: true, low: true, language: 'en' }];
const helps: Journey['help'][] = ['none', 'calling', 'lit-and-sent', 'lit', 'nothing-worked'];

/** What a terminal that knows nobody looks like; a card that was forgotten may still lie there. */
const greets = ({ visitor: _, lastTouch: __, cardLies: ___, ...journey }: Journey) => journey;
const greeting = greets(startOfJourney(0));

/** Half a second at a time, as the page does; nothing else happens. */
function alone(journey: Journey, from: number, ms: number): Journey {
	let now = from;
	for (let gone = journey; ; ) {
		if (now >= from + ms) return gone;
		now += 500;
		gone = step(gone, { type: 'ticked', now });
	}
}
/** The longest way: a number that is awaited, then what stood there instead. */
const longest = tokens.time.busyMostMs + tokens.time.idleMs + 1_000;

describe('P1 time alone', () => {
	test.each(Object.entries(screens))('from %s, with every overlay and every look, to the greeting', (_, shown) => {
		for (const screen of shown)
			for (const look of looks)
				for (const help of helps)
					for (const holder of [null, lin]) {
						const journey: Journey = {
							...{ ...startOfJourney(0), screen, behind: everyScreen, holder, looks: look, help, cardLies: holder !== null },
						};
						expect(greets(alone(journey, 0, longest)), JSON.stringify({ screen, help })).toEqual(greeting);
					}
	});

	test('nobody who is not yet answered, or is reading an answer, is sent away earlier than the screen says', () => {
		for (const screen of everyScreen) {
			if (screen.at === 'welcome') continue;
			const journey: Journey = { ...startOfJourney(0), screen };
			const stays = alone(journey, 0, tokens.time.ticketReturnMs - 500);
			expect(stays.screen, screen.at).toEqual(screen);
			// Where something would be lost, the terminal asks before.
			if (timeLeft(journey, 0)?.show === 'quiet') expect(timeLeft(stays, tokens.time.idleMs - 1)?.show, screen.at).toBe('ask');
		}
	});

	test('from wherever hands, cards, codes and late answers have led', () => {
		const events: fc.Arbitrary<JourneyEvent> = fc.oneof(
			fc.constantFrom<JourneyEvent>(
				...everyScreen.flatMap((to): JourneyEvent[] => [
					{ type: 'went', to },
					{ type: 'turned', to },
				]),
			),
			fc.constantFrom<JourneyEvent>(
				{ type: 'back' },
				{ type: 'list-pressed' },
				{ type: 'reprint-pressed' },
				{ type: 'take-pressed', now: 1_000 },
				{ type: 'next-item', count: 3 },
				{ type: 'card-found', now: 1_000 },
				{ type: 'card-removed', now: 1_000 },
				{ type: 'card-failed', now: 1_000, why: 'not-read' },
				{ type: 'card-read', now: 1_000, visitor: 1, holder: lin },
				{ type: 'card-read', now: 1_000, visitor: 1, holder: wang },
				{ type: 'code-read', now: 1_000, visitor: 1, to: { at: 'place', number: 'A044' } },
				{ type: 'answered', now: 1_000, visitor: 1, answer: { ok: true, taken } },
				{ type: 'reprinted', now: 1_000, visitor: 1, number: 'A044', result },
				{ type: 'looks', looks: { elder: true } },
				{ type: 'help', help: 'calling' },
			),
		);
		fc.assert(
			fc.property(fc.array(events, { maxLength: 12 }), (walked) => {
				expect(greets(alone(walked.reduce(step, startOfJourney(0)), 1_000, longest))).toEqual(greeting);
			}),
			{ numRuns: 500, seed: 20261122 },
		);
	});
});

test('P1 one step back to the welcome screen forgets whose card it was, and keeps how things look', () => {
	const elder = step(startOfJourney(0), { type: 'looks', looks: { elder: true } });
	for (const way of [{ type: 'back' } as const, { type: 'looks', looks: { elder: false } } as const]) {
		const begun = step(elder, { type: 'went', to: { at: 'elder-more', page: 0 } });
		const known = step(begun, { type: 'card-read', now: 1, visitor: begun.visitor, holder: { ...lin, expired: false, tickets: [] } });
		expect(known.holder?.name).toBe('林*');
		const back = step(known, way);
		expect(back).toMatchObject({ screen: { at: 'welcome' }, holder: null, behind: [], looks: { elder: way.type === 'back' } });
		expect(back.visitor).not.toBe(known.visitor);
	}
});

describe('a paper that is being printed', () => {
	const printing: Screen = { at: 'held', number: 'A044', paper: { state: 'printing' } };

	test('pressed twice and stepped back from, it is known on every screen that showed it', () => {
		const events: JourneyEvent[] = [
			...[
				{ type: 'went' as const, to: printing },
				{ type: 'went' as const, to: printing },
			],
			{ type: 'reprinted', now: 5, visitor: 1, number: 'A044', result },
			{ type: 'back' },
		];
		expect(events.reduce(step, startOfJourney(0)).screen).toMatchObject({ at: 'held', paper: { state: 'known' } });
	});

	test('D1 what became of one number’s paper is not said of another’s', () => {
		const other = step(startOfJourney(0), { type: 'went', to: { ...printing, number: 'B001' } });
		expect(step(other, { type: 'reprinted', now: 5, visitor: 1, number: 'A044', result }).screen).toMatchObject({
			paper: { state: 'printing' },
		});
	});

	test('a list that is printed while its notice lies behind can be printed again', () => {
		const [, busy] = screens.notice;
		const journey = [
			{ type: 'went' as const, to: busy! },
			{ type: 'went' as const, to: { at: 'place' as const, number: 'A044' } },
			{ type: 'list-printed' as const, now: 5, visitor: 1, result },
			{ type: 'back' as const },
		].reduce<Journey>(step, startOfJourney(0));
		expect(journey.screen).toMatchObject({ at: 'notice', paper: { state: 'known' } });
	});
});

describe('P1 what is said late', () => {
	const mine: JourneyEvent = { type: 'went', to: { at: 'progress', page: { is: 'found', found: [one], byCard: true } } };

	test('an answer to somebody who has gone shows the next one nothing', () => {
		const first = step(startOfJourney(0), { type: 'went', to: { at: 'progress', page: { is: 'ask' } } });
		const next = alone(first, 0, longest);
		for (const event of [mine, { ...mine, type: 'turned' as const }, { type: 'help', help: 'lit' } as const])
			expect(step(next, { type: 'from-screen', visitor: first.visitor, event })).toBe(next);
		expect(step(first, { type: 'from-screen', visitor: first.visitor, event: mine }).screen).toEqual(mine.to);
	});

	test('an answer to something asked before does not push a number from the screen that is on its way', () => {
		const [taking] = screens.taking;
		const waits: Journey = { ...startOfJourney(0), screen: taking! };
		expect(step(waits, mine)).toBe(waits);
		expect(step(waits, { ...mine, type: 'turned' })).toBe(waits);
	});

	test('T2 a number that comes after the terminal gave up waiting is shown all the same, while he still stands there', () => {
		const [taking] = screens.taking;
		const gaveUp = alone({ ...startOfJourney(0), screen: taking! }, 0, tokens.time.busyMostMs);
		expect(gaveUp.screen).toMatchObject({ at: 'cannot', code: 'no-answer' });
		const told = step(gaveUp, { type: 'answered', now: 200_000, visitor: 1, answer: { ok: true, taken } });
		expect(told.screen).toMatchObject({ at: 'ticket', taken: { number: 'A044' } });
		// A terminal that refused for another reason waits for nothing.
		const refused: Journey = { ...startOfJourney(0), screen: { at: 'cannot', code: 'disk-low' } };
		expect(step(refused, { type: 'answered', now: 1, visitor: 1, answer: { ok: true, taken } })).toBe(refused);
	});
});
