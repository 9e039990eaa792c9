/** Applications in the log of a hall-day: the deciders, the fold, what a log can show, and what people see of it. */
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { type ApplicationSummary, applicationNumber } from '../../domain/contracts/applications.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { applicationsOf, citizenState, countApplications } from '../../domain/views/application-view.ts';
import { day as dayName, plan, TestDay } from '../domain/small-hall.ts';

const ref = 'a'.repeat(32);
const body = { application: ref, items: ['AA-001'], attachments: 3, ticket: 'A001' };
const submitted = { ...body, station: 'T1' };
const violations = (log: HallEvent[]) => checkLog(plan, dayName, log).violations.map(({ rule }) => rule);
/** The platform's own seat has a manager's rights. */
const hall = { ...plan, stations: [...plan.stations, { id: 'PLATFORM', role: 'manager' as const }] };

function handedIn(): TestDay {
	const day = new TestDay(hall).open('W01');
	day.take();
	day.say('T1', 'hand-in-application', body, { staff: null });
	return day;
}

describe('an application in the log', () => {
	test('S6 is handed in by a report, and told again nothing more happens', () => {
		const day = handedIn();
		expect(day.log.at(-1)).toMatchObject({ name: 'application-handed-in', station: 'T1', body });
		const before = day.log.length;
		expect(day.say('T1', 'hand-in-application', body, { staff: null })).toEqual({ ok: true, events: [] });
		expect(day.log).toHaveLength(before);
	});

	test('I-14 is submitted by the platform alone, once; a station that says so makes a conflict and nothing else', () => {
		const day = handedIn();
		day.say('T1', 'submit-application', submitted, { staff: null });
		expect(day.state.applications[ref]?.submittedAt).toBeNull();
		expect(day.state.conflicts.map(({ kind, detail }) => [kind, detail])).toEqual([
			['report-out-of-role', 'submits-an-application'],
			['report-out-of-role', 'role-terminal'],
		]);
		day.say('PLATFORM', 'submit-application', submitted, { staff: '0000' });
		expect(day.state.applications[ref]?.submittedAt).toBe(day.now);
		expect(day.say('PLATFORM', 'submit-application', submitted, { staff: '0000' })).toEqual({ ok: true, events: [] });
		expect(violations(day.log)).toEqual([]);
	});

	test('I-14 a log that shows it twice, by a station, or with other attachments is not sound', () => {
		const day = handedIn();
		day.say('PLATFORM', 'submit-application', submitted, { staff: '0000' });
		const [last] = day.log.slice(-1) as [HallEvent<'application-submitted'>];
		const next = (over: Partial<HallEvent<'application-submitted'>>) =>
			[...day.log, { ...last, position: day.log.length + 1, n: last.n + 1, ...over }] as HallEvent[];
		expect(violations(next({}))).toEqual(['I-14']);
		const other = { ...last.body, application: 'b'.repeat(32) };
		expect(violations(next({ body: other, station: 'T1', epoch: 'b'.repeat(16), n: 1 }))).toContain('I-14');
		expect(violations(day.log.map((event) => (event === last ? { ...last, body: { ...last.body, attachments: 2 } } : event)))).toEqual([
			'I-14',
		]);
	});

	test('may be submitted before its station is heard: a report from a cut arrives later', () => {
		const day = new TestDay(hall).open('W01');
		day.say('PLATFORM', 'submit-application', submitted, { staff: '0000' });
		day.say('T1', 'hand-in-application', body, { staff: null });
		const known = day.state.applications[ref]!;
		expect([known.submittedAt, known.handedInAt]).not.toContain(null);
		expect(violations(day.log)).toEqual([]);
	});
});

describe('what people see of an application', () => {
	test('the clerk sees those of the ticket in hand, first handed in, then complete', () => {
		const day = handedIn();
		expect(applicationsOf(day.state, 'A001')).toMatchObject([{ stage: 'handed-in', station: 'T1', attachments: 3 }]);
		day.say('PLATFORM', 'submit-application', submitted, { staff: '0000' });
		expect(applicationsOf(day.state, 'A001')).toMatchObject([{ stage: 'submitted', number: applicationNumber(ref) }]);
		expect(applicationsOf(day.state, 'A002')).toEqual([]);
	});

	const one: ApplicationSummary = {
		...{
			ref,
			station: 'T1',
			stage: 'waiting',
			items: ['AA-001'],
			ticket: null,
			savedAt: 5,
			handedInAt: 6,
			day: '2026-11-23',
			submittedAt: null,
		},
		...{ keptUntil: null, attachments: 2, bytes: 1000, sent: 0, problem: null, reported: true },
	};
	test.each<[string, Partial<ApplicationSummary>, boolean, object]>([
		['a draft: until when it is kept', { stage: 'draft', keptUntil: 77 }, true, { code: 'draft-kept', params: { until: 77 } }],
		['cut off', {}, false, { code: 'waiting', params: { cutOff: true } }],
		['the platform does not answer', { problem: 'away' }, true, { code: 'waiting', params: { cutOff: true } }],
		['its turn has not come', {}, true, { code: 'waiting', params: { cutOff: false } }],
		['half of it is there', { sent: 500 }, true, { code: 'sending', params: { percent: 50 } }],
		['all is there and being checked', { sent: 1000 }, true, { code: 'sending', params: { percent: 99 } }],
		['the platform will not take it', { problem: 'revoked-key' }, true, { code: 'held-up', params: { problem: 'revoked-key' } }],
		['received', { stage: 'submitted', submittedAt: 9 }, false, { code: 'received', params: { at: 9 } }],
		['unreadable', { stage: 'damaged' }, true, { code: 'damaged' }],
	])('the citizen is told: %s', (_name, over, up, wanted) => {
		expect(citizenState({ ...one, ...over }, up)).toMatchObject(wanted);
	});

	test('the machine counts what must not be lost', () => {
		const all = [
			one,
			{ ...one, problem: 'revoked-key', handedInAt: 3, sent: 400 },
			{ ...one, stage: 'draft' as const },
			{ ...one, stage: 'damaged' as const },
		];
		expect(countApplications(all)).toEqual({ drafts: 1, waiting: 2, damaged: 1, bytesToSend: 1600, oldestAt: 3, heldUp: 1 });
		expect(countApplications([])).toMatchObject({ oldestAt: null, waiting: 0 });
	});

	test('the number is the same everywhere and tells references apart', () => {
		expect(applicationNumber(ref)).toMatch(/^SQ-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
		const numbers = new Set(
			Array.from({ length: 3000 }, (_, at) => applicationNumber(`${(at * 7919).toString(16).padStart(8, '0')}${'0'.repeat(24)}`)),
		);
		expect(numbers.size).toBe(3000);
	});
});
