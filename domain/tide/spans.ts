import type { Span } from './tide-hall.ts';

/** The same time covered by spans that are in order and do not touch. */
export function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: [number, number][] = [];
	for (const [from, until] of [...spans].sort((one, other) => one[0] - other[0])) {
		const before = merged.at(-1);
		if (before && from <= before[1]) before[1] = Math.max(before[1], until);
		else merged.push([from, until]);
	}
	return merged;
}
