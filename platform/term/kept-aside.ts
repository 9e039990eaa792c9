/**
 * A store whose log forked: what it alone went on to write in an earlier term is kept aside for good, and the hall's log begins anew beside it
 * (S1: nothing is changed or deleted). Whoever reads by the hall's code reads the newest line of the log, and of days that it does not hold the one
 * before.
 */
import { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { platformTerm } from '../../domain/contracts/term.ts';
import type { DayEntry, DayHead, HallStore } from '../storage/contract.ts';

const kind = 'log-lines';

const line = z.object({
	/** Day and position from which on this line stands alone. */
	day: z.string(),
	from: z.number().int(),
	term: platformTerm,
	/** What it alone holds has been taken by the platform in charge. */
	taken: z.boolean(),
});
const lines = z.array(line);
/** A line of the log that was set aside; its number counts from 0. */
export type AsideLine = z.infer<typeof line> & { number: number };

export interface LinesStore extends HallStore {
	/** Lines that were set aside, oldest first. */
	aside(): AsideLine[];
	/** What a line that was set aside alone holds: the events after its fork, and those of later days. */
	readAside(line: AsideLine): Promise<HallEvent[]>;
	/** The newest line is set aside, and an empty one begun. Durable when it resolves. */
	setAside(fork: { day: string; from: number; term: z.infer<typeof platformTerm> }): Promise<void>;
	/** What this line alone holds has been taken. */
	asideTaken(number: number): Promise<void>;
}

/** The name a line of the log has in the store. */
const nameOf = (hall: string, number: number) => (number === 0 ? hall : `${hall}~${number}`);

/** Whether this store keeps lines apart. */
export function keepsLines(store: HallStore): store is LinesStore {
	return 'setAside' in store;
}

/** Rejects with a `StoreFailure`. */
export async function openLines(store: HallStore, hall: string): Promise<LinesStore> {
	const kept = lines.safeParse((await store.record(kind, hall)) ?? []);
	return new Lines(store, hall, kept.success ? kept.data : []);
}

class Lines implements LinesStore {
	readonly #store: HallStore;
	readonly #hall: string;
	#aside: z.infer<typeof lines>;

	constructor(store: HallStore, hall: string, aside: z.infer<typeof lines>) {
		this.#store = store;
		this.#hall = hall;
		this.#aside = aside;
	}

	#named(hall: string): string {
		return hall === this.#hall ? nameOf(hall, this.#aside.length) : hall;
	}

	/** Names of the hall's lines, newest first. */
	#names(): string[] {
		return [...this.#aside, null].map((_, number) => nameOf(this.#hall, number)).reverse();
	}

	aside(): AsideLine[] {
		return this.#aside.map((each, number) => ({ ...each, number }));
	}

	async readAside({ number, day, from }: AsideLine): Promise<HallEvent[]> {
		const name = nameOf(this.#hall, number);
		const events: HallEvent[] = [];
		for (const each of await this.#store.heads(name, day))
			events.push(...(await this.#store.read(name, each.day, each.day === day ? from : 0, Math.max(1, each.head))));
		return events;
	}

	async setAside(fork: { day: string; from: number; term: z.infer<typeof platformTerm> }): Promise<void> {
		const next = [...this.#aside, { ...fork, taken: false }];
		// The platform's own lines of commands begin anew too: their numbers are used in the line that is set aside.
		const own = ['', '/recovery'].map((end) => ({ kind: 'platform-epoch', key: `${this.#hall}${end}`, value: null }));
		await this.#store.putRecords([{ kind, key: this.#hall, value: next }, ...own]);
		this.#aside = next;
	}

	async asideTaken(number: number): Promise<void> {
		this.#aside = this.#aside.map((each, index) => (index === number ? { ...each, taken: true } : each));
		await this.#store.putRecord(kind, this.#hall, this.#aside);
	}

	async commit(batch: Parameters<HallStore['commit']>[0]): Promise<void> {
		for (const { day } of batch.hall === this.#hall ? (batch.late ?? []) : []) await this.#bring(day);
		return this.#store.commit({ ...batch, hall: this.#named(batch.hall) });
	}

	async keepDay(hall: string, day: string, plan: DayEntry['plan']): Promise<void> {
		await this.#store.keepDay(this.#named(hall), day, plan);
	}

	async days(): Promise<DayEntry[]> {
		const all = await this.#store.days();
		const names = this.#names();
		const own = new Map<string, DayEntry>();
		for (const name of [...names].reverse())
			for (const entry of all) if (entry.hall === name) own.set(entry.day, { ...entry, hall: this.#hall });
		const others = all.filter(({ hall }) => !names.includes(hall));
		return [...others, ...own.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.hall < b.hall ? -1 : 1));
	}

	async heads(hall: string, since: string): Promise<DayHead[]> {
		if (hall !== this.#hall) return this.#store.heads(hall, since);
		const heads = new Map<string, DayHead>();
		for (const name of [...this.#names()].reverse()) for (const head of await this.#store.heads(name, since)) heads.set(head.day, head);
		return [...heads.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
	}

	async day(hall: string, day: string): Promise<DayEntry | null> {
		if (hall !== this.#hall) return this.#store.day(hall, day);
		for (const name of this.#names()) {
			const entry = await this.#store.day(name, day);
			if (entry) return { ...entry, hall };
		}
		return null;
	}

	keptDays() {
		return this.#store.keptDays();
	}
	/** By the hall's code: the newest line of the log that has the day. */
	async #lineOf(hall: string, day: string): Promise<string> {
		if (hall !== this.#hall || this.#aside.length === 0) return this.#named(hall);
		const kept = await this.#store.keptDays();
		return this.#names().find((name) => kept.some((each) => each.hall === name && each.day === day)) ?? this.#named(hall);
	}
	async prove(hall: string, day: string) {
		return this.#store.prove(await this.#lineOf(hall, day), day);
	}
	async readUnproved(hall: string, day: string) {
		return this.#store.readUnproved(await this.#lineOf(hall, day), day);
	}
	async mend(hall: string, day: string, log: Parameters<HallStore['mend']>[2]) {
		return this.#store.mend(await this.#lineOf(hall, day), day, log);
	}
	damagedRows() {
		return this.#store.damagedRows();
	}
	recordDamage(whole: boolean) {
		return this.#store.recordDamage(whole);
	}
	recordKeys(of: string) {
		return this.#store.recordKeys(of);
	}
	mendRecords(change: Parameters<HallStore['mendRecords']>[0]) {
		return this.#store.mendRecords(change);
	}
	mendSeats() {
		return this.#store.mendSeats();
	}
	putBitsRight() {
		return this.#store.putBitsRight();
	}

	async read(hall: string, day: string, position: number, limit: number): Promise<HallEvent[]> {
		if (hall !== this.#hall || this.#aside.length === 0) return this.#store.read(this.#named(hall), day, position, limit);
		for (const name of this.#names()) if (await this.#store.day(name, day)) return this.#store.read(name, day, position, limit);
		return [];
	}

	/** A day that only an older line holds goes on in the newest, from a copy. */
	async #bring(day: string): Promise<void> {
		const [newest, ...older] = this.#names();
		if (older.length === 0 || (await this.#store.day(newest!, day))) return;
		for (const name of older) {
			const entry = await this.#store.day(name, day);
			if (!entry) continue;
			const events = await this.#store.read(name, day, 0, Math.max(1, entry.head));
			await this.#store.keepDay(newest!, day, entry.plan);
			await this.#store.commit({ hall: newest!, day, events, outcomes: [] });
			return;
		}
	}

	lastNumber(seat: Parameters<HallStore['lastNumber']>[0]) {
		return this.#store.lastNumber({ ...seat, hall: this.#named(seat.hall) });
	}
	outcome(seat: Parameters<HallStore['outcome']>[0], n: number) {
		return this.#store.outcome({ ...seat, hall: this.#named(seat.hall) }, n);
	}
	putRecord(of: string, key: string, value: unknown) {
		return this.#store.putRecord(of, key, value);
	}
	putRecords(records: Parameters<HallStore['putRecords']>[0]) {
		return this.#store.putRecords(records);
	}
	record(of: string, key: string) {
		return this.#store.record(of, key);
	}
	records(of: string) {
		return this.#store.records(of);
	}
	deleteRecord(of: string, key: string) {
		return this.#store.deleteRecord(of, key);
	}
	close() {
		return this.#store.close();
	}
}
