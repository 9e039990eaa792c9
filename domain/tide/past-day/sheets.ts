/** Figures of a period as tables in words: the same for a spreadsheet, a file of commas and a paper. */
import { localTime } from '../../business-day.ts';
import type { HallPlan } from '../../contracts/hall-plan.ts';
import type { DocumentBlock, PaperDocument } from '../../contracts/paper-document.ts';
import { windowNumber } from '../../eligibility.ts';
import { csvOf } from '../../reconciliation/csv.ts';
import type { Say } from '../../reconciliation/words.ts';
import type { Ends } from './day-figures.ts';
import type { History, Waits } from './history.ts';

/** `count` and `minutes` are numbers, `share` a part of one; `null` = not known, shown as a dash. */
export interface Column {
	head: string;
	kind: 'text' | 'count' | 'minutes' | 'share';
}
export interface Sheet {
	id: string;
	name: string;
	columns: Column[];
	rows: (string | number | null)[][];
}

export interface SheetWords {
	plan: HallPlan;
	say: Say;
	language: 'zh-CN' | 'en';
}

const endKeys = ['came', 'served', 'noShow', 'cancelled', 'notServed', 'open'] as const;
const waitKeys = ['mean', 'half', 'most', 'inTarget'] as const;

/** First the ends of the days, then hours, services, windows and the week. */
export function sheetsOf(history: History, words: SheetWords): Sheet[] {
	const { plan, say, language } = words;
	const text = (key: string): Column => ({ head: say(`columns.${key}`), kind: 'text' });
	const count = (key: string): Column => ({ head: say(`columns.${key}`), kind: 'count' });
	const minutes = (key: string): Column => ({ head: say(`columns.${key}`), kind: 'minutes' });
	const share = (key: string): Column => ({ head: say(`columns.${key}`), kind: 'share' });
	const ends = (of: Ends) => endKeys.map((key) => of[key]);
	const waits = (of: Waits) => waitKeys.map((key) => of[key]);
	const endColumns = endKeys.map(count);
	const waitColumns = [minutes('mean'), minutes('half'), minutes('most'), share('inTarget')];
	const queueName = (id: string) => {
		const queue = plan.queues.find((each) => each.id === id);
		return queue ? `${id} ${language === 'en' ? queue.name.en : queue.name.zh}` : id;
	};
	const hour = (at: number) => `${String(at).padStart(2, '0')}:00–${String(at + 1).padStart(2, '0')}:00`;
	const clock = (at: number | null) => (at === null ? say('notSaid') : localTime(at, plan.timezone));
	const periods = history.days.flatMap((day) => [
		...day.manual.map(({ queue, from, to }) => [
			day.day,
			say('ways.manual'),
			queueName(queue),
			clock(from),
			to === null ? say('stillSo') : clock(to),
		]),
		...day.cuts.map(({ station, since, until }) => [day.day, say('ways.offline'), station, clock(since), clock(until)]),
	]);
	return [
		{
			id: 'days',
			name: say('sheets.days'),
			columns: [text('day'), text('opened'), text('closed'), ...endColumns, count('sentOn'), ...waitColumns],
			rows: history.days.map((day) => [day.day, clock(day.openedAt), clock(day.closedAt), ...ends(day.all), day.sentOn, ...waits(day.all)]),
		},
		{
			id: 'ways',
			name: say('sheets.ways'),
			columns: [text('day'), text('way'), ...endColumns, minutes('mean')],
			rows: history.days.flatMap((day) =>
				(['normal', 'offline', 'manual'] as const).map((way) => {
					const of = day.ways[way];
					return [day.day, say(`ways.${way}`), ...ends(of), of.called > 0 ? of.waitS / 60 / of.called : null];
				}),
			),
		},
		{
			id: 'periods',
			name: say('sheets.periods'),
			columns: [text('day'), text('way'), text('where'), text('from'), text('to')],
			rows: periods,
		},
		{
			id: 'hours',
			name: say('sheets.hours'),
			columns: [text('hour'), ...endColumns, ...waitColumns],
			rows: history.hours.map((row) => [hour(row.hour), ...ends(row), ...waits(row)]),
		},
		{
			id: 'queues',
			name: say('sheets.queues'),
			columns: [text('queue'), ...endColumns, ...waitColumns],
			rows: history.queues.map((row) => [queueName(row.queue), ...ends(row), ...waits(row)]),
		},
		{
			id: 'windows',
			name: say('sheets.windows'),
			columns: [text('window'), count('finished'), minutes('openH'), minutes('pausedH'), share('busy'), minutes('minutes')],
			rows: history.windows.map((row) => [windowNumber(plan, row.window), row.finished, row.openH, row.pausedH, row.busy, row.minutes]),
		},
		{
			id: 'week',
			name: say('sheets.week'),
			columns: [text('weekday'), text('hour'), count('days'), minutes('cameEach'), minutes('mean')],
			rows: history.week.map((cell) => [say(`weekdays.${cell.weekday}`), hour(cell.hour), cell.days, cell.came, cell.mean]),
		},
	];
}

/** A cell as people read it. */
export function cellText(value: string | number | null, kind: Column['kind'], none = '–'): string {
	if (value === null) return none;
	if (typeof value === 'string') return value;
	if (kind === 'share') return `${Math.round(value * 100)}%`;
	return kind === 'minutes' ? value.toFixed(1) : String(value);
}

/** All sheets below each other, each under its own headings; for a program that reads commas. */
export function csvOfSheets(sheets: readonly Sheet[]): string {
	const width = Math.max(...sheets.map(({ columns }) => columns.length)) + 1;
	const wide = (cells: string[]) => [...cells, ...Array<string>(width - cells.length).fill('')];
	return csvOf(
		sheets.flatMap(({ name, columns, rows }) => [
			wide([name, ...columns.map(({ head }) => head)]),
			// Shares stay numbers here: whoever reads commas reckons on.
			...rows.map((row) => wide([name, ...row.map((cell, place) => plainCell(cell, columns[place]!.kind))])),
		]),
	);
}

function plainCell(cell: string | number | null, kind: Column['kind']): string {
	if (cell === null) return '';
	if (typeof cell === 'string') return cell;
	return kind === 'count' ? String(cell) : String(Math.round(cell * 1000) / 1000);
}

/** `made`: when, ms. Of a single day it is the report of its end. */
export function paperOfSheets(
	sheets: readonly Sheet[],
	period: { from: string; to: string },
	words: SheetWords,
	made: number,
): PaperDocument {
	const { plan, say, language } = words;
	const hall = language === 'en' ? plan.name.en : plan.name.zh;
	const days = period.from === period.to ? period.from : `${period.from} – ${period.to}`;
	const title = `${say(period.from === period.to ? 'paper.dayTitle' : 'paper.title')} ${days}`;
	return {
		title,
		language,
		orientation: 'landscape',
		made,
		foot: say('paper.foot', { hall, days, page: '{{page}}', pages: '{{pages}}' }),
		blocks: [
			{ kind: 'heading', level: 1, text: title },
			{ kind: 'text', text: `${hall} · ${say('paper.made', { time: `${localTime(made, plan.timezone)}` })}`, tone: 'muted' },
			{ kind: 'text', text: say('paper.honest'), tone: 'muted', size: 'small' },
			...sheets.flatMap(({ name, columns, rows }): DocumentBlock[] => [
				{ kind: 'heading', level: 2, text: name },
				rows.length === 0
					? { kind: 'text', text: say('nothing'), tone: 'muted' }
					: {
							kind: 'table',
							columns: columns.map(({ head, kind }) => ({
								head,
								share: kind === 'text' ? 14 : 9,
								align: kind === 'text' ? 'left' : 'right',
							})),
							rows: rows.map((row) => row.map((cell, place) => cellText(cell, columns[place]!.kind))),
						},
			]),
		],
	};
}
