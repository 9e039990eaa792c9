import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { checkStep, type Marks, markOf, marksFor, nextMark, outcomeOf, outcomeStep } from '../../domain/cases/acceptance.ts';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import { beginStep, type CasePlan, planCase } from '../../domain/cases/plan-case.ts';
import { type CaseStep, caseStep } from '../../domain/contracts/cases.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';

const catalogue = readCatalogue(fileURLToPath(new URL('../../config/catalogue', import.meta.url)), new ProblemList());
const book = catalogueBookFrom(catalogue);
const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }];
const calendar = workCalendarOf({ timezone: 'Asia/Shanghai', hours });
const monday = '2026-11-23';
const newborn = (items: string[]) => planCase(book, { theme: 'GR-01', items }) as CasePlan;
const all = ['YY-001', 'GA-001', 'WJ-002', 'RS-001', 'YB-001', 'WJ-004'];
const lasting = (steps: CaseStep[]) =>
	caseOf('ab'.repeat(16), [
		{ at: 1, station: 'W01', epoch: '0'.repeat(16), n: 1, day: monday, staff: '0307', window: 'W01', ticket: 'A001', steps, doubts: [] },
	]);

describe('what the catalogue says about a case', () => {
	test('a theme: one set of materials, its own limit, but the longer clock of what is timed apart', () => {
		const plan = newborn(all);
		expect(new Set(plan.materials.map(({ material }) => material)).size).toBe(plan.materials.length);
		const limit = (item: string) => plan.limits.find((one) => one.item === item)?.limit;
		expect(limit('GA-001')).toEqual({ value: 5, unit: 'workday' });
		expect(limit('WJ-004')).toEqual({ value: 20, unit: 'workday' });
	});

	test('the steps of a theme become tasks in its order; what waits for a step that is left out waits for those before it', () => {
		const whole = newborn(all).tasks;
		expect(whole.find(({ id }) => id === 's1')).toBe(undefined);
		expect(whole.find(({ id }) => id === 's2')).toEqual({ id: 's2', dept: 'YY', items: ['YY-001'], after: [] });
		expect(whole.find(({ id }) => id === 's8')?.after).toEqual(['s4', 's5', 's6', 's7']);
		// Without the household registration the social security card waits for the birth certificate.
		const part = newborn(['YY-001', 'RS-001']).tasks;
		expect(part.map(({ id, after }) => [id, after])).toEqual([
			['s2', []],
			['s5', ['s2']],
			['s8', ['s2', 's5']],
		]);
	});

	test('a single item that is done at once has no task; another one is a task of its department', () => {
		const at = (instant: boolean) =>
			book.items.find(({ timeLimits }) => timeLimits.promised.instant === instant && timeLimits.promised.value > (instant ? -1 : 0));
		expect(planCase(book, { items: [at(true)?.code ?? ''] })?.tasks).toEqual([]);
		const later = at(false);
		expect(planCase(book, { items: [later?.code ?? ''] })?.tasks).toEqual([
			{ id: later?.code, dept: later?.dept, items: [later?.code], after: [] },
		]);
	});

	test('an item withdrawn while it was filled in is named, and the others go on', () => {
		expect(newborn(['GA-001', 'GA-999'])).toMatchObject({ items: ['GA-001'], withdrawn: ['GA-999'] });
		expect(planCase(book, { items: ['GA-999'] })).toBe(null);
	});

	test('every item and every theme of the catalogue makes steps that the contract takes', () => {
		const chosen = [
			...book.items.map(({ code }) => ({ items: [code], theme: null })),
			...book.themes.map(({ code, items }) => ({ items: items.map(({ ref }) => ref), theme: code })),
		];
		for (const one of chosen) {
			const plan = planCase(book, one) as CasePlan;
			const outcome = outcomeOf(plan, {}, calendar, monday);
			const steps = [beginStep(plan, 'window'), ...checkStep(plan, {}), outcomeStep(plan, outcome, plan.delivery[0] ?? 'window')];
			for (const step of steps) expect(caseStep.safeParse(step).error?.issues, one.theme ?? one.items[0]).toBe(undefined);
			const made = lasting(steps);
			expect(made.flags, one.theme ?? one.items[0]).toEqual([]);
			// Some task can be begun at once, and each is reached by doing those before it.
			const done = new Set<string>();
			for (let round = 0; round < made.tasks.length; round += 1)
				for (const { id, after } of made.tasks) if (after.every((before) => done.has(before))) done.add(id);
			expect(done.size, one.theme ?? one.items[0]).toBe(made.tasks.length);
		}
	});
});

describe('the completeness check', () => {
	const plan = newborn(all);
	const tolerant = plan.materials.find(({ deferDays, need }) => deferDays !== null && need === 'always') ?? plan.materials[0]!;
	const strict = plan.materials.find(({ deferDays, need }) => deferDays === null && need === 'always') ?? plan.materials[0]!;
	const set = (marks: Marks) => outcomeOf(plan, marks, calendar, monday);

	test('nothing touched: everything that is needed counts as there, and the case is accepted without a flag', () => {
		expect(set({}).kind).toBe('accept');
		expect(plan.materials.filter((each) => markOf(each, {}) === 'missing')).toEqual([]);
	});

	test('a tolerant material follows by its own day and never after the promise; one that is not tolerant cannot be deferred', () => {
		expect(marksFor(strict)).not.toContain('deferred');
		const outcome = set({ [tolerant.material]: 'deferred' });
		expect(outcome.kind).toBe('deferred');
		const due = outcome.promises.filter(({ item }) => tolerant.items.includes(item)).map((one) => one.due);
		for (const day of due) expect((outcome.deferred[0]?.by ?? '') <= day).toBe(true);
		expect(
			lasting([beginStep(plan, 'window'), ...checkStep(plan, { [tolerant.material]: 'deferred' }), outcomeStep(plan, outcome, 'window')])
				.flags,
		).toEqual([]);
	});

	test('one thing missing makes it a notice that names all that is missing, whatever is deferred beside it', () => {
		const outcome = set({ [tolerant.material]: 'deferred', [strict.material]: 'missing' });
		expect(outcome.kind).toBe('notice');
		expect(outcomeStep(plan, outcome, 'window')).toEqual({ do: 'notice', materials: [strict.material] });
	});

	test('one key turns each material through its marks and back', () => {
		for (const material of plan.materials) {
			let marks: Marks = {};
			const first = markOf(material, marks);
			const seen = new Set([first]);
			do {
				marks = { [material.material]: nextMark(material, marks) };
				seen.add(markOf(material, marks));
			} while (markOf(material, marks) !== first);
			expect([...seen].sort()).toEqual([...marksFor(material)].sort());
		}
	});
});
