/** A body of every command that can be said, well formed, of a small world in which numbers, windows and people meet often. */
import fc from 'fast-check';
import type { CommandName } from '../../domain/contracts/commands.ts';
import { day as dayName, epoch, minute, nine } from './small-hall.ts';
import { tideProposal } from './tide-proposal.ts';

export const windows = ['W01', 'W02', 'W03', 'W04'];
export const queues = ['A', 'K', 'B', 'R', 'Q'];
const numbers = ['A001', 'A002', 'A003', 'A004', 'A005', 'K001', 'B001', 'R001', 'A2-001', 'A2-002', 'K1-001', 'A099'];
export const stations = ['T1', 'T2', ...windows, 'M1', 'B1', 'Z9'];

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
export const bodies: Record<CommandName, fc.Arbitrary<unknown>> = {
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
