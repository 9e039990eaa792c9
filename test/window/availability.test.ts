import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, type DeskAction, deskAvailability, inHand, tryAsk } from '../../renderer/window/availability.ts';
import type { HallDayMaker } from './look/hall-day-maker.ts';
import { at, clerkOf, demoHall, monday } from './look/story.ts';

const hall = demoHall();
const window = 'W02';
const clerk = clerkOf(hall.plan, window);
let day: HallDayMaker;

function desk(change: Partial<Desk> = {}): Desk {
	return { state: day.state, plan: hall.plan, station: window, window, staff: clerk.staff ?? '', link: 'up', now: day.now, ...change };
}
/** `can`, or the code of the reason. */
function codes(change: Partial<Desk> = {}): Record<DeskAction, string> {
	const all = deskAvailability(desk(change));
	return Object.fromEntries(Object.entries(all).map(([action, one]) => [action, one.can ? 'can' : one.why.code])) as Record<
		DeskAction,
		string
	>;
}
function finishWhatIsHere() {
	const hand = inHand(day.state, window);
	if (!hand) return;
	if (hand.ticket?.life.stage === 'called') day.must(clerk, 'start-service', { window, ticket: hand.number });
	day.must(clerk, 'finish-service', { window, ticket: hand.number });
}

beforeEach(() => {
	day = monday(hall, at('10:00'));
	finishWhatIsHere();
	day.now += 60_000;
});

describe('every key in every state of the window', () => {
	test('free, people wait', () => {
		expect(codes()).toEqual({
			'call-next': 'can',
			start: 'nothing-called',
			finish: 'nothing-served',
			recall: 'window-has-no-ticket',
			'no-show': 'window-has-no-ticket',
			hold: 'window-has-no-ticket',
			transfer: 'window-has-no-ticket',
			pause: 'can',
			resume: 'window-not-paused',
			open: 'window-already-open',
			close: 'can',
		});
	});

	test('called a moment ago: recall says how long to wait', () => {
		day.must(clerk, 'call-next', { window });
		day.now += 5_000;
		expect(codes()).toMatchObject({
			'call-next': 'window-busy',
			start: 'can',
			finish: 'not-started',
			recall: 'recall-too-soon',
			'no-show': 'can',
			hold: 'can',
			transfer: 'can',
		});
		const recall = deskAvailability(desk()).recall;
		expect(recall).toEqual({ can: false, why: { from: 'refusals', code: 'recall-too-soon', params: { seconds: 15 } } });
	});

	test('called long enough ago: recall can, and ends after the planned times', () => {
		day.must(clerk, 'call-next', { window });
		for (let times = 0; times < 3; times += 1) {
			day.now += 20_000;
			expect(codes().recall).toBe('can');
			day.must(clerk, 'recall', { window });
		}
		day.now += 20_000;
		expect(codes().recall).toBe('recall-limit');
	});

	test('in service', () => {
		day.must(clerk, 'call-next', { window });
		day.must(clerk, 'start-service', { window, ticket: inHand(day.state, window)?.number ?? '' });
		expect(codes()).toMatchObject({
			'call-next': 'window-busy',
			start: 'already-serving',
			finish: 'can',
			recall: 'illegal-stage',
			'no-show': 'illegal-stage',
			hold: 'can',
			transfer: 'can',
		});
	});

	test('paused', () => {
		day.must(clerk, 'pause-window', { window, reason: '午间轮休', minutes: 30 });
		expect(codes()).toMatchObject({ 'call-next': 'window-paused', pause: 'window-paused', resume: 'can' });
	});

	test('closed', () => {
		day.must(clerk, 'close-window', { window });
		expect(codes()).toMatchObject({ 'call-next': 'window-not-open', pause: 'window-not-open', close: 'window-not-open', open: 'can' });
	});

	test('nobody waits', () => {
		day.state = { ...day.state, waiting: Object.fromEntries(Object.keys(day.state.waiting).map((queue) => [queue, []])) };
		expect(codes()['call-next']).toBe('nobody-waiting');
	});

	test('another clerk has the window', () => {
		expect(codes({ staff: '9999' })['call-next']).toBe('window-belongs-to-other-clerk');
	});
});

describe('cut off', () => {
	test('every ask is grey with the one reason, and asks the platform for nothing', () => {
		const cut = codes({ link: 'down' });
		for (const action of ['call-next', 'recall', 'no-show', 'hold', 'transfer', 'pause', 'resume', 'open', 'close'] as const) {
			expect(cut[action]).toBe('cut-off');
		}
		expect(tryAsk(desk({ link: 'down' }), 'call-next', { window }).can).toBe(false);
	});

	test('S6 what is in hand can still be started and finished', () => {
		day.must(clerk, 'call-next', { window });
		expect(codes({ link: 'down' }).start).toBe('can');
		day.must(clerk, 'start-service', { window, ticket: inHand(day.state, window)?.number ?? '' });
		expect(codes({ link: 'down' }).finish).toBe('can');
	});

	test('a number served from paper, unknown to this machine, is in hand and can be finished', () => {
		day.must(clerk, 'start-service', { window, ticket: 'A2-007' });
		expect(inHand(day.state, window)).toEqual({ number: 'A2-007', ticket: null });
		expect(codes({ link: 'down' })).toMatchObject({ finish: 'can', start: 'nothing-called' });
		day.must(clerk, 'finish-service', { window, ticket: 'A2-007' });
		expect(inHand(day.state, window)).toBeNull();
	});
});

test('a key is grey exactly when the platform refuses it', () => {
	const asks = {
		'call-next': { window },
		recall: { window },
		'no-show': { window },
		'resume-window': { window },
		'close-window': { window },
	} as const;
	const keys = {
		'call-next': 'call-next',
		recall: 'recall',
		'no-show': 'no-show',
		'resume-window': 'resume',
		'close-window': 'close',
	} as const;
	for (const name of Object.keys(asks) as (keyof typeof asks)[]) {
		const before = day.state;
		const shown = deskAvailability(desk())[keys[name]];
		const answer = day.attempt(clerk, name, asks[name]);
		expect(answer.ok).toBe(shown.can);
		day.state = before;
	}
});
