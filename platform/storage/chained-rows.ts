/** Rows of the log as they are read for use: each one held to its chain value, or the read is refused. Whichever database gave them. */
import { type HallEvent, hallEvent } from '../../domain/contracts/events.ts';
import { chainStart } from '../../domain/day-hash.ts';
import { valueIn } from './day-proof.ts';
import { chainAfter } from './row-proof.ts';
import { StoreFailure } from './store-failure.ts';
import type { StoredRow } from './stored-rows.ts';

/**
 * `rows`: of `position, event, chain`, from `position` itself on (the row before the first wanted one, for its chain value) and in order. Rejects
 * with `corrupt` at the first that does not fit.
 */
export function eventsOf(rows: readonly StoredRow[], day: string, position: number): HallEvent[] {
	const [first, ...others] = position === 0 ? [null, ...rows] : rows;
	if (first === undefined) return [];
	if (first !== null && Number(first.position) !== position)
		throw damaged(day, position, `is missing, and ${rows.length} behind it are there`);
	let chain = first === null ? chainStart : String(first.chain);
	return others.map((row, index) => {
		const wanted = position + index + 1;
		if (Number(row!.position) !== wanted) throw damaged(day, wanted, 'is missing, and others behind it are there');
		const value = valueIn(String(row!.event));
		if (value === undefined) throw damaged(day, wanted, 'cannot be read');
		chain = chainAfter(chain, value);
		if (chain !== row!.chain) throw damaged(day, wanted, 'is not what was written, or what proves it is not');
		const read = hallEvent.safeParse(value);
		if (!read.success) throw damaged(day, wanted, 'is none that this program knows');
		return read.data;
	});
}

function damaged(day: string, position: number, what: string): StoreFailure {
	return new StoreFailure('corrupt', `The log is damaged: event ${position} of ${day} ${what}. Nothing was decided on it.`);
}

/** Of `event`: what can be read, whatever it is worth. */
export function unproved(rows: readonly StoredRow[]): HallEvent[] {
	return rows.flatMap((row) => {
		const read = hallEvent.safeParse(valueIn(String(row.event)));
		return read.success ? [read.data] : [];
	});
}
