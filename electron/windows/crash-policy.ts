/** What to do when a page has died (reliability.md 2.4): again at once, but not for ever. Pure, one per window. */
export const crashWindowMs = 60_000;
export const crashLimit = 3;

export type AfterCrash = { do: 'restart'; afterMs: number } | { do: 'safe-page'; againAfterMs: number };

/** `crashes` are the instants of earlier crashes; returns them with this one and without those that are too old. */
export function afterCrash(crashes: readonly number[], now: number): { crashes: number[]; next: AfterCrash } {
	const recent = [...crashes.filter((at) => now - at < crashWindowMs && at <= now), now];
	if (recent.length >= crashLimit) return { crashes: recent, next: { do: 'safe-page', againAfterMs: crashWindowMs } };
	return { crashes: recent, next: { do: 'restart', afterMs: 300 } };
}
