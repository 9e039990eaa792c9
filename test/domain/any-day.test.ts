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
import { day as dayName, epoch, minute, nine, plan, TestDay } from './small-hall.ts';
import { tideProposal } from './tide-proposal.ts';

const windows = ['W01', 'W02', 'W03', 'W04'];
const queues = ['A', 'K', 'B', 'R', 'Q'];
const numbers = ['A001', 'A002', 'A003', 'A004', 'A005', 'K001', 'B001', 'R001', 'A2-001', 'A2-002', 'K1-001', 'A099'];
const stations = ['T1', 'T2', ...windows, 'M1', 'B1', 'Z9'];

const window = fc.constantFrom(...windows);
const ticket = fc.constantFrom(...numbers);
const visit = fc.record(
	{
		queue: fc.constantFrom(...queues),
		items: fc.constantFrom([], ['AA-001'], ['RR-001'], ['RR-002'], ['ZZ-999']),
		channel: fc.constant('card' as const),
		priorityGroup: fc.constantFrom('ELDER80', 'ELDER65', 'NOBODY'),
		personRef: fc.constantFrom('person-aaaaaaaaaaaa', 'person-bbbbbbbbbbbb'),
		reservationSlot: fc.integer({ min: 0, max: 12 }).map((slot) => nine + slot * 10 * minute),
		reservationRef: fc.constantFrom('reservation-aaaaaaaaaa', 'reservation-bbbbbbbbbb'),
	},
	{ requiredKeys: ['queue', 'items', 'channel'] },
);
const reason = fc.constant('because');
const tidePlan = fc.constantFrom('0900-aaaa', '0910-bbbb');
const applicationRef = fc.constantFrom('a'.repeat(32), 'b'.repeat(32));
const bodies: Record<CommandName, fc.Arbitrary<unknown>> = {
	'issue-ticket': fc.record({ visit }),
	'cancel-ticket': fc.record({ ticket, reason }),
	'open-day': fc.constant({}),
	'close-day': fc.constant({}),
	'open-window': fc.record({ window }),
	'pause-window': fc.record({ window, reason, minutes: fc.constantFrom(5, 30) }),
	'resume-window': fc.record({ window }),
	'close-window': fc.record({ window }),
	'change-duty': fc.record({ window, duty: fc.subarray(queues, { minLength: 1 }) }),
	'call-next': fc.record({ window }),
	'call-ticket': fc.record({ window, ticket, reason }),
	recall: fc.record({ window }),
	'no-show': fc.record({ window }),
	'hold-ticket': fc.record({ window, reason, minutes: fc.constantFrom(5, 30) }, { requiredKeys: ['window', 'reason'] }),
	'return-ticket': fc.record({ ticket, to: fc.constantFrom('queue', 'window') }),
	'transfer-ticket': fc.record(
		{ ticket, toQueue: fc.constantFrom(...queues), reason, comeBack: fc.constant(true) },
		{ requiredKeys: ['ticket', 'toQueue', 'reason'] },
	),
	'grant-priority': fc.record({ ticket, group: fc.constantFrom('ELDER80', 'ELDER65', 'NOBODY') }),
	'settle-conflict': fc.record({ conflict: fc.integer({ min: 1, max: 5 }), decision: reason }),
	'start-service': fc.record({ window, ticket }),
	'finish-service': fc.record({ window, ticket }),
	'offline-ticket': fc.record(
		{
			number: fc.constantFrom('A2-001', 'A2-002', 'K1-001', 'A004'),
			sequence: fc.constant(1),
			visit,
			replaces: fc.record({ epoch: fc.constant(epoch), n: fc.integer({ min: 1, max: 40 }) }),
		},
		{ requiredKeys: ['number', 'sequence', 'visit'] },
	),
	'ticket-paper': fc.record({
		ticket,
		job: fc.constant('job'),
		copy: fc.constant(1),
		outcome: fc.constantFrom('failed', 'unknown'),
		proof: fc.constant('none'),
	}),
	'device-health': fc.record({
		device: fc.constantFrom('printer', '__proto__'),
		deviceKind: fc.constant('printer'),
		state: fc.constantFrom('ready', 'stopped'),
		code: fc.constant('ok'),
	}),
	'cut-off-ended': fc.record(
		{
			since: fc.constantFrom(null, nine, nine + 90 * minute),
			until: fc.constantFrom(nine + minute, nine + 600 * minute),
			waited: fc.record({ from: fc.integer({ min: 1, max: 30 }), to: fc.integer({ min: 1, max: 30 }) }),
		},
		{ requiredKeys: ['since', 'until'] },
	),
	'count-missed-reservations': fc.record({
		slots: fc.array(fc.record({ queue: fc.constantFrom(...queues), slot: fc.constant(nine), count: fc.integer({ min: 0, max: 3 }) }), {
			maxLength: 2,
		}),
	}),
	'begin-term': fc.record({
		number: fc.integer({ min: 2, max: 3 }),
		platform: fc.constantFrom('P1', 'P2'),
		block: fc.constantFrom(0, 1, 2),
		planned: fc.boolean(),
		reason,
	}),
	'hand-in-application': fc.record({ application: applicationRef, items: fc.constant(['AA-001']), attachments: fc.constant(2), ticket }),
	'report-case': fc.record(
		{
			case: applicationRef,
			steps: fc.array(
				fc.constantFrom(
					{ do: 'begin', origin: 'window', items: ['AA-001'], materials: [] },
					{
						do: 'accept',
						items: [{ item: 'AA-001', limit: { value: 5, unit: 'workday' }, due: '2026-11-30', legal: null, legalDue: null }],
						deferred: [],
						tasks: [],
						delivery: 'window',
					},
					{ do: 'refuse', reason: 'not-competent' },
					{ do: 'pause', reason: 'hearing' },
					{ do: 'take' },
				),
				{ minLength: 1, maxLength: 2 },
			),
			window,
			ticket,
		},
		{ requiredKeys: ['case', 'steps'] },
	),
	'submit-application': fc.record({
		application: applicationRef,
		items: fc.constant(['AA-001']),
		attachments: fc.constant(2),
		station: fc.constant('T1'),
	}),
	'recover-event': fc.record({
		term: fc.constant({ number: 1, platform: 'P1' }),
		event: fc.constantFrom(null, { name: 'ticket-issued' }),
		decidedHere: fc.boolean(),
	}),
	'begin-manual': fc.record({ queues: fc.subarray(queues, { minLength: 1 }), reason }, { requiredKeys: ['reason'] }),
	'end-manual': fc.record({ queues: fc.subarray(queues, { minLength: 1 }) }, { requiredKeys: [] }),
	'enter-manual-service': fc.record(
		{
			day: fc.constant(dayName),
			ticket: fc.constantFrom('A90-001', 'A90-002', 'K99-010', 'B90-001', 'A001', 'A002', 'A2-001'),
			queue: fc.constantFrom(...queues),
			items: fc.constant([]),
			issuedAt: fc.constantFrom(null, nine, nine + 30 * minute),
			calledAt: fc.constantFrom(null, nine + 5 * minute, nine + 40 * minute),
			beganAt: fc.constantFrom(null, nine + 6 * minute, nine - 6 * minute),
			endedAt: fc.constantFrom(null, nine + 20 * minute, nine + 900 * minute),
			result: fc.constantFrom('served', 'no-show', 'not-served', 'waiting'),
			servedAt: window,
			servedBy: fc.constant('0301'),
		},
		{ requiredKeys: ['day', 'ticket', 'queue', 'items', 'issuedAt', 'calledAt', 'beganAt', 'endedAt', 'result', 'servedAt'] },
	),
	'machine-health': fc.record({
		station: fc.constantFrom('T1', 'W01'),
		troubles: fc.subarray([{ code: 'disk-low' as const }, { code: 'clock-wrong' as const, seconds: -90 }]),
	}),
	'give-review': fc.record({
		ticket,
		level: fc.integer({ min: 1, max: 5 }),
		reasons: fc.constantFrom([], ['slow'], ['slow', 'slow', 'unfriendly']),
		channel: fc.constantFrom('pad' as const, 'terminal' as const, 'phone' as const),
	}),
	'open-complaint': fc.record({ complaint: fc.constant('BC-0123456789AB'), reason: fc.constant('other') }),
	'step-complaint': fc.record({
		complaint: fc.constant('BC-0123456789AB'),
		step: fc.constant('taken' as const),
		code: fc.constant('self'),
	}),
	'propose-tide-plan': fc
		.record({
			window,
			to: fc.subarray(queues, { minLength: 1 }),
			revision: fc.constantFrom(1, 2),
			kind: fc.constantFrom('change' as const, 'none' as const),
		})
		.map(({ window: of, to, revision, kind }) => tideProposal({ window: of, to, revision, kind })),
	'expire-tide-plan': fc.record({ plan: tidePlan, revision: fc.constantFrom(1, 2), why: fc.constant('time' as const) }),
	'approve-tide-plan': fc.record(
		{
			plan: tidePlan,
			revision: fc.constantFrom(1, 2),
			moves: fc.array(fc.record({ window, to: fc.subarray(queues, { minLength: 1 }) }), { minLength: 1, maxLength: 2 }),
			until: fc.constantFrom(nine + 20 * minute, nine + 300 * minute),
		},
		{ requiredKeys: ['plan', 'revision', 'moves'] },
	),
	'reject-tide-plan': fc.record({ plan: tidePlan, revision: fc.constantFrom(1, 2), reason: fc.constant('not-now' as const) }),
	'undo-tide-plan': fc.record({ plan: tidePlan }),
	'lock-window-duty': fc.record({ window, until: fc.constantFrom(nine, nine + 60 * minute) }),
	'release-window-duty': fc.record({ window }),
	'decline-duty-change': fc.record({ window, plan: tidePlan, reason: fc.constant('not-trained' as const) }),
	'take-duty-change': fc.record({ window }),
	'expect-group': fc.record({ queue: fc.constantFrom(...queues), people: fc.constant(60), at: fc.constantFrom(nine, nine + 90 * minute) }),
	'withdraw-group': fc.record({ group: fc.constantFrom('g1', 'g2') }),
	'help-called': fc.constant({}),
	'help-answered': fc.record({ station: fc.constantFrom(...stations) }),
};

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
			{ ...plan.pick, rule: 'urgency' as const },
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
