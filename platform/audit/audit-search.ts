/**
 * What staff did and saw, newest first: the lines of every audit that lies here, and what the log of each day tells with somebody's number on it. A
 * request reads so many days at most; where it ends before the page is full, the next one goes on from there.
 */
import { businessDay, instantOf } from '../../domain/business-day.ts';
import { type AuditFilter, type AuditRow, auditKinds, type KeptAuditLine, opaque } from '../../domain/contracts/audit.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { unlessDamaged } from '../authority/hall-log.ts';
import type { HallStore } from '../storage/contract.ts';
import type { AuditBook } from './audit-book.ts';
import { linesOfBucket } from './audit-rows.ts';

export interface AuditPlace {
	at: number;
	skip: number;
}
export interface SearchParts {
	book: AuditBook;
	store: HallStore;
	hall: string;
	timezone: string;
	/** The day that the authority holds, and its log. */
	today(): { day: string; events: readonly HallEvent[] };
}

const daysAtOnce = 5;
const dayMs = 24 * 3_600_000;
const pageSize = 2_000;
/** A clock that was put back leaves lines that are older than the one before by no more than this. */
const clockSlackMs = 2 * dayMs;

export async function searchAudit(
	parts: SearchParts,
	filter: AuditFilter,
	before: AuditPlace | undefined,
	most: number,
): Promise<{ rows: AuditRow[]; more: AuditPlace | null }> {
	const { at: until, skip } = before ?? { at: filter.to - 1, skip: 0 };
	const wanted = most + skip + 1;
	const span = { ...filter, to: Math.min(filter.to, until + 1) };
	const [ofLog, readTo] = filter.kind === undefined || filter.kind === 'log' ? await logRows(parts, span, wanted) : [[], filter.from];
	// Nothing older than what the log was read to is shown before the log is read on.
	const ofAudit = filter.kind === 'log' ? [] : await auditRows(parts, { ...span, from: Math.max(span.from, readTo) }, wanted);
	const rows = [...ofLog, ...ofAudit].sort(newestFirst).slice(skip, skip + most + 1);
	if (rows.length > most) {
		rows.pop();
		const last = rows.at(-1)!.at;
		const known = rows.filter(({ at }) => at === last).length + (last === until ? skip : 0);
		return { rows, more: { at: last, skip: known } };
	}
	return { rows, more: readTo > filter.from ? { at: readTo - 1, skip: 0 } : null };
}

function newestFirst(one: AuditRow, other: AuditRow): number {
	if (one.at !== other.at) return other.at - one.at;
	if (one.of !== other.of) return one.of < other.of ? -1 : 1;
	if (one.chain !== other.chain) return one.chain < other.chain ? -1 : 1;
	return other.n - one.n;
}

async function auditRows({ book }: SearchParts, { from, to, staff, kind }: AuditFilter, most: number): Promise<AuditRow[]> {
	const deeds: ReadonlySet<string> | null = kind === undefined || kind === 'log' ? null : new Set<string>(auditKinds[kind]);
	const found: AuditRow[] = [];
	for (const { chain, n, from: begin } of book.ends()) {
		const rows: AuditRow[] = [];
		let end = n;
		while (end > begin.n && rows.length < most) {
			const start = Math.max(begin.n, Math.floor((end - 1) / linesOfBucket) * linesOfBucket);
			const [first, last] = [await book.line(chain, start + 1), await book.line(chain, end)];
			const isLater = first !== null && first.line.at > to + clockSlackMs;
			if (last !== null && last.line.at < from - clockSlackMs) break;
			if (!isLater)
				for (const { line } of (await book.after(chain, start)).filter((kept) => kept.line.n <= end).reverse())
					if (line.at >= from && line.at < to && (staff === undefined || line.staff === staff) && (deeds === null || deeds.has(line.what)))
						rows.push(rowOf(chain, line));
			end = start;
		}
		found.push(...rows);
	}
	return found;
}

function rowOf(chain: string, { n, at, staff, station, what, ref, part, reason }: KeptAuditLine['line']): AuditRow {
	return { of: 'audit', chain, n, at, staff, station, what, ref, part, reason };
}

/** The rows, and the instant down to which the log was read. */
async function logRows(parts: SearchParts, { from, to, staff }: AuditFilter, most: number): Promise<[AuditRow[], number]> {
	const { store, hall, timezone } = parts;
	const [first, last] = [businessDay(from, timezone), businessDay(to - 1, timezone)];
	const days = (await store.heads(hall, first)).filter(({ day, head }) => day <= last && head > 0).reverse();
	const rows: AuditRow[] = [];
	for (const [index, { day, head }] of days.entries()) {
		const begins = instantOf(day, '00:00', timezone);
		for (const event of await eventsOf(parts, day, head)) {
			const row = rowOfEvent(event, begins);
			if (row && row.at >= from && row.at < to && (staff === undefined || row.staff === staff)) rows.push(row);
		}
		if ((rows.length >= most || index + 1 >= daysAtOnce) && index + 1 < days.length) return [rows, Math.max(from, begins)];
	}
	return [rows, from];
}

async function eventsOf({ store, hall, today }: SearchParts, day: string, head: number): Promise<readonly HallEvent[]> {
	const now = today();
	if (now.day === day) return now.events;
	const events: HallEvent[] = [];
	while (events.length < head) {
		// A damaged day is told elsewhere; the other days are shown all the same.
		const page = await unlessDamaged(store.read(hall, day, events.length, pageSize), []);
		if (page.length === 0) break;
		events.push(...page);
	}
	return events;
}

/** A clock that was wrong does not carry a row out of its day. */
function rowOfEvent({ day, position, occurredAt, recordedAt, staff, station, name, body }: HallEvent, begins: number): AuditRow | null {
	if (staff === null) return null;
	const at = Math.min(Math.max(Math.min(occurredAt, recordedAt), begins), begins + dayMs - 1);
	const facts = body as Record<string, unknown>;
	const ref =
		['ticket', 'case', 'complaint', 'application', 'plan', 'window', 'device', 'number'].map((key) => facts[key]).find(isOpaque) ?? null;
	const reason = isOpaque(facts.reason) ? facts.reason : null;
	return { of: 'log', chain: day, n: position, at, staff, station, what: name, ref, part: null, reason };
}

const isOpaque = (value: unknown): value is string => opaque.safeParse(value).success;
