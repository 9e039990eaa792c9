/**
 * The papers of manual mode as documents: sheets of reserve numbers, the clerk's form, and the list of those who already wait. Pure: words come from
 * `manual.yaml` by key, numbers and names from the hall. A face makes them of what it knows, also while cut off; a program makes them of a hall file.
 */
import { localTime } from '../business-day.ts';
import type { HallPlan, QueuePlan } from '../contracts/hall-plan.ts';
import type { QueueId } from '../contracts/identity.ts';
import type { DocumentBlock, PaperDocument } from '../contracts/paper-document.ts';
import type { HallDay } from '../contracts/state.ts';
import { handCallOrder } from './hand-call-order.ts';
import { printRun, reserveCode } from './reserve-code.ts';
import { numbersOfSheet, sheetCount, sheetName } from './reserve-numbers.ts';

export interface PaperWords {
	language: 'zh-CN' | 'en';
	/** Of `manual.yaml`, with `{{name}}` filled in. */
	say(key: string, params?: Record<string, string | number>): string;
}

/** A print run must not take all the paper of the hall by a slip of the finger. */
export const mostSheets = 100;

export interface SheetOrder {
	queue: QueueId;
	/** First sheet, 1 to 990. */
	first: number;
	count: number;
}

/** Sheets that exist of this order: it ends at the last one. */
export function sheetsOf({ first, count }: Omit<SheetOrder, 'queue'>): number[] {
	const sheets: number[] = [];
	for (let sheet = Math.max(1, first); sheet <= sheetCount && sheets.length < Math.min(count, mostSheets); sheet += 1) sheets.push(sheet);
	return sheets;
}

/** Filled in by whoever makes the PDF. */
const pages = { page: '{{page}}', pages: '{{pages}}' };

const inBoth = ({ name }: QueuePlan) => `${name.zh} ${name.en}`;

/** One page for each sheet: ten numbers to tear off, with a QR code that fills in the number when it is entered. */
export function reserveSheets(plan: HallPlan, order: SheetOrder, made: number, { language, say }: PaperWords): PaperDocument {
	const queue = plan.queues.find((one) => one.id === order.queue);
	const run = printRun(made);
	const blocks = sheetsOf(order).flatMap((sheet, index): DocumentBlock[] => {
		const numbers = numbersOfSheet(order.queue, sheet);
		return [
			...(index > 0 ? [{ kind: 'page-break' as const }] : []),
			{ kind: 'heading', level: 1, text: say('sheet.title', { sheet: sheetName(order.queue, sheet), queue: queue ? inBoth(queue) : '' }) },
			{ kind: 'text', size: 'small', text: say('sheet.use', { hall: plan.name[language === 'en' ? 'en' : 'zh'] }) },
			{
				kind: 'slips',
				columns: 2,
				heightMm: 46,
				slips: numbers.map((number) => ({
					head: plan.name.zh,
					number,
					title: `${order.queue} ${queue?.name.zh ?? ''}`.trim(),
					// Whoever takes it reads Chinese or English: a slip has both, whatever the staff read.
					lines: [...(queue ? [queue.name.en] : []), say('sheet.slip.listen'), say('sheet.slip.handedOut')],
					code: reserveCode(plan.code, { number, run }),
				})),
			},
		];
	});
	return {
		title: say('sheet.document', { queue: order.queue }),
		language,
		orientation: 'portrait',
		made,
		foot: say('sheet.foot', { hall: plan.name.zh, queue: order.queue, run, ...pages }),
		blocks,
	};
}

const rowsOnForm = 16;

/** One page on which a clerk notes what is done by hand; made in any number. */
export function clerkForm(plan: HallPlan, made: number, { language, say }: PaperWords): PaperDocument {
	const column = (key: string, share: number) => ({ head: say(`form.columns.${key}`), share });
	return {
		title: say('form.title'),
		language,
		orientation: 'landscape',
		made,
		foot: say('form.foot', { hall: plan.name[language === 'en' ? 'en' : 'zh'], ...pages }),
		blocks: [
			{ kind: 'heading', level: 1, text: say('form.title') },
			{ kind: 'text', text: say('form.head') },
			{ kind: 'text', size: 'small', tone: 'muted', text: say('form.how') },
			{
				kind: 'table',
				minRowMm: 8.4,
				columns: [
					column('number', 13),
					column('handedOut', 9),
					column('called', 9),
					column('began', 9),
					column('ended', 9),
					column('result', 20),
					column('items', 20),
					column('signature', 11),
				],
				rows: Array.from({ length: rowsOnForm }, () => ['', '', '', '', '', say('form.results'), '', '']),
			},
			{ kind: 'text', size: 'small', text: say('form.end') },
		],
	};
}

/** Those who wait with a printed number, by queue: called by hand first, ticked off by hand. */
export function waitingList(plan: HallPlan, state: HallDay, queues: readonly QueueId[], made: number, words: PaperWords): PaperDocument {
	const { language, say } = words;
	const time = (at: number) => localTime(at, plan.timezone);
	const blocks = plan.queues
		.filter((queue) => queues.includes(queue.id))
		.flatMap((queue): DocumentBlock[] => {
			const tickets = handCallOrder(state, queue.id);
			const name = `${queue.id} ${queue.name[language === 'en' ? 'en' : 'zh']}`;
			if (tickets.length === 0)
				return [
					{ kind: 'heading', level: 2, text: name },
					{ kind: 'text', text: say('list.nobody') },
				];
			return [
				{ kind: 'heading', level: 2, text: say('list.queue', { queue: name, count: tickets.length }) },
				{
					kind: 'table',
					minRowMm: 8,
					columns: [
						{ head: say('list.columns.place'), share: 6, align: 'right' },
						{ head: say('list.columns.number'), share: 12 },
						{ head: say('list.columns.since'), share: 9 },
						{ head: say('list.columns.note'), share: 16 },
						{ head: say('form.columns.called'), share: 11 },
						{ head: say('form.columns.began'), share: 11 },
						{ head: say('form.columns.ended'), share: 11 },
						{ head: say('form.columns.result'), share: 24 },
					],
					rows: tickets.map((ticket, index) => [
						String(index + 1),
						ticket.number,
						time(ticket.queuedAt),
						[
							...(ticket.visit.priorityGroup === undefined ? [] : [say('list.priority')]),
							...(ticket.visit.reservationSlot === undefined
								? []
								: [say('list.reservation', { time: time(ticket.visit.reservationSlot) })]),
						].join(' '),
						'',
						'',
						'',
						say('form.results'),
					]),
				},
			];
		});
	return {
		title: say('list.title'),
		language,
		orientation: 'portrait',
		made,
		foot: say('list.foot', { hall: plan.name[language === 'en' ? 'en' : 'zh'], day: state.day, time: time(made), ...pages }),
		blocks: [
			{ kind: 'heading', level: 1, text: say('list.title') },
			{ kind: 'text', text: say('list.use', { day: state.day, time: time(made) }) },
			...blocks,
		],
	};
}
