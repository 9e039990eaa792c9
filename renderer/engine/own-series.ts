/**
 * Numbers of this machine's own series: the next one is above everything the journal, the platform and the day know of this journal's own block
 * (T1, I-2). Which block that is only the platform can say: a journal that was never told gives out none, since what an earlier one printed
 * is on paper and not known here.
 */
import type { HallDay } from '../../domain/contracts/state.ts';
import type { OwnBlock } from '../../domain/own-block.ts';

/** Why there is no next number. */
export type NoOwnNumber = 'own-series-unknown' | 'own-series-full';

export interface OwnSeries {
	/** By `<day>/<series>`, as the journal keeps it. */
	journalKnows(series: Record<string, number>): void;
	platformKnows(day: string, series: Record<string, number>): void;
	/** `terminal`: its number, as it stands in the names of its series. */
	allot(terminal: number, block: OwnBlock): void;
	/**
	 * `inDay`: sequences of this series in the folded day. A day that only this machine's clock named goes on above every day before:
	 * had the clock jumped, the platform would take these papers on the day whose low numbers are used up.
	 */
	next(day: string, series: string, inDay: Iterable<number>, dayNamedByPlatform: boolean): number | NoOwnNumber;
	used(day: string, series: string, sequence: number): void;
	/** Highest number known of each own series on this day. */
	highest(folded: HallDay): Record<string, number>;
	/** Drops what belongs to days before this one. */
	forget(before: string): void;
}

/** Sequences of a series in a folded day. */
export function sequencesOf(day: HallDay, series: string): number[] {
	return Object.values(day.tickets).flatMap((ticket) => (ticket.series === series ? [ticket.sequence] : []));
}

export function createOwnSeries(): OwnSeries {
	/** Every number known of, by day and series: a restored image knows fewer than the platform, and not the highest ones. */
	const known = new Map<string, Set<number>>();
	const blocks = new Map<number, OwnBlock>();
	const add = (key: string, sequence: number) => {
		const of = known.get(key) ?? new Set();
		known.set(key, of.add(sequence));
	};
	return {
		journalKnows(series) {
			for (const [key, sequence] of Object.entries(series)) add(key, sequence);
		},
		platformKnows(day, series) {
			for (const [name, sequence] of Object.entries(series)) add(`${day}/${name}`, sequence);
		},
		allot: (terminal, block) => void blocks.set(terminal, block),
		next(day, series, inDay, named) {
			const block = blocks.get(Number(/\d+$/.exec(series)?.[0]));
			if (!block) return 'own-series-unknown';
			let highest = block.from - 1;
			const look = (sequence: number) => {
				if (sequence >= block.from && sequence <= block.to) highest = Math.max(highest, sequence);
			};
			for (const [key, sequences] of known) if (named ? key === `${day}/${series}` : key.slice(11) === series) sequences.forEach(look);
			for (const sequence of inDay) look(sequence);
			return highest >= block.to ? 'own-series-full' : highest + 1;
		},
		used: (day, series, sequence) => add(`${day}/${series}`, sequence),
		highest({ day, series }) {
			const highest = Object.fromEntries(Object.entries(series).filter(([name]) => /\d$/.test(name)));
			for (const [key, sequences] of known) {
				const name = key.slice(day.length + 1);
				if (key.startsWith(`${day}/`) && /\d$/.test(name)) highest[name] = Math.max(highest[name] ?? 0, ...sequences);
			}
			return highest;
		},
		forget(before) {
			for (const key of [...known.keys()]) if (key.slice(0, 10) < before) known.delete(key);
		},
	};
}
