/** How old the board's knowledge is, and what may still be claimed from it. */

/** From here the age is shown beside the dot in amber; design tokens `time.boardStaleMs`. */
export const agingAfterMs = 15_000;
/** From here waits are removed and the board asks people to listen to staff; design tokens `time.boardOldMs`. */
export const staleAfterMs = 60_000;

export type Freshness = { level: 'live' | 'aging' | 'stale'; ageMs: number } | { level: 'never'; ageMs: null };

/**
 * @param heardAt when the platform was last heard, ms; `null` = never since start.
 * @param now the same clock, ms. A clock set back counts as age 0, never as a negative age.
 */
export function freshness(heardAt: number | null, now: number): Freshness {
	if (heardAt === null) return { level: 'never', ageMs: null };
	const ageMs = Math.max(0, now - heardAt);
	if (ageMs >= staleAfterMs) return { level: 'stale', ageMs };
	return { level: ageMs >= agingAfterMs ? 'aging' : 'live', ageMs };
}
