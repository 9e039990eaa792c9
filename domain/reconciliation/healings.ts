/** Cuts that lay over each other healed together: a dead platform cuts everyone off at once. What is merely late stands by itself. */
import type { Cut } from '../contracts/reconciliation.ts';

export interface Healing {
	basis: Cut['basis'];
	/** Earliest known begin and latest end; `null` = not known. */
	since: number | null;
	until: number | null;
	cuts: Cut[];
}

/** Newest first. */
export function healingsOf(cuts: readonly Cut[]): Healing[] {
	const healings: Healing[] = [];
	const said = cuts.filter(({ basis }) => basis === 'said').sort((one, other) => beginOf(one) - beginOf(other));
	for (const cut of said) {
		const last = healings.at(-1);
		if (!last || beginOf(cut) > (last.until ?? 0)) {
			healings.push({ basis: 'said', since: cut.since, until: cut.until, cuts: [cut] });
			continue;
		}
		last.cuts.push(cut);
		last.since = last.since === null ? cut.since : cut.since === null ? last.since : Math.min(last.since, cut.since);
		last.until = Math.max(last.until ?? 0, cut.until ?? 0);
	}
	for (const cut of cuts) if (cut.basis === 'late') healings.push({ basis: 'late', since: null, until: null, cuts: [cut] });
	const newest = ({ until, cuts: all }: Healing) => until ?? Math.max(...all.map(({ heardTo }) => heardTo ?? 0));
	return healings.sort((one, other) => newest(other) - newest(one));
}

function beginOf({ since, firstAt, until }: Cut): number {
	return since ?? firstAt ?? until ?? 0;
}
