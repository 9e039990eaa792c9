/** A week of proposals in figures, and as a file. Pure. */
import { csvOf } from '../../../domain/reconciliation/csv.ts';
import type { TideWords } from './tide-words.ts';
import type { PlanFigure, WeekRow } from './use-week.ts';

export interface WeekSums {
	ends: Record<'approved' | 'edited' | 'automatic' | 'rejected' | 'expired' | 'declined' | 'undone', number>;
	/** Of those that could be played again. */
	savedMin: number;
	measured: number;
}

/** Taken back and refused at a window are counted besides what the manager answered. */
export function sumsOfWeek(rows: readonly WeekRow[]): WeekSums {
	const ends: WeekSums['ends'] = { approved: 0, edited: 0, automatic: 0, rejected: 0, expired: 0, declined: 0, undone: 0 };
	let savedMin = 0;
	let measured = 0;
	for (const { plan, figure } of rows) {
		if (plan.end !== 'open') ends[plan.end] += 1;
		if (plan.undoneAt !== null) ends.undone += 1;
		if (plan.declined.length > 0) ends.declined += 1;
		if (figure === null || typeof figure === 'string') continue;
		savedMin += figure.savedMin;
		measured += 1;
	}
	return { ends, savedMin, measured };
}

/** Monday to Sunday of the week `back` weeks before that of `today`. */
export function weekOf(today: string, back: number): { from: string; to: string } {
	const dayMs = 86_400_000;
	const at = Date.parse(`${today}T00:00:00Z`);
	const weekday = (new Date(at).getUTCDay() + 6) % 7;
	const monday = at - (weekday + 7 * back) * dayMs;
	const text = (time: number) => new Date(time).toISOString().slice(0, 10);
	return { from: text(monday), to: text(monday + 6 * dayMs) };
}

export function weekTable(
	rows: readonly WeekRow[],
	say: { tw: TideWords; stamp(at: number): string; answer(row: WeekRow): string; figure(figure: PlanFigure): string },
): string {
	const { words } = say.tw;
	const head = ['when', 'what', 'answer', 'foreseen', 'measured'].map((column) => words(`week.columns.${column}`));
	const lines = rows.map((row) => [
		say.stamp(row.plan.at),
		say.tw.moves(row.plan.moves).join(words('join.semicolon')),
		[words(`week.sums.${row.plan.undoneAt !== null ? 'undone' : row.plan.end}`), say.answer(row)]
			.filter((each) => each !== '')
			.join(words('join.semicolon')),
		String(Math.round(row.plan.foreseenMin)),
		row.figure !== null && typeof row.figure !== 'string' ? String(Math.round(row.figure.savedMin)) : say.figure(row.figure),
	]);
	return csvOf([head, ...lines]);
}
