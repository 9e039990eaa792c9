import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { day as dayName, minute, nine, plan, TestDay } from './small-hall.ts';

/**
 * Days on which people behave: windows serve what they called. Random commands alone rarely get that far,
 * so the rules of order would hardly be tried. What must have happened is asserted at the end.
 */
const deed = fc.constantFrom(
	...([
		'take',
		'take',
		'take',
		'serve',
		'serve',
		'serve',
		'miss',
		'hold',
		'back',
		'transfer',
		'designate',
		'cancel',
		'cut',
		'double',
		'duty',
	] as const),
);
const act = fc.record({
	deed,
	window: fc.constantFrom('W01', 'W01', 'W02', 'W02', 'W03', 'W04'),
	queue: fc.constantFrom('A', 'A', 'A', 'K', 'B', 'R'),
	visitor: fc.constantFrom('ordinary', 'ordinary', 'ordinary', 'elder', 'old', 'booked', 'skill'),
	slot: fc.integer({ min: 0, max: 8 }),
	later: fc.constantFrom(0, 1, 2, 6),
	which: fc.nat(50),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

function visitor({ visitor: who, queue, slot }: Act) {
	const base = { queue, items: [] as string[], channel: 'card' as const };
	if (who === 'elder') return { ...base, priorityGroup: 'ELDER65' };
	if (who === 'old') return { ...base, priorityGroup: 'ELDER80' };
	if (who === 'booked') return { ...base, channel: 'reservation' as const, reservationSlot: nine + slot * 10 * minute };
	if (who === 'skill') return { ...base, items: [`${queue}${queue}-00${1 + (slot % 2)}`] };
	return base;
}

/** The ticket in this window's hands, after calling one if it has none. */
function inHand(day: TestDay, window: string): string | null {
	const here = day.state.windows[window];
	if (here && here.stage !== 'closed' && here.ticket === null) day.say(window, 'call-next', { window });
	const now = day.state.windows[window];
	return now && now.stage !== 'closed' ? now.ticket : null;
}

function play(acts: readonly Act[], own: HallPlan): TestDay {
	const day = new TestDay(own).open('W01', 'W02', 'W03', 'W04');
	let offline = 0;
	for (const one of acts) {
		day.later(one.later);
		const { window } = one;
		const numbers = Object.keys(day.state.tickets);
		const some = numbers[one.which % Math.max(1, numbers.length)] ?? 'A001';
		switch (one.deed) {
			case 'take':
				day.say('T1', 'issue-ticket', { visit: visitor(one) });
				break;
			case 'cut': {
				offline++;
				const number = `${one.queue}2-${String(offline).padStart(3, '0')}`;
				if (one.which % 3 === 0) day.say(window, 'start-service', { window, ticket: number });
				day.say('T2', 'offline-ticket', { number, sequence: offline, visit: visitor(one) }, { occurredAt: day.now - one.which * minute });
				break;
			}
			case 'serve': {
				const ticket = inHand(day, window);
				if (ticket === null) break;
				day.say(window, 'start-service', { window, ticket });
				if (one.which % 5 !== 0) day.later(one.which % 4).say(window, 'finish-service', { window, ticket });
				break;
			}
			case 'double':
				day.say(window, one.which % 2 ? 'start-service' : 'finish-service', { window, ticket: some });
				break;
			case 'miss':
				if (inHand(day, window)) day.say(window, 'no-show', { window });
				break;
			case 'hold':
				if (inHand(day, window)) day.say(window, 'hold-ticket', { window, reason: 'copy' });
				break;
			case 'back':
				for (const number of day.state.inHand)
					if (day.stage(number) === 'held') day.say('M1', 'return-ticket', { ticket: number, to: one.which % 2 ? 'queue' : 'window' });
				break;
			case 'transfer':
				day.say('M1', 'transfer-ticket', { ticket: some, toQueue: one.queue, reason: 'elsewhere' });
				break;
			case 'designate':
				day.say(window, 'call-ticket', { window, ticket: some, reason: 'asked' });
				break;
			case 'cancel':
				if (one.which % 4 === 0) day.say('M1', 'cancel-ticket', { ticket: some, reason: 'left' });
				break;
			case 'duty':
				if (one.which % 6 === 0) day.say('M1', 'change-duty', { window: 'W04', duty: one.which % 12 === 0 ? ['B', 'A'] : ['R', 'B'] });
				break;
		}
	}
	return day;
}

const acts = fc.array(act, { minLength: 60, maxLength: 160, size: 'max' });

describe.each<[string, HallPlan['pick']]>([
	['as the hall is set', plan.pick],
	['no share for ordinary ones but the cap', { ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 2 }],
	['the bound is what holds', { ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 50, maxNormalDelayMinutes: 5 }],
	['arrival order alone', { ...plan.pick, rule: 'arrival-order' }],
	['the most urgent first', { ...plan.pick, rule: 'urgency' }],
])('a busy day, %s', (name, pick) => {
	test('T1 T3 T4 Q1 Q2 Q3 I-6 I-13 I-21 S2 S4 hold, and what tries them happened', () => {
		const own = { ...plan, pick };
		const seen: Record<string, number> = {};
		fc.assert(
			fc.property(acts, (all) => {
				const day = play(all, own);
				if (all.length % 2 === 0) day.do('M1', 'close-day', {});
				for (const event of day.log) {
					const key =
						event.name === 'ticket-called' ? event.body.reason.code : event.name === 'conflict-found' ? event.body.kind : event.name;
					seen[key] = (seen[key] ?? 0) + 1;
				}
				expect(checkLog(own, dayName, day.log).violations).toEqual([]);
			}),
			{ seed: 20261123, numRuns: 60 },
		);
		const wanted = [
			'ordinary-turn',
			'missed-returned',
			'only-one',
			'designated',
			'returned-held',
			'served-at-two-windows',
			'ticket-transferred',
		];
		if (pick.rule !== 'arrival-order')
			wanted.push('priority-turn', 'reservation-due', 'service-after-end', 'service-without-call', 'ticket-no-show');
		if (name === 'the bound is what holds') wanted.push('ordinary-aged');
		for (const key of wanted) expect(seen[key] ?? 0, key).toBeGreaterThan(4);
	});
});
