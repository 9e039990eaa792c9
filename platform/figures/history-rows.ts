/**
 * Figures of each day, kept as one row a day beside the logs. The logs are the truth: a row that is behind, missing, of another log than the one that
 * lies there now (a take-over forked it) or made by an earlier program is made again from it.
 */
import { z } from 'zod';
import { markOf } from '../../domain/complaints/evolve-day.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { type DayFigures, dayFigures } from '../../domain/tide/past-day/day-figures.ts';
import { type PastDay, pastDayOf } from '../../domain/tide/past-day/past-day.ts';
import { isDamage } from '../authority/hall-log.ts';
import type { DayEntry, HallStore } from '../storage/contract.ts';

/** Raised when the figures of the same log become others. */
const version = 1;
/** Events read at once. */
const atOnce = 2_000;
const row = z.looseObject({ version: z.literal(version), mark: z.string(), figures: z.looseObject({ position: z.number().int() }) });

export class HistoryRows {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #known = new Map<string, DayFigures>();
	#turn: Promise<unknown> = Promise.resolve();

	constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#hall = hall;
	}

	/** Figures of the days of a period that have a log, oldest first, and the days that cannot be read. Rejects with a `StoreFailure`. */
	of(from: string, to: string): Promise<{ days: DayFigures[]; damaged: string[]; since: string | null }> {
		const turn = this.#turn.then(() => this.#of(from, to));
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #of(from: string, to: string): Promise<{ days: DayFigures[]; damaged: string[]; since: string | null }> {
		const heads = await this.#store.heads(this.#hall, '0000-00-00');
		const days: DayFigures[] = [];
		const damaged: string[] = [];
		for (const { day, head } of heads) {
			if (day < from || day > to || head === 0) continue;
			try {
				const figures = await this.#day(day, head);
				if (figures) days.push(figures);
			} catch (cause) {
				if (!isDamage(cause)) throw cause;
				damaged.push(day);
			}
		}
		return { days, damaged, since: heads.find(({ head }) => head > 0)?.day ?? null };
	}

	async #day(day: string, head: number): Promise<DayFigures | null> {
		const known = this.#known.get(day);
		if (known?.position === head) return known;
		const kept = known === undefined ? await this.#kept(day, head) : null;
		const read = kept === null ? await this.read(day) : null;
		const figures = kept ?? (read && dayFigures(read.past, read.entry.plan));
		if (!figures) return null;
		if (read?.mark) await this.#store.putRecord(this.#kind, day, { version, mark: read.mark, figures });
		this.#known.set(day, figures);
		return figures;
	}

	/** A day as its log tells it; `null` = the hall has no log of it. Rejects with a `StoreFailure`. */
	async read(day: string): Promise<{ past: PastDay; entry: DayEntry; mark: string | null } | null> {
		const entry = await this.#store.day(this.#hall, day);
		if (!entry || entry.head === 0) return null;
		const events: HallEvent[] = [];
		while (events.length < entry.head) {
			const page = await this.#store.read(this.#hall, day, events.length, atOnce);
			if (page.length === 0) break;
			events.push(...page);
		}
		const last = events.at(-1);
		return { past: pastDayOf(day, entry.plan.windows, events), entry, mark: last ? markOf(last) : null };
	}

	/** The kept row, when it was made from the whole of the log that lies there. */
	async #kept(day: string, head: number): Promise<DayFigures | null> {
		const read = row.safeParse(await this.#store.record(this.#kind, day));
		if (!read.success || read.data.figures.position !== head) return null;
		const [event] = await this.#store.read(this.#hall, day, head - 1, 1);
		return event && markOf(event) === read.data.mark ? (read.data.figures as unknown as DayFigures) : null;
	}

	/** After the log below may have become another one (a take-over): rows are compared anew. */
	doubt(): void {
		this.#known.clear();
	}

	get #kind(): string {
		return `day-figures/${this.#hall}`;
	}
}
