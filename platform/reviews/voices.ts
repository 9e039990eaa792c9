/**
 * What every day's log says of reviews and cases, kept as one row a day beside the logs. The logs are the truth: a row that is behind, missing, or
 * of another log than the one that lies there now (a take-over forked it) is made again from it.
 */
import { z } from 'zod';
import { evolveVoices, markOf, startOfVoices, type VoiceDay } from '../../domain/complaints/evolve-day.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { mostDays } from '../../domain/contracts/review-desk.ts';
import { unlessDamaged } from '../authority/hall-log.ts';
import type { HallStore } from '../storage/contract.ts';

/** Events read at once. */
const atOnce = 2_000;
/** Days that are over and may still get late reports (`authority/late-days.ts`). */
const lateDays = 16;
const dayMs = 24 * 3_600_000;
/** Older days are asked for their cases alone: their reviews and services stay in the store, and out of memory. */
const rememberedDays = mostDays + 8;

/** What must be true of a row before it is gone on with; a row that is not so is made anew. */
const row = z.looseObject({ day: z.string(), position: z.number().int().min(0), mark: z.string(), entries: z.array(z.unknown()) });

export class Voices {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #days = new Map<string, VoiceDay>();
	#turn: Promise<unknown> = Promise.resolve();
	#looked = false;

	private constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#hall = hall;
	}

	/** Rejects with a `StoreFailure`. */
	static async load(store: HallStore, hall: string): Promise<Voices> {
		const voices = new Voices(store, hall);
		for (const { key, value } of await store.records(voices.#kind))
			if (row.safeParse(value).success) voices.#days.set(key, value as VoiceDay);
		return voices;
	}

	get #kind(): string {
		return `voices/${this.#hall}`;
	}

	/** Newest last. */
	days(): VoiceDay[] {
		return [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
	}

	/**
	 * Reads what the logs hold beyond the rows: of all days the first time, then of those that may still grow. Rejects with a `StoreFailure`.
	 * `today`: business day.
	 */
	catchUp(today: string): Promise<void> {
		const turn = this.#turn.then(() => this.#catchUp(today));
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #catchUp(today: string): Promise<void> {
		const since = this.#looked ? new Date(Date.parse(today) - lateDays * dayMs).toISOString().slice(0, 10) : '0000-00-00';
		for (const { day, head } of await this.#store.heads(this.#hall, since)) {
			const known = this.#days.get(day);
			const kept = known && (this.#looked || (await this.#isOfThisLog(known, head))) && known.position <= head ? known : null;
			if (kept ? kept.position === head : head === 0) continue;
			let voices = kept ?? startOfVoices(this.#hall, day);
			while (voices.position < head) {
				const events = await unlessDamaged(this.#store.read(this.#hall, day, voices.position, atOnce), []);
				if (events.length === 0) break;
				voices = evolveVoices(voices, events);
			}
			await this.#store.putRecord(this.#kind, day, voices);
			this.#days.set(day, voices);
		}
		this.#looked = true;
		const remembered = new Date(Date.parse(today) - rememberedDays * dayMs).toISOString().slice(0, 10);
		for (const [day, voices] of this.#days)
			if (day < remembered && voices.position > 0) this.#days.set(day, { ...voices, ended: {}, reviews: [] });
	}

	/** Whether the event at the row's position is the one that the row was made up to. */
	async #isOfThisLog(voices: VoiceDay, head: number): Promise<boolean> {
		if (voices.position > head) return false;
		if (voices.position === 0) return true;
		const [event] = await unlessDamaged<(HallEvent | null)[]>(this.#store.read(this.#hall, voices.day, voices.position - 1, 1), [null]);
		// What cannot be read now was counted while it could.
		return event === null || (event !== undefined && markOf(event) === voices.mark);
	}

	/** After the log below may have become another one (a take-over): rows are compared anew at the next look. */
	doubt(): void {
		this.#looked = false;
	}
}
