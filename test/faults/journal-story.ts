/** What a machine's lives have tried and been told is kept, and whether its journal agrees once it was opened again. */
import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import { type JournalNote, openJournal } from '../../electron/journal/open-journal.ts';
import type { Said } from './live.ts';

const stations = ['T2', 'W02'];
/** Print jobs further back than this may have been forgotten by a start (see `jobsKept`). */
const jobsChecked = 900;

export class JournalStory {
	#epochs: Record<string, string> | null = null;
	#tried: JournalEntry[] = [];
	#kept: JournalEntry[] = [];

	get acknowledged(): number {
		return this.#kept.length;
	}

	/** Adds what one life said. */
	hear(lines: Said[]): string[] {
		const tries = new Map<number, JournalEntry[]>();
		const losses: string[] = [];
		for (const [word, value] of lines) {
			if (word === 'open') {
				if (this.#epochs && !isDeepStrictEqual(this.#epochs, value)) losses.push('a seat came up with another epoch');
				this.#epochs = value as Record<string, string>;
			}
			if (word === 'try') {
				const { id, entries } = value as { id: number; entries: JournalEntry[] };
				tries.set(id, entries);
				this.#tried.push(...entries);
			}
			if (word === 'kept') this.#kept.push(...tries.get((value as { id: number }).id)!);
		}
		return losses;
	}

	/** Opens the journal as the next start does; answers what is lost, half there or invented, in words. */
	async check(folder: string, allowed: JournalNote['code'][] = []): Promise<string[]> {
		const losses: string[] = [];
		const notes: JournalNote['code'][] = [];
		const open = () => openJournal({ folder, stations, now: Date.now, note: ({ code }) => notes.push(code) });
		const journal = await open();
		try {
			const may = new Set<JournalNote['code']>(['journal-torn-line-cut', ...allowed]);
			if (!this.#epochs) may.add('journal-created');
			for (const code of notes) if (!may.has(code)) losses.push(`the journal was opened with the note ${code}`);
			losses.push(...this.#compare(journal));
			const seat = journal.seats(['T2'])[0]!;
			this.#epochs ??= Object.fromEntries(journal.seats(stations).map(({ station, epoch }) => [station, epoch]));
			const next: JournalEntry = { type: 'asked', station: 'T2', n: seat.lastN + 1 };
			this.#tried.push(next);
			await journal.append([next]);
			this.#kept.push(next);
		} finally {
			await journal.close();
		}
		const again = await open();
		try {
			losses.push(...this.#compare(again).map((loss) => `after the next append: ${loss}`));
		} finally {
			await again.close();
		}
		return losses;
	}

	#compare(journal: Awaited<ReturnType<typeof openJournal>>): string[] {
		const losses: string[] = [];
		const answered = new Set(this.#tried.flatMap((entry) => (entry.type === 'settled' ? [`${entry.station}/${entry.n}`] : [])));
		const seats = new Map(journal.seats(stations).map((seat) => [seat.station, seat]));
		const asks = new Map([...seats].map(([station, seat]) => [station, new Set(seat.openAsks)]));
		const owed = new Map([...seats].map(([station, seat]) => [station, new Map(seat.owed.map((command) => [command.n, command]))]));
		const jobs = this.#tried.flatMap((entry) => (entry.type === 'printing' ? [entry.job] : []));
		const recent = new Set(jobs.slice(-jobsChecked));
		for (const [station, epoch] of Object.entries(this.#epochs ?? {}))
			if (seats.get(station)?.epoch !== epoch) losses.push(`${station} has another epoch`);

		for (const entry of this.#kept) {
			if (entry.type === 'printing' || entry.type === 'printed') {
				if (!recent.has(entry.job)) continue;
				const outcome = journal.job(entry.job);
				if (entry.type === 'printing' ? outcome === undefined : outcome !== entry.outcome)
					losses.push(`${entry.type} ${entry.job} is lost`);
				continue;
			}
			// The writer knows no take-over.
			if (entry.type === 'term' || entry.type === 'came' || entry.type === 'offer' || entry.type === 'offered') continue;
			const seat = seats.get(entry.station);
			if (!seat) {
				losses.push(`the seat ${entry.station} is lost`);
				continue;
			}
			if (entry.type === 'series') {
				if ((seat.series[`${entry.day}/${entry.series}`] ?? 0) < entry.sequence) losses.push(`the own number ${entry.sequence} is lost`);
				continue;
			}
			// The writer takes its numbers from no block.
			if (entry.type === 'block') continue;
			const n = entry.type === 'reported' ? entry.command.n : entry.n;
			if (seat.lastN < n) losses.push(`${entry.station} forgot that it used ${n}`);
			const isAsk = asks.get(entry.station)!.has(n);
			const report = owed.get(entry.station)!.get(n);
			if (entry.type === 'settled') {
				if (isAsk || report) losses.push(`the answer to ${entry.station} ${n} is lost`);
			} else if (!answered.has(`${entry.station}/${n}`)) {
				if (entry.type === 'asked' ? !isAsk : !isDeepStrictEqual(report, entry.command))
					losses.push(`${entry.type} ${entry.station} ${n} is lost`);
			}
		}
		return [...losses, ...this.#invented(seats)];
	}

	/** Whatever the journal holds was said by somebody, and is whole. */
	#invented(seats: Map<string, { station: string; lastN: number; openAsks: number[]; owed: { n: number }[] }>): string[] {
		const losses: string[] = [];
		const asked = new Set(this.#tried.flatMap((entry) => (entry.type === 'asked' ? [`${entry.station}/${entry.n}`] : [])));
		const reported = new Map(
			this.#tried.flatMap((entry) => (entry.type === 'reported' ? [[`${entry.station}/${entry.command.n}`, entry.command] as const] : [])),
		);
		for (const { station, lastN, openAsks, owed } of seats.values()) {
			for (const n of openAsks) if (!asked.has(`${station}/${n}`)) losses.push(`the ask ${station} ${n} was never made`);
			for (const command of owed)
				if (!isDeepStrictEqual(reported.get(`${station}/${command.n}`), command))
					losses.push(`the report ${station} ${command.n} was never made so`);
			if (lastN > 0 && !asked.has(`${station}/${lastN}`) && !reported.has(`${station}/${lastN}`))
				losses.push(`${station} counts up to ${lastN}, which was never used`);
		}
		return losses;
	}
}
