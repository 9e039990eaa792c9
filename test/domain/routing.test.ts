import { describe, expect, test } from 'vitest';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { routeVisit, type VisitChoice } from '../../domain/routing.ts';
import { plan as base, TestDay } from './small-hall.ts';

const both = (text: string) => ({ zh: text, en: text });
const item = (code: string, over: { fast?: boolean; comprehensive?: boolean } = {}) => ({
	code,
	name: both(code),
	dept: 'D',
	who: ['personal' as const, 'enterprise' as const],
	lifeStage: 'L',
	frequent: false,
	fast: false,
	comprehensive: false,
	meanMinutes: 5,
	keywords: [],
	bring: [],
	...over,
});
const catalogue: FaceCatalogue = {
	items: [
		item('FF-001', { fast: true, comprehensive: true }),
		item('CC-001', { comprehensive: true }),
		item('CC-002', { fast: true, comprehensive: true }),
		item('RR-001', { comprehensive: true }),
		item('SS-001'),
	],
	themes: [],
	lifeStages: [],
	departments: [],
};
const lists: Record<string, { items: string[]; themes: string[] }> = {
	A: { items: ['FF-001', 'CC-001', 'CC-002', 'SS-001'], themes: ['GR-01', 'GR-02'] },
	K: { items: ['FF-001'], themes: [] },
	B: { items: ['CC-001'], themes: ['GR-02'] },
	R: { items: ['RR-001', 'SS-001'], themes: ['GR-01'] },
	X: { items: [], themes: [] },
};
/** The rules of the example hall. R is served by specialised windows alone. */
const plan: HallPlan = {
	...base,
	queues: base.queues.map((queue) => ({ ...queue, ...lists[queue.id] })),
	routing: [
		{ id: 'r1', when: 'citizen-chooses-special', to: 'special' },
		{ id: 'r2', when: 'theme', to: 'first-queue-listing-theme' },
		{ id: 'r3', when: 'single-item-fast', to: 'fixed', queue: 'K' },
		{ id: 'r4', when: 'single-item-comprehensive', to: 'by-audience', personal: 'A', enterprise: 'B' },
		{ id: 'r5', when: 'single-item', to: 'first-queue-listing-item' },
	],
};
const choice = (over: Partial<VisitChoice> = {}): VisitChoice => ({ items: [], audience: 'personal', ...over });

describe('routing', () => {
	test.each<[string, VisitChoice, string, string]>([
		['a theme goes to the specialised queue that lists it', choice({ theme: 'GR-01', items: ['CC-001', 'RR-001'] }), 'R', 'r2'],
		['specialised goes before the order of the plan', choice({ theme: 'GR-02' }), 'B', 'r2'],
		['one fast item goes to the fast queue', choice({ items: ['FF-001'] }), 'K', 'r3'],
		['a fast item the fast queue does not list falls to the next rule', choice({ items: ['CC-002'] }), 'A', 'r4'],
		['a comprehensive item goes by audience: a person', choice({ items: ['CC-001'] }), 'A', 'r4'],
		['a comprehensive item goes by audience: an enterprise', choice({ items: ['CC-001'], audience: 'enterprise' }), 'B', 'r4'],
		['a comprehensive item its audience queue does not list falls to the next rule', choice({ items: ['RR-001'] }), 'R', 'r5'],
		['any other item goes to a queue that lists it', choice({ items: ['SS-001'] }), 'A', 'r5'],
		['several items go to a queue that does them all', choice({ items: ['SS-001', 'RR-001'] }), 'R', 'every-item'],
	])('%s', (_name, wanted, queue, rule) => {
		expect(routeVisit(plan, catalogue, wanted)).toMatchObject({ ok: true, queue, rule });
	});

	test('with the state known the shortest expected wait decides between equals, and a clearly shorter one is suggested', () => {
		const day = new TestDay(plan).open('W01', 'W02', 'W03', 'W04');
		for (let n = 0; n < 6; n++) day.take('A');
		const moment = { state: day.state, now: day.now };
		expect(routeVisit(plan, catalogue, choice({ items: ['SS-001'] }), moment)).toEqual({
			ok: true,
			queue: 'R',
			rule: 'r5',
			alternatives: ['A'],
			suggestion: null,
		});
		expect(routeVisit(plan, catalogue, choice({ items: ['CC-001'] }), moment)).toMatchObject({
			queue: 'A',
			alternatives: ['B'],
			suggestion: 'B',
		});
		// The hall says how much shorter is clearly shorter, and may say that nothing is suggested.
		const suggestion = (suggestShorterBelow: number | null) =>
			routeVisit({ ...plan, suggestShorterBelow }, catalogue, choice({ items: ['CC-001'] }), moment);
		expect(suggestion(0.01)).toMatchObject({ queue: 'A', suggestion: 'B' });
		expect(suggestion(null)).toMatchObject({ queue: 'A', suggestion: null });
	});

	test.each<[string, VisitChoice]>([
		['queue-has-no-window', choice({ special: 'escalation' })],
		['unknown-queue', choice({ special: 'pickup' })],
		['unknown-queue', choice({ theme: 'GR-99' })],
		['unknown-item', choice({ items: ['ZZ-999'] })],
		['item-not-in-queue', choice({ items: ['FF-001', 'RR-001'] })],
	])('refuses with %s', (code, wanted) => {
		expect(routeVisit(plan, catalogue, wanted)).toMatchObject({ ok: false, refusal: { code } });
	});
});
