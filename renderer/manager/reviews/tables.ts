/** Cases and figures as tables for a spreadsheet: codes in words, no note and no person. */
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Words } from '../../../domain/contracts/identity.ts';
import type { ReviewLook, ShownCase } from '../../../domain/contracts/review-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { csvOf } from '../../../domain/reconciliation/csv.ts';
import type { Say } from '../../words/words.tsx';
import { reasonNames } from './case-words.ts';
import { figureRows } from './figures-table.tsx';

export interface TableWords {
	plan: HallPlan;
	words: Say;
	say: (words: Words) => string;
	stamp(at: number): string;
}

const columns = [
	'ref',
	'kind',
	'day',
	'ticket',
	'window',
	'level',
	'reasons',
	'stage',
	'owner',
	'opened',
	'contactBy',
	'contactAt',
	'settleBy',
	'settledAt',
	'closedAt',
	'outcome',
];

export function casesTable(cases: readonly ShownCase[], { plan, words, say, stamp }: TableWords): string {
	const at = (value: number | null) => (value === null ? '' : stamp(value));
	const rows = cases.map((found) => [
		found.ref,
		words(`manager.kind.${found.kind}`),
		found.day,
		found.about.ticket ?? '',
		found.about.window === null ? '' : windowNumber(plan, found.about.window),
		found.about.level === null ? '' : words(`levels.${found.about.level}`),
		reasonNames(plan, found.reasons, say).join('、'),
		words(`manager.stage.${found.stage}`),
		found.owner ?? '',
		at(found.openedAt),
		found.deadlines.contact.due,
		at(found.firstContactAt),
		found.deadlines.settle.due,
		at(found.settledAt),
		at(found.closedAt),
		found.outcome === null ? '' : words(`manager.step.closed.${found.outcome}`),
	]);
	return csvOf([columns.map((name) => words(`manager.csv.${name}`)), ...rows]);
}

export function figuresTable(figures: ReviewLook['figures'], { plan, words, say }: TableWords): string {
	const queueName = (id: string) => {
		const queue = plan.queues.find((each) => each.id === id);
		return queue ? say(queue.name) : id;
	};
	const head = ['place', 'ended', 'reviewed', 'good'].map((key) => words(`manager.head.${key}`));
	const rows = figureRows(figures, plan, queueName, words('manager.all')).map((row) => [
		row.name,
		String(row.ended),
		String(row.reviewed),
		row.good === null ? words('manager.tooFew') : `${Math.round(row.good * 100)}%`,
		...(row.levels === null ? ['', '', '', '', ''] : [...row.levels].reverse().map(String)),
	]);
	return csvOf([[...head, ...[5, 4, 3, 2, 1].map((level) => words(`levels.${level}`))], ...rows]);
}
