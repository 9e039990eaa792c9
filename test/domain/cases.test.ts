import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseState, FlagCode } from '../../domain/cases/case-state.ts';
import { caseOf, hasEnded, withReport } from '../../domain/cases/evolve-case.ts';
import { applicationNumber } from '../../domain/contracts/applications.ts';
import { type CaseReport, type CaseStep, caseNumber, caseStep } from '../../domain/contracts/cases.ts';
import { minute, nine, plan, TestDay } from './small-hall.ts';

const ref = '0123456789abcdef0123456789abcdef';
const promised = (item: string) => ({
	...{ item, limit: { value: 5, unit: 'workday' as const }, due: '2026-11-30', legal: null, legalDue: null },
});
const begin: CaseStep = {
	...{ do: 'begin', origin: 'application', items: ['AA-001', 'RR-001'], theme: 'GR-01' },
	materials: [
		{ material: 'M-ID', items: ['AA-001', 'RR-001'], need: 'always', deferDays: null },
		{ material: 'M-BANK', items: ['RR-001'], need: 'always', deferDays: 3 },
	],
};
const accept: CaseStep = {
	...{ do: 'accept', items: [promised('AA-001'), promised('RR-001')], deferred: [{ material: 'M-BANK', by: '2026-11-26' }] },
	tasks: [
		{ id: 's1', dept: 'GA', items: ['AA-001'], after: [] },
		{ id: 's2', dept: 'RS', items: ['RR-001'], after: [] },
		{ id: 's3', dept: 'WJ', items: ['RR-001'], after: ['s1', 's2'] },
	],
	delivery: 'courier',
};

let count = 0;
function said(steps: CaseStep[], over: Partial<CaseReport> = {}): CaseReport {
	count += 1;
	const who = { station: 'W01', epoch: '00000000000000aa', day: '2026-11-23', staff: '0301', window: 'W01', ticket: 'A001' };
	return { at: nine + count * minute, n: count, ...who, steps, doubts: [], ...over };
}
const flags = (state: CaseState): FlagCode[] => state.flags.map(({ code }) => code);
const story = (...reports: CaseReport[]) => caseOf(ref, reports);

describe('a case from its beginning to the result in somebody’s hand', () => {
	test('its number has the letters of the application’s own', () => {
		expect(caseNumber(ref).slice(2)).toBe(applicationNumber(ref).slice(2));
		expect(caseNumber(ref)).toMatch(/^BJ-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
	});

	test('accepted with a deferred material, brought, worked on in the order of the theme, granted, delivered', () => {
		const marks: CaseStep = {
			do: 'check',
			marks: [
				{ material: 'M-ID', mark: 'seen' },
				{ material: 'M-BANK', mark: 'deferred' },
			],
		};
		const reports = [said([begin, marks, accept])];
		let state = story(...reports);
		expect(state).toMatchObject({ stage: 'accepted', owner: { staff: '0301' }, theme: 'GR-01', number: caseNumber(ref) });
		expect(state.materials.map(({ material, mark, by }) => [material, mark, by])).toEqual([
			['M-ID', 'seen', null],
			['M-BANK', 'deferred', '2026-11-26'],
		]);
		// Parallel where `after` allows.
		expect(state.tasks.map(({ stage }) => stage)).toEqual(['open', 'open', 'waiting']);
		reports.push(said([{ do: 'bring', material: 'M-BANK' }]));
		for (const task of ['s1', 's2']) reports.push(said([{ do: 'task', task, state: 'agreed' }], { staff: '0400' }));
		expect(story(...reports).tasks.map(({ stage }) => stage)).toEqual(['agreed', 'agreed', 'open']);
		reports.push(said([{ do: 'task', task: 's3', state: 'agreed' }], { staff: '0400' }));
		reports.push(said([{ do: 'result', item: 'AA-001', outcome: 'granted' }]));
		expect(story(...reports).stage).toBe('accepted');
		reports.push(said([{ do: 'result', item: 'RR-001', outcome: 'granted' }]));
		expect(story(...reports).stage).toBe('decided');
		reports.push(said([{ do: 'deliver', items: ['AA-001', 'RR-001'], way: 'courier' }]));
		state = story(...reports);
		expect(state.stage).toBe('delivered');
		expect(hasEnded(state)).toBe(true);
		expect(flags(state)).toEqual([]);
	});

	test('what was not granted needs no delivery', () => {
		const state = story(
			said([begin, { ...accept, deferred: [], tasks: [] }]),
			said([
				{ do: 'result', item: 'AA-001', outcome: 'not-granted' },
				{ do: 'result', item: 'RR-001', outcome: 'granted' },
			]),
			said([{ do: 'deliver', items: ['RR-001'], way: 'window' }]),
		);
		expect(state.stage).toBe('delivered');
	});

	test('一次性告知: asking again for the same is no breach, asking for something new is one, by name', () => {
		const first = said([begin, { do: 'notice', materials: ['M-BANK'] }]);
		expect(flags(story(first, said([{ do: 'notice', materials: ['M-BANK'] }])))).toEqual([]);
		const breach = story(first, said([{ do: 'notice', materials: ['M-BANK', 'M-NEW'] }], { staff: '0302' }));
		expect(breach.flags).toMatchObject([{ code: 'new-material-asked', about: 'M-NEW', staff: '0302' }]);
	});

	test('首问负责: nobody takes a case over that was not offered', () => {
		const [one, offer, take] = [said([begin]), said([{ do: 'offer', to: '0302' }]), said([{ do: 'take' }], { staff: '0302' })];
		expect(story(one, offer).owner?.staff).toBe('0301');
		expect(story(one, offer, take)).toMatchObject({ owner: { staff: '0302' }, offered: null, flags: [] });
		expect(flags(story(one, take))).toEqual(['taken-without-offer']);
	});

	test('a deferred material that never came is seen when the result is given; one that may not be deferred, when it is accepted', () => {
		const granted = said([begin, accept, { do: 'result', item: 'RR-001', outcome: 'granted' }]);
		expect(flags(story(granted))).toEqual(['result-before-material', 'result-before-tasks']);
		const strict: CaseStep = { ...accept, deferred: [{ material: 'M-ID', by: '2026-11-26' }], tasks: [] };
		expect(story(said([begin, strict])).flags).toMatchObject([{ code: 'accepted-incomplete', about: 'M-ID' }]);
		const missing: CaseStep = { do: 'check', marks: [{ material: 'M-ID', mark: 'missing' }] };
		expect(flags(story(said([begin, missing, { ...accept, deferred: [], tasks: [] }])))).toEqual(['accepted-incomplete']);
	});

	test('a task before its turn, of another department, or unknown, counts and is told', () => {
		const one = said([begin, accept]);
		const early = story(one, said([{ do: 'task', task: 's3', state: 'agreed' }]));
		expect(early.tasks[2]?.stage).toBe('agreed');
		expect(flags(early)).toEqual(['task-too-early']);
		expect(flags(story(one, said([{ do: 'task', task: 's1', state: 'agreed' }], { doubts: ['other-department'] })))).toEqual([
			'task-of-other-department',
		]);
		expect(flags(story(one, said([{ do: 'task', task: 's9', state: 'agreed' }])))).toEqual(['task-unknown']);
	});

	test('settled by a person, a flag stays and says who settled it', () => {
		const state = story(
			said([begin, accept]),
			said([accept], { station: 'W02', window: 'W02', staff: '0302' }),
			said([{ do: 'settle', flag: 'accepted-twice', decision: 'first-holds' }], { staff: '0901' }),
		);
		expect(state.flags).toMatchObject([
			{ code: 'accepted-twice', otherWindow: 'W01', settled: { staff: '0901', decision: 'first-holds' } },
		]);
	});
});

/** Any step at all, in any order: what cut-off windows, hurried people and old programs can say. */
const item = fc.constantFrom('AA-001', 'RR-001', 'RR-002');
const material = fc.constantFrom('M-ID', 'M-BANK', 'M-NEW');
const anyStep: fc.Arbitrary<CaseStep> = fc.oneof(
	fc.constant(begin),
	fc.constant(accept),
	fc.record({
		do: fc.constant('check' as const),
		marks: fc.tuple(fc.record({ material, mark: fc.constantFrom('seen' as const, 'missing' as const) })),
	}),
	fc.record({ do: fc.constant('notice' as const), materials: fc.tuple(material) }),
	fc.constantFrom<CaseStep>(
		{ do: 'refuse', reason: 'not-competent' },
		{ do: 'pause', reason: 'hearing' },
		{ do: 'resume' },
		{ do: 'withdraw', why: 'applicant' },
		{ do: 'take' },
		{ do: 'offer', to: '0302' },
		{ do: 'proxy', authorisation: 'letter', check: 'both-cards' },
		{ do: 'identify', how: 'card', same: false },
		{ do: 'settle', flag: 'accepted-twice', decision: 'as-it-stands' },
	),
	fc.record({ do: fc.constant('result' as const), item, outcome: fc.constantFrom('granted' as const, 'not-granted' as const) }),
	fc.record({ do: fc.constant('deliver' as const), items: fc.tuple(item), way: fc.constant('window' as const) }),
	fc.record({
		do: fc.constant('task' as const),
		task: fc.constantFrom('s1', 's2', 's3', 's9'),
		state: fc.constantFrom('begun' as const, 'agreed' as const),
	}),
	fc.record({ do: fc.constant('bring' as const), material }),
);
const anyReport: fc.Arbitrary<CaseReport> = fc
	.record({
		at: fc.integer({ min: 0, max: 12 }).map((at) => nine + at * minute),
		seat: fc.constantFrom('W01', 'W02'),
		n: fc.integer({ min: 1, max: 15 }),
		steps: fc.array(anyStep, { minLength: 1, maxLength: 3 }),
		staff: fc.constantFrom('0301', '0302', null),
	})
	.map(({ at, seat, n, steps, staff }) => said(steps, { at, n, station: seat, window: seat, staff }));
/** A seat numbers what it says, so that one number is one report. */
const reports = fc.uniqueArray(anyReport, { maxLength: 14, selector: ({ station, n }) => `${station}/${n}` });
const run = { seed: 20261123, numRuns: 300 };

describe('reports of cases, however they arrive', () => {
	test('S10 in whatever order they come, and however often, they make the same case', () => {
		fc.assert(
			fc.property(reports, fc.array(fc.nat(), { maxLength: 30 }), (all, order) => {
				const whole = caseOf(ref, all);
				const shuffled = [...all].sort((one, other) => (order[one.n] ?? 0) - (order[other.n] ?? 0));
				expect(caseOf(ref, [...shuffled, ...all.slice(0, 3)])).toEqual(whole);
				const folded = [...shuffled, ...shuffled].reduce<CaseReport[]>(withReport, []);
				expect(caseOf(ref, folded)).toEqual(whole);
				expect(folded).toEqual(all.reduce<CaseReport[]>(withReport, []));
			}),
			run,
		);
	});

	test('S4 nothing that is said is lost or throws: what does not fit is flagged, what a case promised stays promised', () => {
		fc.assert(
			fc.property(reports, anyReport, (all, late) => {
				const before = Object.freeze(all.map((report) => Object.freeze(report)));
				const state = caseOf(ref, before);
				for (const report of all) for (const step of report.steps) expect(caseStep.safeParse(step).success).toBe(true);
				const accepts = all.filter(({ steps }) => steps.some((step) => step.do === 'accept'));
				expect(state.accepted === null).toBe(accepts.length === 0);
				if (new Set(accepts.map(({ window }) => window)).size > 1) expect(flags(state)).toContain('accepted-twice');
				// A report after all others never takes back what the earlier ones made of it.
				const after = caseOf(ref, [...all, { ...late, at: nine + 60 * minute, n: 99 }]);
				if (state.accepted) expect(after.accepted).toMatchObject({ at: state.accepted.at, window: state.accepted.window });
				for (const [of, result] of Object.entries(state.results)) expect(after.results[of]).toEqual(result);
			}),
			run,
		);
	});
});

describe('reports of cases in the hall-day', () => {
	const acceptAt = (day: TestDay, window: string, over = {}) =>
		day.do(window, 'report-case', { case: ref, steps: [begin, { ...accept, deferred: [] }], window, ticket: 'A001' }, over);

	test('S6 two windows that were cut off accepted one application: both are written down, and a person is told', () => {
		const day = new TestDay(plan).open('W01', 'W02');
		acceptAt(day, 'W01');
		const events = acceptAt(day, 'W02');
		expect(events.map(({ name }) => name)).toEqual(['case-reported', 'conflict-found']);
		expect(day.state.conflicts).toMatchObject([
			{ kind: 'case-accepted-twice', window: 'W02', otherWindow: 'W01', detail: caseNumber(ref) },
		]);
		expect(flags(caseOf(ref, day.state.cases[ref] ?? []))).toEqual(['begun-twice', 'accepted-twice']);
	});

	test('the time of a late report is that of the deed, corrected by the station’s offset, and never later than it was heard', () => {
		const day = new TestDay(plan).open('W01');
		day.later(120);
		day.say('W01', 'report-case', { case: ref, steps: [begin], window: 'W01' }, { occurredAt: nine }, 5 * minute);
		day.say('W01', 'report-case', { case: ref, steps: [{ do: 'take' }], window: 'W01' }, { occurredAt: nine + 900 * minute });
		expect(day.state.cases[ref]?.map(({ at }) => at)).toEqual([nine + 5 * minute, nine + 120 * minute]);
	});

	test('S6 said by nobody who is signed in, it counts, and both the case and the day say so', () => {
		const day = new TestDay(plan).open('W01');
		acceptAt(day, 'W01', { staff: null });
		expect(day.conflicts()).toContain('report-without-session');
		expect(flags(caseOf(ref, day.state.cases[ref] ?? []))).toEqual(['not-signed-in']);
	});

	test('P1 a step takes no free text: a name in its place is turned away by the contract', () => {
		for (const step of [
			{ do: 'refuse', reason: '张三不符合条件' },
			{ do: 'bring', material: '张三的身份证' },
			{ do: 'task', task: 's1', state: '同意：李四' },
		])
			expect(caseStep.safeParse(step).success).toBe(false);
	});
});
