import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingChosen } from '../../domain/selection/theme-choice.ts';
import type { TakeAnswer } from '../../renderer/engine/contract.ts';
import type { Choice } from '../../renderer/terminal/choice.ts';
import { timeLeft } from '../../renderer/terminal/idle.ts';
import { type JourneyEvent, startOfJourney, step } from '../../renderer/terminal/journey.ts';
import type { Journey } from '../../renderer/terminal/journey-state.ts';
import type { Holder, Screen } from '../../renderer/terminal/screen.ts';

const themeScreen: Screen = { at: 'theme', theme: 'GR-01', choice: nothingChosen, one: null, paper: { state: 'none' } };
const lin: Holder = { name: '林*', ref: 'person-reference-1', priority: 'ELDER65', expired: false, doubtful: false, tickets: [] };
const wang: Holder = { ...lin, name: '王*', ref: 'person-reference-2', priority: null };
const choice: Choice = { audience: 'personal', items: ['RS-002'], theme: null, queue: 'A', suggestion: 'R' };
const printed = { job: 'd/A044/1', outcome: 'printed', proof: 'done', code: 'ok' } as const;
const taken = {
	ok: true,
	taken: { number: 'A044', queue: 'A', offline: false, qr: 'q', issuedAt: 0, peopleAhead: 15, minutes: [45, 55], paper: printed },
} satisfies TakeAnswer;

function walk(...events: JourneyEvent[]): Journey {
	return events.reduce(step, startOfJourney(0));
}
const read = (holder: Holder, now = 0, visitor = 1): JourneyEvent => ({ type: 'card-read', now, visitor, holder });
const confirm: JourneyEvent = { type: 'went', to: { at: 'confirm', choice, priority: false } };
const toTicket: JourneyEvent[] = [
	{ type: 'card-found', now: 0 },
	read(lin),
	confirm,
	{ type: 'take-pressed', now: 0 },
	{ type: 'answered', now: 10_000, visitor: 1, answer: taken },
];

describe('the card', () => {
	test('a good card leads straight to the services, with the masked name', () => {
		const journey = walk({ type: 'card-found', now: 0 }, read(lin));
		expect(journey.screen).toEqual({ at: 'services', audience: 'personal' });
		expect(journey.holder?.name).toBe('林*');
	});

	test('a card pulled away mid-read is said, and the way goes on without it', () => {
		const pulled = walk({ type: 'card-found', now: 0 }, { type: 'card-failed', now: 5, why: 'removed' });
		expect(pulled.screen).toEqual({ at: 'card-trouble', why: 'removed' });
		expect(pulled.holder).toBeNull();
		const goneOn = step(pulled, { type: 'went', to: { at: 'services', audience: 'personal' } });
		expect(goneOn.screen.at).toBe('services');
	});

	test('a card that only leaves the field mid-read is the same mishap', () => {
		expect(walk({ type: 'card-found', now: 0 }, { type: 'card-removed', now: 5 }).screen).toEqual({ at: 'card-trouble', why: 'removed' });
	});

	test('after a card was pulled away mid-read the welcome screen does not claim that a card lies there', () => {
		const home = walk({ type: 'card-found', now: 0 }, { type: 'card-failed', now: 5, why: 'removed' }, { type: 'home', now: 6 });
		expect(home.cardLies).toBe(false);
		const refused = walk({ type: 'card-found', now: 0 }, { type: 'card-failed', now: 5, why: 'not-genuine' }, { type: 'home', now: 6 });
		expect(refused.cardLies).toBe(true);
	});

	test('nobody is told to take a card that is not there any more', () => {
		expect(walk({ type: 'card-found', now: 0 }, { type: 'card-failed', now: 5, why: 'removed' }).cardLies).toBe(false);
		expect(walk({ type: 'card-found', now: 0 }, { type: 'card-failed', now: 5, why: 'not-read' }).cardLies).toBe(true);
	});

	test('laid down again after a mishap, it is read', () => {
		const journey = walk(
			{ type: 'card-found', now: 0 },
			{ type: 'card-failed', now: 5, why: 'removed' },
			{ type: 'card-found', now: 10 },
			read(lin),
		);
		expect(journey.screen.at).toBe('services');
	});

	test('an expired card, an unreadable field or a number already taken gets a word first', () => {
		for (const extra of [{ expired: true }, { doubtful: true }, { tickets: ['A030'] }])
			expect(walk(read({ ...lin, ...extra })).screen.at).toBe('card-note');
	});

	test('a reader fault while someone chooses without a card does not disturb them', () => {
		const before = walk({ type: 'went', to: { at: 'services', audience: 'personal' } });
		expect(step(before, { type: 'card-failed', now: 1, why: 'reader-fault' }).screen).toBe(before.screen);
	});

	test('a card laid on the last check turns the priority by age on', () => {
		const journey = walk(confirm, read(lin));
		expect(journey.screen).toMatchObject({ at: 'confirm', priority: true });
	});

	test("P1 another person's card forgets the one before", () => {
		const journey = walk(read(lin), confirm, read(wang));
		expect(journey.holder?.name).toBe('王*');
		expect(journey.screen.at).toBe('services');
		expect(journey.visitor).toBe(2);
	});

	test('P1 a card read for someone who has left is dropped', () => {
		const left = walk(read(lin), { type: 'home', now: 1 });
		expect(step(left, read(lin, 2, 1))).toBe(left);
	});

	test('nothing interrupts a number on its way, not even a card', () => {
		const taking = walk(confirm, { type: 'take-pressed', now: 0 });
		expect(step(taking, read(wang)).screen).toBe(taking.screen);
		expect(step(taking, { type: 'back' })).toBe(taking);
		expect(step(taking, { type: 'home', now: 1 })).toBe(taking);
	});
});

describe('taking a number', () => {
	test('answer, ticket, and the way back is closed', () => {
		const journey = walk(...toTicket);
		expect(journey.screen).toMatchObject({ at: 'ticket', taken: { number: 'A044' }, paper: { state: 'known', again: false } });
		expect(step(journey, { type: 'back' })).toBe(journey);
	});

	test('pressing twice takes once', () => {
		const once = walk(confirm, { type: 'take-pressed', now: 0 });
		expect(step(once, { type: 'take-pressed', now: 1 })).toBe(once);
	});

	test('cut off: the number of the own series stands there like any other', () => {
		const offline = { ok: true as const, taken: { ...taken.taken, number: 'A2-007', offline: true, peopleAhead: null, minutes: null } };
		const journey = walk(confirm, { type: 'take-pressed', now: 0 }, { type: 'answered', now: 1, visitor: 1, answer: offline });
		expect(journey.screen).toMatchObject({ at: 'ticket', taken: { number: 'A2-007', offline: true } });
	});

	test('T2 paper that failed does not change the number; 补打 keeps it too', () => {
		const failed = { job: 'd/A044/1', outcome: 'failed', proof: 'none', code: 'paper-end' } as const;
		let journey = walk(
			confirm,
			{ type: 'take-pressed', now: 0 },
			{
				type: 'answered',
				now: 1,
				visitor: 1,
				answer: { ok: true, taken: { ...taken.taken, paper: failed } },
			},
		);
		expect(journey.screen).toMatchObject({ at: 'ticket', paper: { state: 'known', result: { code: 'paper-end' } } });
		journey = step(journey, { type: 'reprint-pressed' });
		expect(timeLeft(journey, 100_000)).toBeNull();
		journey = step(journey, { type: 'reprinted', now: 2, visitor: 1, number: 'A044', result: printed });
		expect(journey.screen).toMatchObject({ taken: { number: 'A044' }, paper: { again: true, result: { outcome: 'printed' } } });
	});

	test('refused and cannot have their own screens', () => {
		const at = (answer: TakeAnswer) =>
			walk(confirm, { type: 'take-pressed', now: 0 }, { type: 'answered', now: 1, visitor: 1, answer }).screen.at;
		expect(at({ ok: false, why: 'refused', refusal: { code: 'day-closed', params: {} } })).toBe('refused');
		expect(at({ ok: false, why: 'cannot', code: 'disk-full' })).toBe('cannot');
	});
});

describe('idle and forgetting', () => {
	const choosing = walk(read(lin), { type: 'touched', now: 1000 });

	test('30 s of nothing asks, 60 s forgets', () => {
		expect(timeLeft(choosing, 30_900)?.show).toBe('quiet');
		expect(timeLeft(choosing, 31_000)).toMatchObject({ show: 'ask', ends: 30_000 });
		expect(step(choosing, { type: 'ticked', now: 60_999 })).toBe(choosing);
		const gone = step(choosing, { type: 'ticked', now: 61_000 });
		expect(gone.screen.at).toBe('welcome');
		expect(gone.holder).toBeNull();
	});

	test('any touch extends, as often as one likes', () => {
		let journey = choosing;
		for (let now = 50_000; now < 1_000_000; now += 50_000) {
			journey = step(step(journey, { type: 'touched', now }), { type: 'ticked', now: now + 1 });
			expect(journey.screen.at).toBe('services');
		}
	});

	test('the ticket stays 30 s and can be kept longer', () => {
		const journey = walk(...toTicket);
		expect(timeLeft(journey, 10_000)).toMatchObject({ ends: 30_000, show: 'ticket' });
		expect(step(journey, { type: 'ticked', now: 39_999 })).toBe(journey);
		const longer = step(journey, { type: 'touched', now: 35_000 });
		expect(step(longer, { type: 'ticked', now: 64_999 }).screen.at).toBe('ticket');
		expect(step(longer, { type: 'ticked', now: 65_000 }).screen.at).toBe('welcome');
	});

	test('while a number is being taken nobody is sent away', () => {
		expect(timeLeft(walk(confirm, { type: 'take-pressed', now: 0 }), 10_000_000)).toBeNull();
	});

	test('P1 whatever happened, home knows nothing of the citizen, nor how it looked for them', () => {
		const event: fc.Arbitrary<JourneyEvent> = fc.oneof(
			fc.constant(read(lin)),
			fc.constant(read({ ...wang, expired: true })),
			fc.constant<JourneyEvent>({ type: 'card-found', now: 0 }),
			fc.constant<JourneyEvent>({ type: 'card-removed', now: 0 }),
			fc.constant<JourneyEvent>({ type: 'card-failed', now: 0, why: 'not-read' }),
			fc.constant(confirm),
			fc.constant<JourneyEvent>({ type: 'looks', looks: { elder: true, language: 'en' } }),
			fc.constant<JourneyEvent>({ type: 'take-pressed', now: 0 }),
			fc.constant<JourneyEvent>({ type: 'answered', now: 0, visitor: 1, answer: taken }),
			fc.constant<JourneyEvent>({ type: 'back' }),
			fc.constant<JourneyEvent>({ type: 'help', help: 'lit' }),
		);
		fc.assert(
			fc.property(fc.array(event, { maxLength: 12 }), (events) => {
				const journey = walk(...events);
				fc.pre(journey.screen.at !== 'taking');
				const { cardLies: _, visitor: __, ...home } = step(journey, { type: 'home', now: 5 });
				const { cardLies: ___, visitor: ____, ...start } = startOfJourney(5);
				expect(home).toEqual(start);
			}),
			{ seed: 20261123, numRuns: 300 },
		);
	});

	test('the looks of the last visitor leave the welcome screen after a minute', () => {
		const english = walk({ type: 'looks', looks: { language: 'en' } });
		expect(timeLeft(english, 59_000)?.show).toBe('quiet');
		expect(step(english, { type: 'ticked', now: 60_000 }).looks.language).toBe('zh-CN');
	});
});

describe('the way', () => {
	test('back goes the way one came', () => {
		const journey = walk({ type: 'went', to: { at: 'services', audience: 'personal' } }, { type: 'went', to: themeScreen });
		expect(step(journey, { type: 'back' }).screen.at).toBe('services');
		expect(step(step(journey, { type: 'back' }), { type: 'back' }).screen.at).toBe('welcome');
	});

	test('one step back to the question, what was ticked since stays ticked', () => {
		const question = { at: 'guide', theme: 'GR-01', choice: nothingChosen, question: 2 } as const;
		const ticked = { answers: {}, byHand: { 'WJ-004': true } };
		const journey = walk(
			{ type: 'went', to: question },
			{ type: 'went', to: themeScreen },
			{ type: 'turned', to: { ...themeScreen, choice: ticked } },
		);
		expect(step(journey, { type: 'back' }).screen).toEqual({ ...question, choice: ticked });
		const other = walk({ type: 'went', to: { ...question, theme: 'GR-02' } }, { type: 'went', to: { ...themeScreen, choice: ticked } });
		expect(step(other, { type: 'back' }).screen).toMatchObject({ choice: nothingChosen });
	});

	test('the list that was printed is told on the screen it belongs to, and to nobody who came later', () => {
		const result = { job: 'L1', outcome: 'printed', proof: 'done', code: 'ok' } as const;
		const asked = step(walk({ type: 'went', to: themeScreen }), { type: 'list-pressed' });
		expect(asked.screen).toMatchObject({ paper: { state: 'printing' } });
		const told = step(asked, { type: 'list-printed', now: 5, visitor: asked.visitor, result });
		expect(told.screen).toMatchObject({ paper: { state: 'known', result } });
		expect(step(asked, { type: 'list-printed', now: 5, visitor: asked.visitor + 1, result })).toBe(asked);
	});

	test('what is chosen of a theme stays when 长辈版 is turned on', () => {
		const journey = walk({ type: 'went', to: themeScreen }, { type: 'looks', looks: { elder: true } });
		expect(journey.screen).toBe(themeScreen);
	});

	test('长辈版 on the way shows the three large keys instead', () => {
		const journey = walk({ type: 'went', to: { at: 'services', audience: 'personal' } }, { type: 'looks', looks: { elder: true } });
		expect(journey.screen).toEqual({ at: 'elder-services', page: 0 });
		expect(step(journey, { type: 'looks', looks: { elder: false } }).screen.at).toBe('services');
	});

	test('the shorter line is taken over once it is chosen', () => {
		const journey = walk(confirm, { type: 'queue-changed', queue: 'R' });
		expect(journey.screen).toMatchObject({ choice: { queue: 'R', suggestion: null } });
	});
});
