/** What a row of a database means, whichever database gave it: both have the same tables. A row that cannot be read is told as `corrupt`. */
import { type HallEvent, hallEvent } from '../../domain/contracts/events.ts';
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import { type DayEntry, StoreFailure } from './contract.ts';

export type StoredRow = Record<string, unknown>;

/** Of `hall, day, plan, head`. */
export function dayOf(row: StoredRow): DayEntry {
	return {
		hall: String(row.hall),
		day: String(row.day),
		plan: sound(() => hallPlan.parse(JSON.parse(String(row.plan))), `the plan of ${row.day}`),
		head: Number(row.head),
	};
}

/** Of `position, event`. */
export function eventOf(row: StoredRow, day: string): HallEvent {
	return sound(() => hallEvent.parse(JSON.parse(String(row.event))), `event ${row.position} of ${day}`);
}

/** Of `key, value`. */
export function recordOf(row: StoredRow): { key: string; value: unknown } {
	return { key: String(row.key), value: JSON.parse(String(row.value)) };
}

function sound<T>(read: () => T, what: string): T {
	try {
		return read();
	} catch (cause) {
		throw new StoreFailure('corrupt', `The store holds something that cannot be read: ${what}. Restore it from a copy.`, cause);
	}
}
