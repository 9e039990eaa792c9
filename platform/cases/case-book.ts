/**
 * Every case of a hall, over all days: the fold of what the logs say, kept as rows that the logs can make again. How far each day was read stands
 * beside the rows and is written with them, so that a kill in between reads some events twice, which changes nothing (`withReport`). When the log is
 * not the one that was read (a later platform's goes on otherwise), everything is read anew.
 */
import { z } from 'zod';
import type { CaseState } from '../../domain/cases/case-state.ts';
import { caseOf, hasEnded, withReport } from '../../domain/cases/evolve-case.ts';
import { caseReport, keptReports } from '../../domain/contracts/case-desk.ts';
import { type CaseReport, caseNumber } from '../../domain/contracts/cases.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { reportOf } from '../../domain/evolve/case-events.ts';
import { unlessDamaged } from '../authority/hall-log.ts';
import type { HallStore } from '../storage/contract.ts';

/** How far the logs were read: by day, the position and who said what stands there. */
const place = z.object({ position: z.number().int().min(0), said: z.string() });
const readUpTo = z.record(z.string(), place);
type Place = z.infer<typeof place>;

const pageSize = 2_000;
const rowsAtOnce = 200;
/** Ended cases leave the memory after so long; their rows stay. */
const restingAfterMs = 30 * 24 * 3_600_000;

const saidAt = ({ station, epoch, n, name }: HallEvent) => `${station}/${epoch}/${n}/${name}`;
/** As people type it. */
export const numberAsKept = (typed: string) =>
	typed
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/^SQ/, 'BJ');

export class CaseBook {
	readonly #store: HallStore;
	readonly #hall: string;
	/** `null` = at rest: in the store alone. */
	readonly #reports = new Map<string, CaseReport[] | null>();
	readonly #byNumber = new Map<string, string>();
	readonly #states = new Map<string, CaseState>();
	readonly #changed = new Set<string>();
	#read: Record<string, Place> = {};
	#placeMoved = false;
	/** What the store holds is of another log, or cannot be read: it gives way to what is made now. */
	#anew = false;
	#turn: Promise<void> = Promise.resolve();

	private constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#hall = hall;
	}

	/** Rejects with a `StoreFailure`. Rows that cannot be read any more are made again from the logs. */
	static async load(store: HallStore, hall: string): Promise<CaseBook> {
		const book = new CaseBook(store, hall);
		const kept = readUpTo.safeParse(await store.record(book.#placeKind, 'read'));
		const read = (await store.records(book.#kind)).map(({ key, value }) => ({ key, value: keptReports.safeParse(value) }));
		if (kept.success && read.every(({ value }) => value.success) && (await book.#stillTheSame(kept.data))) {
			for (const { key, value } of read) if (value.success) book.#put(key, value.data.reports);
			book.#read = kept.data;
		} else book.#anew = true;
		await book.catchUp();
		return book;
	}

	/** Reads what the logs have beyond what was read. One at a time; cheap when nothing came. */
	catchUp(): Promise<void> {
		const turn = this.#turn.then(() => this.#catchUp());
		this.#turn = turn.catch(() => {});
		return turn;
	}

	/** Events of today as they become durable: the next `catchUp` need not read them. */
	take(events: readonly HallEvent[]): void {
		for (const event of events) {
			const before = this.#read[event.day]?.position ?? 0;
			if (event.position !== before + 1) continue;
			// A case at rest is fetched by `catchUp`, which then reads from here on.
			if (event.name === 'case-reported' && this.#reports.get(event.body.case) === null) return;
			this.#hear(event);
		}
	}

	/** Writes the rows that changed. Rejects with a `StoreFailure`. */
	async keep(): Promise<void> {
		const turn = this.#turn.then(() => this.#keep());
		this.#turn = turn.catch(() => {});
		return turn;
	}

	count(): number {
		return this.#reports.size;
	}

	refOf(typed: string): string | null {
		return this.#byNumber.get(numberAsKept(typed)) ?? (this.#reports.has(typed) ? typed : null);
	}

	/** All that was said of a case, in order; `null` = unknown. */
	async reports(ref: string): Promise<CaseReport[] | null> {
		const known = this.#reports.get(ref);
		if (known === undefined) return null;
		return known ?? (await this.#fetch(ref));
	}

	async state(ref: string): Promise<CaseState | null> {
		const reports = await this.reports(ref);
		return reports ? this.#stateOf(ref, reports) : null;
	}

	/** What is in memory: every case that has not ended, and those that ended lately. */
	*live(): Generator<CaseState> {
		for (const [ref, reports] of this.#reports) if (reports) yield this.#stateOf(ref, reports);
	}

	/** The department of a task, for whoever decides about a report; `undefined` = not known in memory. */
	departmentOfTask(ref: string, task: string): string | undefined {
		const reports = this.#reports.get(ref);
		return reports ? this.#stateOf(ref, reports).tasks.find(({ id }) => id === task)?.dept : undefined;
	}

	/** Lets ended cases rest. */
	rest(now: number): void {
		for (const state of [...this.live()]) {
			if (!hasEnded(state) || state.lastAt + restingAfterMs > now || this.#changed.has(state.ref)) continue;
			this.#reports.set(state.ref, null);
			this.#states.delete(state.ref);
		}
	}

	get #kind(): string {
		return `case/${this.#hall}`;
	}
	get #placeKind(): string {
		return `case-book/${this.#hall}`;
	}

	#stateOf(ref: string, reports: readonly CaseReport[]): CaseState {
		const known = this.#states.get(ref);
		if (known) return known;
		const made = caseOf(ref, reports);
		this.#states.set(ref, made);
		return made;
	}

	#put(ref: string, reports: CaseReport[]): void {
		this.#reports.set(ref, reports);
		this.#byNumber.set(numberAsKept(caseNumber(ref)), ref);
		this.#states.delete(ref);
	}

	#hear(event: HallEvent): void {
		this.#read[event.day] = { position: event.position, said: saidAt(event) };
		this.#placeMoved = true;
		if (event.name !== 'case-reported') return;
		const ref = event.body.case;
		this.#put(ref, withReport(this.#reports.get(ref) ?? [], reportOf(event)));
		this.#changed.add(ref);
	}

	async #stillTheSame(read: Record<string, Place>): Promise<boolean> {
		for (const [day, { position, said }] of Object.entries(read)) {
			if (position === 0) continue;
			const [event] = await unlessDamaged<(HallEvent | null)[]>(this.#store.read(this.#hall, day, position - 1, 1), [null]);
			// What cannot be read now was heard while it could.
			if (event === undefined || (event && saidAt(event) !== said)) return false;
		}
		return true;
	}

	async #catchUp(): Promise<void> {
		for (const { day, head } of await this.#store.heads(this.#hall, '0000-00-00')) {
			if ((this.#read[day]?.position ?? 0) > head) {
				this.#forgetAll();
				return this.#catchUp();
			}
			for (;;) {
				const from = this.#read[day]?.position ?? 0;
				if (from >= head) break;
				const page = await unlessDamaged(this.#store.read(this.#hall, day, from, pageSize), []);
				if (page.length === 0) break;
				for (const event of page) {
					if (event.name === 'case-reported' && this.#reports.get(event.body.case) === null)
						this.#put(event.body.case, await this.#fetch(event.body.case));
					// Heard of already, while the page was read.
					if (event.position > (this.#read[day]?.position ?? 0)) this.#hear(event);
				}
			}
		}
	}

	/** The log became shorter: it is another one. */
	#forgetAll(): void {
		this.#reports.clear();
		this.#byNumber.clear();
		this.#states.clear();
		this.#changed.clear();
		this.#read = {};
		this.#anew = true;
	}

	async #fetch(ref: string): Promise<CaseReport[]> {
		const kept = keptReports.safeParse(await this.#store.record(this.#kind, ref));
		return kept.success ? kept.data.reports : [];
	}

	async #keep(): Promise<void> {
		if (!this.#placeMoved && !this.#anew) return;
		if (this.#anew)
			for (const { key } of await this.#store.records(this.#kind))
				if (!this.#reports.has(key)) await this.#store.deleteRecord(this.#kind, key);
		this.#anew = false;
		const changed = [...this.#changed];
		// Taken before the writing: what is heard meanwhile is written the next time, and its place with it.
		const read = { ...this.#read };
		this.#changed.clear();
		this.#placeMoved = false;
		const rows = changed.flatMap((ref) => {
			const reports = this.#reports.get(ref);
			return reports ? [{ kind: this.#kind, key: ref, value: { reports: z.array(caseReport).parse(reports) } }] : [];
		});
		try {
			while (rows.length > rowsAtOnce) await this.#store.putRecords(rows.splice(0, rowsAtOnce));
			await this.#store.putRecords([...rows, { kind: this.#placeKind, key: 'read', value: read }]);
		} catch (cause) {
			for (const ref of changed) this.#changed.add(ref);
			this.#placeMoved = true;
			throw cause;
		}
	}
}
