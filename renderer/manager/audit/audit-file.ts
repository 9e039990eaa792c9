/** The audit as a file to be taken away. Pure. */
import type { AuditRow } from '../../../domain/contracts/audit.ts';
import { csvOf } from '../../../domain/reconciliation/csv.ts';

export const auditColumns = ['at', 'staff', 'station', 'what', 'ref', 'part', 'reason', 'line'] as const;
type Words = (key: string, params?: Record<string, string | number>) => string;

/** What a row says under each column; `time`: in the hall's zone. */
export function cellsOf(row: AuditRow, words: Words, time: (at: number) => string): Record<(typeof auditColumns)[number], string> {
	const { at, staff, station, what, ref, part, reason, chain, n } = row;
	return {
		at: time(at),
		staff: staff ?? words(station === 'PLATFORM' ? 'itself' : 'nobody'),
		station: station === 'PLATFORM' ? words('platform') : (station ?? ''),
		what: words(`deeds.${what}`, { defaultValue: what }),
		ref: ref ?? '',
		part: part === null ? '' : words(`parts.${part}`, { defaultValue: part }),
		reason: reason === null ? '' : words(`reasons.${reason}`, { defaultValue: reason }),
		line: `${chain}/${n}`,
	};
}

/** What a spreadsheet opens: no cell of it is a formula. */
export function auditCsv(rows: readonly AuditRow[], words: Words, time: (at: number) => string): string {
	return csvOf([
		auditColumns.map((column) => words(`columns.${column}`)),
		...rows.map((row) => {
			const cells = cellsOf(row, words, time);
			return auditColumns.map((column) => cells[column]);
		}),
	]);
}

export const auditJson = (rows: readonly AuditRow[]): string => `${JSON.stringify({ schema: 'audit/1', rows }, null, 1)}\n`;
