import type { TicketNumber } from './contracts/identity.ts';

/** Digits of a number in a terminal's own series, e.g. `A2-007`. */
export const ownSeriesDigits = 3;

/** Shared numbers of a term: block 1 begins with `A1001`. */
export const numbersInBlock = 1_000;

/** `A` and 15 make `A015`; `A2` (queue A, terminal 2) and 7 make `A2-007`. */
export function numberInSeries(series: string, sequence: number, digits: number): TicketNumber {
	const figures = String(sequence).padStart(digits, '0');
	return /\d$/.test(series) ? `${series}-${figures}` : `${series}${figures}`;
}

/** Series and sequence a printed number stands for. The number on paper is the truth, so they are read from it. */
export function partsOfNumber(number: TicketNumber): { series: string; sequence: number } {
	const match = /^([A-Z]+)(?:(\d{1,2})-)?(\d+)$/.exec(number);
	return { series: `${match?.[1] ?? ''}${match?.[2] ?? ''}`, sequence: Number(match?.[3] ?? 0) };
}
