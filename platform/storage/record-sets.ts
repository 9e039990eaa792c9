/**
 * Which records there are: for each kind their number and the sum (XOR) of the checks that stand beside them, kept in the same transaction as the
 * records themselves. A record that went away leaves exactly its own check as the difference, so that a copy of it proves itself. Pure.
 */
import { rowCheck } from './row-proof.ts';

/** The note over the records of all kinds: tells when the note of one kind went away together with its records. */
export const everyKind = '*';
export const emptySum = '0'.repeat(16);

/** How many records of a kind there are, and the sum of their checks. */
export interface RecordSet {
	kind: string;
	count: number;
	sum: string;
}

/** A kind whose records are not those that were written. */
export interface UnevenRecords {
	/** `null` = not known any more: its note went away with them. */
	kind: string | null;
	/** How many are gone; negative = so many are there that nobody wrote. */
	gone: number;
	/** The sum of the checks of all that is gone (and of all that is too many). */
	rest: string;
}

const check = /^[0-9a-f]{16}$/;
const half = (sum: string, from: number) => Number.parseInt(sum.slice(from, from + 8), 16);

/** A check that is damaged itself counts as none. */
export function sumOf(one: string, other: string): string {
	if (!check.test(other)) return one;
	if (!check.test(one)) return other;
	const part = (from: number) => ((half(one, from) ^ half(other, from)) >>> 0).toString(16).padStart(8, '0');
	return part(0) + part(8);
}

/** The check of the note itself. */
export const noteCheck = ({ kind, count, sum }: RecordSet): string => rowCheck(`records of ${kind}`, count, sum);

/** What one transaction does to the notes. */
export class SetChanges {
	readonly #changes = new Map<string, RecordSet>();

	/** Their checks; `null` = there was no such record, or there is none now. */
	replaced(kind: string, before: string | null, after: string | null): void {
		for (const name of [kind, everyKind]) {
			const known = this.#changes.get(name) ?? { kind: name, count: 0, sum: emptySum };
			known.count += (after === null ? 0 : 1) - (before === null ? 0 : 1);
			for (const each of [before, after]) if (each !== null) known.sum = sumOf(known.sum, each);
			this.#changes.set(name, known);
		}
	}

	all(): RecordSet[] {
		return [...this.#changes.values()];
	}
}

/** Both together, by the name of the first. */
export function added({ kind, count, sum }: RecordSet, change: RecordSet): RecordSet {
	return { kind, count: count + change.count, sum: sumOf(sum, change.sum) };
}

export interface KeptSets {
	/** As they are noted; `null` in the place of one that is damaged itself. Several of one kind count together. */
	noted: { kind: string; set: RecordSet | null }[];
	/** As the rows that are there make them, by kind. */
	there: readonly RecordSet[];
}

/** `notes`: kinds whose own note is damaged or gone, though nothing else shows that a record is. */
export function compareSets({ noted, there }: KeptSets): { uneven: UnevenRecords[]; notes: string[] } {
	const actual = new Map(there.map((set) => [set.kind, set]));
	const whole = there.reduce((all, set) => added(all, set), { kind: everyKind, count: 0, sum: emptySum });
	const wanted = new Map<string, RecordSet | null>();
	for (const { kind, set } of noted) {
		const known = wanted.get(kind);
		wanted.set(kind, known === null || set === null ? null : known ? added(known, { ...set, kind }) : { ...set, kind });
	}
	const difference = (kind: string, set: RecordSet, now: RecordSet | undefined): UnevenRecords => ({
		kind,
		gone: set.count - (now?.count ?? 0),
		rest: sumOf(set.sum, now?.sum ?? emptySum),
	});
	const isEven = ({ gone, rest }: UnevenRecords) => gone === 0 && rest === emptySum;
	const uneven: UnevenRecords[] = [];
	const notes: string[] = [];
	for (const kind of new Set([...wanted.keys(), ...actual.keys()])) {
		if (kind === everyKind) continue;
		const set = wanted.get(kind);
		if (!set) notes.push(kind);
		else {
			const found = difference(kind, set, actual.get(kind));
			if (!isEven(found)) uneven.push(found);
		}
	}
	const all = wanted.get(everyKind);
	if (!all) {
		// Without it a kind that went away together with its note would not be missed. A store has it from its first day on.
		notes.push(everyKind);
		// With no note left at all, nothing says whether there ever were any records.
		if (wanted.size === 0) notes.push('?');
		return { uneven, notes };
	}
	// What the notes that hold do not explain is of the kinds whose notes do not, or of one that nothing names any more.
	const left = uneven.reduce<UnevenRecords>(
		(rest, each) => ({ kind: null, gone: rest.gone - each.gone, rest: sumOf(rest.rest, each.rest) }),
		difference(everyKind, all, whole),
	);
	if (!isEven(left)) uneven.push({ ...left, kind: notes.length === 1 ? notes[0]! : null });
	return { uneven, notes };
}

/** For a person; names a kind, never a record. */
export function unevenInWords({ kind, gone }: UnevenRecords): string {
	const which = kind === null ? 'records of a kind that is not known any more' : `records of the kind ${kind}`;
	if (gone > 0) return `${gone} ${gone === 1 ? which.replace('records', 'record') : which} ${gone === 1 ? 'is' : 'are'} gone`;
	if (gone < 0) return `${-gone} ${which} ${gone === -1 ? 'is' : 'are'} there that nobody wrote`;
	return `${which} were put in the place of others`;
}
