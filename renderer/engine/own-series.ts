/** Numbers of this machine's own series: the next one is above everything the journal, the platform and the day know (T1, I-2). */

export interface OwnSeries {
	/** By `<day>/<series>`, as the journal keeps it. */
	journalKnows(series: Record<string, number>): void;
	platformKnows(day: string, series: Record<string, number>): void;
	/**
	 * `inState`: highest sequence of this series in the folded day. A day that only this machine's clock named goes on above every day before:
	 * had the clock jumped, the platform would take these papers on the day whose low numbers are used up.
	 */
	next(day: string, series: string, inState: number, dayNamedByPlatform: boolean): number;
	used(day: string, series: string, sequence: number): void;
	/** Drops what belongs to days before this one. */
	forget(before: string): void;
}

export function createOwnSeries(): OwnSeries {
	const highest = new Map<string, number>();
	const raise = (key: string, to: number) => highest.set(key, Math.max(to, highest.get(key) ?? 0));
	return {
		journalKnows(series) {
			for (const [key, sequence] of Object.entries(series)) raise(key, sequence);
		},
		platformKnows(day, series) {
			for (const [name, sequence] of Object.entries(series)) raise(`${day}/${name}`, sequence);
		},
		next(day, series, inState, named) {
			const own = [...highest].filter(([key]) => (named ? key === `${day}/${series}` : key.slice(11) === series));
			return Math.max(inState, ...own.map(([, sequence]) => sequence)) + 1;
		},
		used: (day, series, sequence) => raise(`${day}/${series}`, sequence),
		forget(before) {
			for (const key of [...highest.keys()]) if (key.slice(0, 10) < before) highest.delete(key);
		},
	};
}
