/** What a row of a database means, whichever database gave it: both have the same tables. A row that cannot be read is told as `corrupt`. */
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import type { DayEntry, KeptOutcome } from './contract.ts';
import { mustHold } from './row-proof.ts';
import { StoreFailure } from './store-failure.ts';

export type StoredRow = Record<string, unknown>;

/** Of `hall, day, plan, proof, head`. */
export function dayOf(row: StoredRow): DayEntry {
	const [hall, day, plan] = [String(row.hall), String(row.day), String(row.plan)];
	mustHold(row.proof, [hall, day, plan], `the plan of ${day}`);
	if (row.head === null || row.head === undefined)
		throw new StoreFailure(
			'corrupt',
			`The store is damaged: where the log of ${day} ends is not known any more. Nothing was decided on it.`,
		);
	return { hall, day, plan: sound(() => hallPlan.parse(JSON.parse(plan)), `the plan of ${day}`), head: Number(row.head) };
}

/** Of `n, proof`. `seat`: hall, station, epoch. */
export function numberOf(row: StoredRow, seat: [string, string, string]): number {
	mustHold(row.proof, [...seat, Number(row.n)], `the last number of ${seat[1]}`);
	return Number(row.n);
}

/** Of `outcome, proof`. `of`: hall, station, epoch, n. */
export function outcomeOf(row: StoredRow, of: [string, string, string, number]): KeptOutcome {
	mustHold(row.proof, [...of, String(row.outcome)], `the outcome of command ${of[3]} of ${of[1]}`);
	return sound(() => JSON.parse(String(row.outcome)) as KeptOutcome, `an outcome of ${of[1]}`);
}

/** Of `kind, key, value, proof`. */
export function recordOf(row: StoredRow): { key: string; value: unknown } {
	const [kind, key, value] = [String(row.kind), String(row.key), String(row.value)];
	mustHold(row.proof, [kind, key, value], `a record of the kind ${kind}`);
	return { key, value: sound(() => JSON.parse(value), `a record of the kind ${kind}`) };
}

function sound<T>(read: () => T, what: string): T {
	try {
		return read();
	} catch (cause) {
		throw new StoreFailure('corrupt', `The store holds something that cannot be read: ${what}. Nothing was decided on it.`, cause);
	}
}
