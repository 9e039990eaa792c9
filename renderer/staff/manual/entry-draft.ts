/** One line of the clerk's form as it is typed, and what becomes of it: an entry, or the field that is wrong. Pure. */
import { businessDay, instantOf } from '../../../domain/business-day.ts';
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { staffId, ticketNumber } from '../../../domain/contracts/identity.ts';
import type { ManualEntry, ManualResult } from '../../../domain/contracts/manual.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { wasManualAt } from '../../../domain/manual/manual-mode.ts';
import { isReserveNumber } from '../../../domain/manual/reserve-numbers.ts';
import { numberInSeries, ownSeriesDigits, partsOfNumber } from '../../../domain/ticket-number.ts';

export interface EntryDraft {
	number: string;
	queue: string;
	items: string;
	issued: string;
	called: string;
	began: string;
	ended: string;
	result: ManualResult;
	window: string;
	staff: string;
	/** Print run of the sheet, when its code was scanned. */
	run: string;
}
export type EntryField = Exclude<keyof EntryDraft, 'run' | 'result'>;

export const problemCodes = ['number', 'queue', 'items', 'time', 'order', 'future', 'needed', 'window', 'staff'] as const;
export interface EntryProblem {
	field: EntryField;
	problem: (typeof problemCodes)[number];
	params: Record<string, string>;
}
/** Taken all the same when it is saved a second time: a manager then looks at it. */
export type EntryDoubt = 'outside' | 'twice' | 'ended' | 'unknown';

export type ReadDraft = { ok: true; entry: ManualEntry; doubts: EntryDoubt[] } | { ok: false; problem: EntryProblem };

export interface DraftContext {
	plan: HallPlan;
	catalogue: FaceCatalogue;
	/** The day the paper is of, and what is known of it; `null` = a day that is over, which this machine does not hold. */
	day: string;
	state: HallDay | null;
	/** Platform time, ms. */
	now: number;
}

/** `Ａ90　1`, `a90-001` and `a90001` are all `A90-001`; other numbers only lose spaces and small letters. */
export function tidyReserveNumber(typed: string): string {
	const text = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[–—−_]/g, '-')
		.trim();
	const parts = /^([A-Z]{1,2})\s*(9\d)(?:[\s-]+(\d{1,3})|(\d{3}))$/.exec(text);
	const sequence = parts?.[3] ?? parts?.[4];
	if (parts && sequence) return numberInSeries(`${parts[1]}${parts[2]}`, Number(sequence), ownSeriesDigits);
	return text.replace(/\s+/g, '');
}

/** The number after this one on the sheets, for the next paper of the pile. */
export function numberAfter(number: string): string {
	const { series, sequence } = partsOfNumber(number);
	return isReserveNumber(number) && sequence < 990 ? numberInSeries(series, sequence + 1, ownSeriesDigits) : '';
}

/** `912`, `0912`, `9:12` and `09.12` are twelve past nine; `null` = no time. */
export function minutesOf(typed: string): string | null {
	const parts = /^(\d{1,2})[:.：．]?(\d{2})$/.exec(typed.normalize('NFKC').trim());
	if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null;
	return `${(parts[1] ?? '').padStart(2, '0')}:${parts[2]}`;
}

const timeFields = ['issued', 'called', 'began', 'ended'] as const;
type TimeField = (typeof timeFields)[number];

/** What must be filled in by what was done; the other times may be. */
function needed(result: ManualResult, reserve: boolean): TimeField[] {
	const first: TimeField[] = reserve ? ['issued'] : [];
	if (result === 'served') return [...first, 'began', 'ended'];
	return result === 'no-show' ? [...first, 'called'] : first;
}

export function readDraft(draft: EntryDraft, context: DraftContext): ReadDraft {
	const { plan, catalogue, day, state, now } = context;
	const wrong = (field: EntryField, problem: EntryProblem['problem'], params: Record<string, string> = {}): ReadDraft => ({
		ok: false,
		problem: { field, problem, params },
	});
	const ticket = tidyReserveNumber(draft.number);
	if (!ticketNumber.safeParse(ticket).success) return wrong('number', 'number');
	const known = state?.tickets[ticket];
	const queue = known?.queue ?? draft.queue;
	if (!plan.queues.some((one) => one.id === queue)) return wrong('queue', 'queue');
	const items = draft.items
		.normalize('NFKC')
		.toUpperCase()
		.split(/[\s,，、]+/)
		.filter(Boolean);
	const strange = items.find((code) => !catalogue.items.some((item) => item.code === code));
	if (strange !== undefined) return wrong('items', 'items', { code: strange });
	const required = needed(draft.result, isReserveNumber(ticket));
	const times: Record<TimeField, number | null> = { issued: null, called: null, began: null, ended: null };
	let last = 0;
	for (const field of timeFields) {
		// A paper that still waits was not called; what stands in the fields of an earlier line does not count.
		if (!counts(field, draft.result)) continue;
		if (draft[field].trim() === '') {
			if (required.includes(field)) return wrong(field, 'needed');
			continue;
		}
		const wall = minutesOf(draft[field]);
		if (wall === null) return wrong(field, 'time');
		const at = instantOf(day, wall, plan.timezone);
		if (at > now) return wrong(field, 'future');
		if (at < last) return wrong(field, 'order');
		times[field] = at;
		last = at;
	}
	const placed = draft.result === 'served' || draft.result === 'no-show';
	if (placed && !plan.windows.some((window) => window.id === draft.window)) return wrong('window', 'window');
	const staff = draft.staff.trim();
	if (staff !== '' && !staffId.safeParse(staff).success) return wrong('staff', 'staff');
	const entry: ManualEntry = {
		day,
		ticket,
		queue,
		items,
		issuedAt: times.issued,
		calledAt: times.called,
		beganAt: times.began,
		endedAt: times.ended,
		result: draft.result,
		...(placed ? { servedAt: draft.window } : {}),
		...(placed && staff !== '' ? { servedBy: staff } : {}),
		...(draft.run === '' ? {} : { run: draft.run }),
	};
	return { ok: true, entry, doubts: state ? doubtsOf(state, entry) : [] };
}

/** Whether this time belongs to a paper with this result. */
export function counts(field: TimeField, result: ManualResult): boolean {
	if (field === 'issued') return true;
	if (result === 'waiting') return false;
	return field === 'called' || result === 'served';
}

function doubtsOf(state: HallDay, entry: ManualEntry): EntryDoubt[] {
	const known = state.tickets[entry.ticket];
	const doubts: EntryDoubt[] = [];
	const times = [entry.issuedAt, entry.calledAt, entry.beganAt, entry.endedAt].filter((time): time is number => time !== null);
	if (times.length > 0 && !times.some((time) => wasManualAt(state, entry.queue, time))) doubts.push('outside');
	if (known?.byHand || (known?.origin === 'manual' && entry.result === 'waiting')) doubts.push('twice');
	else if (known && ['done', 'no-show', 'cancelled', 'voided'].includes(known.life.stage)) doubts.push('ended');
	if (!known && !isReserveNumber(entry.ticket)) doubts.push('unknown');
	return doubts;
}

/** Today and the days before it whose papers the platform still takes, newest first. */
export function daysToEnter(now: number, timezone: string): string[] {
	return Array.from({ length: 14 }, (_, back) => businessDay(now - back * 86_400_000, timezone));
}

export const emptyDraft = (window: string): EntryDraft => ({
	number: '',
	queue: '',
	items: '',
	issued: '',
	called: '',
	began: '',
	ended: '',
	result: 'served',
	window,
	staff: '',
	run: '',
});

/** For the next line of the form: its number, and what usually stays the same from line to line. */
export function nextDraft(saved: EntryDraft, ticket: string): EntryDraft {
	const { window, staff, queue } = saved;
	return { ...emptyDraft(window), number: numberAfter(ticket), staff, queue };
}
