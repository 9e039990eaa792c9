/**
 * Numbers that no machine gives out: series 90 to 99 of each queue (`A90-001` … `A99-990`), printed ahead on sheets of ten. Terminals count in
 * series 1 to 89 and shared numbers have no dash, so they meet neither (M1). A sheet has the same numbers whenever it is printed; a number may be
 * used once a day, so a new print run goes on after the sheets that still lie in the drawer.
 */
import type { QueueId, TicketNumber } from '../contracts/identity.ts';
import { numberInSeries, ownSeriesDigits, partsOfNumber } from '../ticket-number.ts';

/** Terminals have lower numbers than this. */
export const firstReserveSeries = 90;
const reserveSeriesCount = 10;
export const numbersOnSheet = 10;
/** 99 sheets of ten: three figures are enough for each number. */
const sheetsInSeries = 99;
export const sheetCount = reserveSeriesCount * sheetsInSeries;

/** Whether this number is from a reserve sheet. */
export function isReserveNumber(number: TicketNumber): boolean {
	return isReserveSeries(partsOfNumber(number).series);
}

export function isReserveSeries(series: string): boolean {
	return /^[A-Z]{1,2}9\d$/.test(series);
}

/** The ten numbers of a sheet, 1 to 990. */
export function numbersOfSheet(queue: QueueId, sheet: number): TicketNumber[] {
	const series = `${queue}${firstReserveSeries + Math.floor((sheet - 1) / sheetsInSeries)}`;
	const first = ((sheet - 1) % sheetsInSeries) * numbersOnSheet;
	return Array.from({ length: numbersOnSheet }, (_, index) => numberInSeries(series, first + index + 1, ownSeriesDigits));
}

/** The sheet a reserve number is on; `null` when no sheet has it. */
export function sheetOf(number: TicketNumber): { queue: QueueId; sheet: number } | null {
	const { series, sequence } = partsOfNumber(number);
	const parts = /^([A-Z]{1,2})(9\d)$/.exec(series);
	if (!parts?.[1] || sequence < 1 || sequence > sheetsInSeries * numbersOnSheet) return null;
	const sheet = (Number(parts[2]) - firstReserveSeries) * sheetsInSeries + Math.floor((sequence - 1) / numbersOnSheet) + 1;
	return { queue: parts[1], sheet };
}

/** What stands on the sheet and is said on the telephone: `A-007`. */
export function sheetName(queue: QueueId, sheet: number): string {
	return `${queue}-${String(sheet).padStart(3, '0')}`;
}

/** Reads `A-007`; `null` for anything else. */
export function parseSheetName(text: string): { queue: QueueId; sheet: number } | null {
	const parts = /^([A-Z]{1,2})-?(\d{1,3})$/.exec(text.trim().toUpperCase());
	const sheet = Number(parts?.[2]);
	return parts?.[1] && sheet >= 1 && sheet <= sheetCount ? { queue: parts[1], sheet } : null;
}
