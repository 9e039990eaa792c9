/** Looks a whole store over: every day against its chain, every row beside the logs against its check. */
import type { DamagedRow, HallStore } from '../storage/contract.ts';
import type { Damage, DayProof } from '../storage/day-proof.ts';

export interface LookedOver {
	/** Days that are not what was written, oldest first. */
	days: DayProof[];
	rows: DamagedRow[];
}

/** Rejects with a `StoreFailure` when nothing can be read any more. */
export async function lookOver(store: HallStore): Promise<LookedOver> {
	const days: DayProof[] = [];
	for (const { hall, day } of await store.keptDays()) {
		const proof = await store.prove(hall, day);
		if (proof.damage.length > 0) days.push(proof);
	}
	return { days, rows: await store.damagedRows() };
}

/** One damage for a person: what, where. */
export function damageInWords({ day, kind, from, to }: Damage): string {
	const which = from === to ? `event ${from}` : `events ${from} to ${to}`;
	switch (kind) {
		case 'changed':
			return `${day}: ${which} is not what was written (changed, or put in the place of another)`;
		case 'unreadable':
			return `${day}: ${which} cannot be read any more`;
		case 'missing':
			return `${day}: ${which} ${from === to ? 'is' : 'are'} missing`;
		case 'too-many':
			return `${day}: ${which} ${from === to ? 'stands' : 'stand'} behind the end of the log`;
		case 'other-history':
			return `${day}: up to event ${from} the log fits together, but it is not the one that was written`;
		case 'chain-value':
			return `${day}: the chain value beside ${which} is damaged; the event itself is proved by those after it`;
		case 'head':
			return `${day}: the note of where the log ends is damaged; the events themselves are proved`;
		case 'no-day':
			return `${day}: there are rows of this day, but not the day itself`;
		case 'plan':
			return `${day}: the plan of this day is not what was written`;
	}
}

/** All that was found, each for a person; empty = everything is what was written. */
export function allInWords({ days, rows }: LookedOver): string[] {
	return [...days.flatMap((day) => day.damage.map(damageInWords)), ...rows.map(({ table, what }) => `${table}: ${what}`)];
}
