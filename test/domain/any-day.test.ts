import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../domain/check/check-end.ts';
import { checkLog } from '../../domain/check-log.ts';
import { type CommandName, commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { eventTable } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { evolve, evolveInto } from '../../domain/evolve.ts';
import { orderOfCalls, pickNext } from '../../domain/pick-next.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { bodies, stations, windows } from './any-body.ts';
import { day as dayName, minute, plan, TestDay } from './small-hall.ts';

/** Which seat is likely to say it: its own window, or now and then anybody. */
function seatFor(name: CommandName, body: unknown, any: string, stray: boolean): string {
	if (stray) return any;
	const own = (body as { window?: string }).window;
	if (name === 'propose-tide-plan' || name === 'expire-tide-plan') return 'PLATFORM';
	if (own !== undefined && name !== 'change-duty' && !name.endsWith('-window-duty')) return own;
	if (name === 'issue-ticket' || name === 'help-called') return 'T1';
	if (name === 'offline-ticket' || name === 'ticket-paper') return 'T2';
	return 'M1';
}

const often: CommandName[] = [
	'issue-ticket',
	'issue-ticket',
	'call-next',
	'call-next',
	'start-service',
	'finish-service',
	'open-window',
	'no-show',
];
const step = fc
	.oneof({ weight: 3, arbitrary: fc.constantFrom(...often) }, { weight: 2, arbitrary: fc.constantFrom(...commandNames) })
	.chain((name) =>
		fc.record({
			name: fc.constant(name),
			body: bodies[name],
			any: fc.constantFrom(...stations),
			stray: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
			signedIn: fc.integer({ min: 0, max: 19 }).map((chance) => chance !== 0),
			later: fc.constantFrom(0, 0, 1, 4),
			skew: fc.constantFrom(0, 0, -300 * minute, 300 * minute),
		}),
	);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Freezing what was handed out turns any change of it into a failure. */
function deepFreeze<T>(value: T): T {
	if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const inner of Object.values(value)) deepFreeze(inner);
	}
	return value;
}

function play(steps: readonly Step[], own: HallPlan, each: (day: TestDay) => void = () => {}): TestDay {
	const day = new TestDay(own);
	day.do('M1', 'open-day', {});
	for (const { name, body, any, stray, signedIn, later, skew } of steps) {
		if (name === 'close-day' && !stray) continue;
		day.later(later);
		deepFreeze(day.state);
		const over = { occurredAt: day.now + skew, ...(signedIn ? {} : { staff: null }) };
		const decision = day.say(seatFor(name, body, any, stray), name, body as never, over);
		if (commandTable[name].kind === 'report') expect(decision.ok, 'S6').toBe(true);
		if (decision.ok)
			for (const event of decision.events) expect(eventTable[event.name].safeParse(event.body).success, event.name).toBe(true);
		each(day);
	}
	return day;
}

const run = { seed: 20261123, numRuns: 150 };
const steps = fc.array(step, { minLength: 20, maxLength: 120 });

describe('any day', () => {
	test('S6 T1 T3 T4 Q1 Q2 Q3 I-6 I-21 S4: every rule a log can show holds', () => {
		fc.assert(
			fc.property(steps, (all) => {
				const day = play(all, plan, ({ state }) => {
					const found: string[] = [];
					checkConservation(state, Object.keys(state.tickets).length, (rule, text) => found.push(`${rule} ${text}`));
					expect(found).toEqual([]);
					expectOneWindowEach(state);
				});
				expect(checkLog(plan, dayName, day.log).violations).toEqual([]);
			}),
			run,
		);
	});

	test('the same rules hold under other ways to pick', () => {
		for (const pick of [
			{ ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 1 },
			{ ...plan.pick, normalBetweenPriority: 0, maxPriorityInRow: 4, maxNormalDelayMinutes: 3 },
			{ ...plan.pick, rule: 'arrival-order' as const },
			{ ...plan.pick, rule: 'crowd-urgency' as const },
		])
			fc.assert(
				fc.property(steps, (all) => {
					const own = { ...plan, pick };
					expect(checkLog(own, dayName, play(all, own).log).violations).toEqual([]);
				}),
				{ ...run, numRuns: 60 },
			);
	});

	test('Q1 picks come out the same for everyone who holds the log, and the first of the order is the pick', () => {
		fc.assert(
			fc.property(steps, (all) => {
				const day = play(all, plan);
				const folded = day.log.reduce((state, event) => evolve(state, event), startOfDay(plan, dayName));
				for (const id of windows) {
					const pick = pickNext(day.state, plan, id, day.now);
					expect(pickNext(structuredClone(folded), plan, id, day.now)).toEqual(pick);
					const order = orderOfCalls(day.state, plan, id, day.now);
					expect(order[0] ?? null).toEqual(pick);
					expect(new Set(order.map((one) => one.ticket)).size).toBe(order.length);
				}
			}),
			{ ...run, numRuns: 60 },
		);
	});

	test('S4 evolve is total: any event of the log, in any order, on any day, neither throws nor changes its argument', () => {
		fc.assert(
			fc.property(steps, fc.infiniteStream(fc.nat()), (all, chance) => {
				const { log } = play(all, plan);
				let state = deepFreeze(startOfDay(plan, dayName));
				const draft = startOfDay(plan, dayName);
				for (const roll of chance.take(log.length)) {
					const event = log[roll % log.length];
					if (!event) continue;
					state = deepFreeze(evolve(state, event));
					evolveInto(draft, structuredClone(event));
				}
				expect(draft).toEqual(state);
			}),
			{ ...run, numRuns: 60 },
		);
	});
});

function expectOneWindowEach(state: HallDay): void {
	const inHand = Object.values(state.windows).flatMap((one) => (one.stage === 'closed' || one.ticket === null ? [] : [one.ticket]));
	expect(new Set(inHand).size, 'T3').toBe(inHand.length);
}
