/**
 * Who decides for a hall. One round = one transaction: check (station, epoch, n) → decide → append → advance → keep the outcome.
 * Commands that arrive while a round is being written wait for the next one and share its fsync. Nobody is answered and nothing is
 * broadcast before the round is durable (I-8). When a write fails, nothing of the round happened and the platform takes no more (I-22).
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { PlatformId, PlatformTerm } from '../../domain/contracts/term.ts';
import type { CommandsAnswer, Outcome } from '../../domain/contracts/wire.ts';
import type { OwnBlock } from '../../domain/own-block.ts';
import type { Clock } from '../clock.ts';
import type { Batch, HallStore, KeptOutcome } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { Alarm } from './draft.ts';
import { faultBesideTheLog } from './fault-beside-the-log.ts';
import { appendFormer, closeFormer, lateEvents } from './former-events.ts';
import { type HallLog, isDamage, loadLog } from './hall-log.ts';
import { LateDays } from './late-days.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import { OwnBlocks } from './own-blocks.ts';
import { platformStation } from './platform-rights.ts';
import { recoveredOutcome } from './recovered.ts';
import { RoundDrafts } from './round-drafts.ts';
import type { Rules } from './rules.ts';
import { takenBefore } from './taken-before.ts';

/** Told after the fact, for log and metrics. Codes, ids and counts only. */
export interface AuthorityWatch {
	decided(command: string, outcome: KeptOutcome): void;
	committed(milliseconds: number, commands: number, events: number): void;
	alarm(alarm: Alarm): void;
	storeFailed(code: string): void;
}

export interface AuthorityParts {
	plan: HallPlan;
	store: HallStore;
	/** Its place in the hall's list of platforms; absent = the hall has one. */
	platform?: PlatformId;
	rules: Rules;
	clock: Clock;
	watch: AuthorityWatch;
	/** The member of staff whose sign-in stands behind a command; `null` = nobody. */
	staffOf(envelope: LooseEnvelope, now: number): string | null;
	/** A day that is over cannot be read: its log is damaged. */
	damaged?(day: string): void;
	/** Whom a sign-in names that does not count; absent = never anyone. */
	claimOf?(envelope: LooseEnvelope, now: number): { staff: string; why: string } | null;
}

/** `superseded`: another platform decides since (`platform/term`). */
export type Stopped = 'stopping' | 'store-failed' | 'superseded';
type Submission = { commands: LooseEnvelope[]; clockOffset: number; answer(answer: CommandsAnswer): void };
type Planned = { submission: Submission; numbers: number[]; resendFrom: number | null };

/** Commands waiting beyond this are turned away with `busy`: an honest "not now" beats an answer after the ask timed out. */
const queueLimit = 20_000;
const roundLimit = 2_000;

export class Authority {
	#parts: AuthorityParts;
	#log: HallLog;
	#lateDays: LateDays;
	#ownBlocks: OwnBlocks;
	#lastNumbers = new Map<string, number>();
	#waiting: Submission[] = [];
	#waitingCommands = 0;
	#running: Promise<void> | null = null;
	/** What is done alone, between two rounds. */
	#between: (() => Promise<void>)[] = [];
	#held: string | null = null;
	#stopped: Stopped | null = null;
	#listeners = new Set<(events: HallEvent[]) => void>();

	constructor(parts: AuthorityParts, log: HallLog) {
		this.#parts = parts;
		this.#log = log;
		this.#lateDays = new LateDays(parts);
		this.#ownBlocks = new OwnBlocks(parts.plan, parts.store, parts.platform);
	}

	get day(): string {
		return this.#log.day;
	}
	get head(): number {
		return this.#log.events.length;
	}
	get state(): HallDay {
		return this.#log.state;
	}
	get stopped(): Stopped | null {
		return this.#stopped;
	}
	/** Why it takes no commands for now, in words; `null` = it takes them. */
	get held(): string | null {
		return this.#held;
	}
	get waiting(): number {
		return this.#waitingCommands;
	}

	/** The committed log of the current day; it only grows. */
	get log(): readonly HallEvent[] {
		return this.#log.events;
	}

	/** Committed events after `position` of the current day. */
	eventsAfter(position: number, limit = Number.POSITIVE_INFINITY): HallEvent[] {
		return this.#log.events.slice(position, position + limit);
	}

	/** Called with the events of each round, in order, after they are durable. */
	onEvents(listener: (events: HallEvent[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The block of a terminal's own series that its epoch counts in (`own-blocks.ts`). */
	ownBlock(seat: { station: string; epoch: string }, claim: number | undefined): Promise<OwnBlock | null> {
		return this.#ownBlocks.of(seat, claim, this.#log.state);
	}

	/** Last number of the seat that took effect; 0 = none. */
	async lastNumber(station: string, epoch: string): Promise<number> {
		const key = `${station}/${epoch}`;
		const known = this.#lastNumbers.get(key);
		if (known !== undefined) return known;
		const stored = await this.#parts.store.lastNumber({ hall: this.#parts.plan.code, station, epoch });
		// Nothing is kept for a seat that never said anything: whoever knocks may name any number of them (D2).
		if (stored > 0 && !this.#lastNumbers.has(key)) this.#lastNumbers.set(key, stored);
		return this.#lastNumbers.get(key) ?? stored;
	}

	/**
	 * Commands of one seat, in order of n. Resolves when they are durable, or could not be taken.
	 * `clockOffset`: platform time minus the station's clock, ms; 0 = unknown. `own`: the platform's, taken also while it holds the others.
	 */
	submit(commands: LooseEnvelope[], clockOffset = 0, own = false): Promise<CommandsAnswer> {
		if (this.#stopped) return Promise.resolve(this.#turnedAway());
		if (this.#held !== null && !own) return Promise.resolve({ ok: false, code: 'busy', detail: this.#held });
		if (this.#waitingCommands + commands.length > queueLimit)
			return Promise.resolve({ ok: false, code: 'busy', detail: 'Too many commands wait. Send again later.' });
		return new Promise((answer) => {
			this.#waiting.push({ commands, clockOffset, answer });
			this.#waitingCommands += commands.length;
			this.#start();
		});
	}

	/** Continues with the log of another day, between two rounds. */
	turnTo(day: string): Promise<void> {
		return this.#alone(async () => {
			await this.#parts.store.keepDay(this.#parts.plan.code, day, this.#parts.plan);
			this.#log = await loadLog(this.#parts.store, this.#parts.rules, this.#parts.plan, day);
			this.#lateDays.forget();
		}).then(() => {});
	}

	/** Commands of stations are answered `busy` until `release`. */
	hold(detail: string): void {
		this.#held = detail;
	}

	release(): void {
		this.#held = null;
	}

	/** Resolves when everything taken is durable and answered. */
	async rest(): Promise<void> {
		while (this.#running) await this.#running;
	}

	/** Another platform decides: takes nothing more, for good. What is being written is finished. */
	standDown(): void {
		if (this.#stopped !== 'store-failed') this.#stopped = 'superseded';
	}

	/**
	 * Events of the former term that continue today's log exactly, appended as they are (S1), with the outcomes they mean. True when they are durable;
	 * false when they do not continue it.
	 */
	async appendFormer(events: HallEvent[]): Promise<boolean> {
		const told = (added: HallEvent[]) => this.#tell(added);
		return (await this.#alone(() => appendFormer(this.#parts, this.#log, this.#lastNumbers, events, told))) ?? false;
	}

	/** Outcome of the newest command of the former log, which might have gone on. Durable when it resolves. */
	async closeFormer(): Promise<void> {
		await this.#alone(() => closeFormer(this.#parts, this.#log, this.#lastNumbers));
	}

	/** Events of an earlier term that come late: each that is news is taken as a report. Durable when it resolves; `null` = not taken. */
	recover(term: PlatformTerm, events: readonly HallEvent[], epoch: string): Promise<number | null> {
		return this.#alone(async () => {
			const late = await lateEvents(this.#parts, { log: this.#log, lateDays: this.#lateDays }, term, events);
			let n = await this.lastNumber(platformStation, epoch);
			for (let from = 0; from < late.length; from += roundLimit) {
				const commands = late
					.slice(from, from + roundLimit)
					.map(({ body, day, occurredAt }) => ({ station: platformStation, epoch, n: ++n, occurredAt, day, name: 'recover-event', body }));
				await this.#round([{ commands, clockOffset: 0, answer: () => {} }]);
				if (this.#stopped) return null;
			}
			return late.length;
		});
	}

	/** The seat was answered for good up to `n` under an earlier term (`wire.ts`): its next command follows that. Durable when it resolves. */
	settle(station: string, epoch: string, n: number): Promise<void> {
		return this.#alone(async () => {
			if ((await this.lastNumber(station, epoch)) >= n) return;
			const outcomes: Batch['outcomes'] = [{ station, epoch, outcome: { n, result: 'settled' } }];
			await this.#parts.store.commit({ hall: this.#parts.plan.code, day: this.#log.day, events: [], outcomes });
			this.#lastNumbers.set(`${station}/${epoch}`, n);
		}).then(() => {});
	}

	/** Runs when no round does. `null` = it was not run, or the store failed under it. */
	#alone<T>(work: () => Promise<T>): Promise<T | null> {
		return new Promise((resolve) => {
			this.#between.push(async () => {
				if (this.#stopped) return resolve(null);
				try {
					resolve(await work());
				} catch (cause) {
					this.#storeFailed(cause);
					resolve(null);
				}
			});
			this.#start();
		});
	}

	/** Takes no more; resolves when everything taken is durable and answered. */
	async stop(): Promise<void> {
		this.#stopped ??= 'stopping';
		await this.#running;
	}

	#start() {
		// One turn of the event loop later: everything that the sockets deliver meanwhile shares the round.
		this.#running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
	}

	async #run(): Promise<void> {
		try {
			while (this.#waiting.length > 0 || this.#between.length > 0) {
				for (let work = this.#between.shift(); work; work = this.#between.shift()) await work();
				const round: Submission[] = [];
				for (let size = 0; this.#waiting.length > 0 && size < roundLimit; ) {
					const next = this.#waiting.shift()!;
					size += next.commands.length;
					round.push(next);
				}
				this.#waitingCommands -= round.reduce((sum, each) => sum + each.commands.length, 0);
				if (round.length > 0) await this.#round(round);
			}
		} finally {
			this.#running = null;
		}
	}

	async #round(round: Submission[]): Promise<void> {
		if (this.#stopped === 'store-failed' || this.#stopped === 'superseded') {
			for (const { answer } of round) answer(this.#turnedAway());
			return;
		}
		try {
			const before = new Map<LooseEnvelope, KeptOutcome>();
			for (const { commands } of round) {
				for (const command of commands) {
					const last = await this.lastNumber(command.station, command.epoch);
					await this.#lateDays.fetch(command, this.#log.day);
					const held = command.n > last ? await this.#lateDays.hold(command, this.#log.day) : null;
					const log = this.#lateDays.of(command, this.#log.day)?.log ?? this.#log;
					const recovered = command.station === platformStation ? null : recoveredOutcome(log.events, command);
					const kept = held ?? recovered ?? (await takenBefore(command, log, this.#parts));
					if (kept) before.set(command, kept);
				}
			}
			const draft = new RoundDrafts(this.#parts.plan, this.#log, this.#lateDays);
			const numbers = new Map(this.#lastNumbers);
			const names: string[] = [];
			const planned = round.map((submission) => this.#take(submission, draft, { numbers, names, before }));
			if (draft.outcomes.length > 0) await this.#commit(draft, numbers, names);
			for (const each of planned) each.submission.answer(await this.#answerOf(each));
		} catch (cause) {
			this.#storeFailed(cause);
			for (const { answer } of round) answer(this.#turnedAway());
		}
	}

	#take(
		submission: Submission,
		draft: RoundDrafts,
		{ numbers, names, before }: { numbers: Map<string, number>; names: string[]; before: Map<LooseEnvelope, KeptOutcome> },
	): Planned {
		const taken: number[] = [];
		// Never before what is in the log already: a clock that jumped back must not let new tickets pass those who wait.
		const now = Math.max(this.#parts.clock.now(), this.#log.events.at(-1)?.recordedAt ?? 0);
		for (const envelope of submission.commands) {
			const key = `${envelope.station}/${envelope.epoch}`;
			const last = numbers.get(key) ?? 0;
			if (envelope.n > last + 1) return { submission, numbers: taken, resendFrom: last + 1 };
			if (envelope.n === last + 1) {
				const { rules, staffOf, claimOf } = this.#parts;
				const kept = before.get(envelope);
				const who = { staff: staffOf(envelope, now), claim: claimOf?.(envelope, now) };
				if (kept) draft.outcomes.push({ station: envelope.station, epoch: envelope.epoch, outcome: kept });
				else draft.take(envelope, { rules, now, clockOffset: submission.clockOffset, ...who });
				names.push(envelope.name);
				numbers.set(key, envelope.n);
			}
			taken.push(envelope.n);
		}
		return { submission, numbers: taken, resendFrom: null };
	}

	async #commit(draft: RoundDrafts, numbers: Map<string, number>, names: string[]): Promise<void> {
		const batch = draft.batch();
		const began = performance.now();
		try {
			await this.#parts.store.commit(batch);
		} catch (cause) {
			draft.undo(this.#parts.rules);
			throw cause;
		}
		draft.settle();
		this.#lastNumbers = numbers;
		this.#parts.watch.committed(performance.now() - began, batch.outcomes.length, batch.events.length);
		for (const [index, { outcome }] of batch.outcomes.entries()) this.#parts.watch.decided(names[index] ?? '', outcome);
		for (const alarm of draft.alarms) this.#parts.watch.alarm(alarm);
		if (batch.events.length > 0) this.#tell(batch.events);
	}

	/** The events are durable: a listener that breaks is no reason to distrust the store. Who missed them asks by position. */
	#tell(events: HallEvent[]) {
		for (const listener of this.#listeners) {
			try {
				listener(events);
			} catch {
				this.#parts.watch.alarm({ alarm: 'broadcast-failed', command: 'events', station: platformStation, n: 0, frames: [] });
			}
		}
	}

	/** Every answer is read back from what was kept, so that a repeat and the first answer cannot differ. */
	async #answerOf({ submission, numbers, resendFrom }: Planned): Promise<CommandsAnswer> {
		if (resendFrom !== null) return { ok: false, code: 'resend', from: resendFrom };
		const outcomes: Outcome[] = [];
		for (const [index, envelope] of submission.commands.entries()) {
			const { station, epoch } = envelope;
			const kept = await this.#parts.store.outcome({ hall: this.#parts.plan.code, station, epoch }, numbers[index]!);
			const n = numbers[index]!;
			if (!kept || kept.result === 'settled') {
				// Decided under an earlier term without an event that this log has: a report is told again under a number of its own.
				outcomes.push({ n, result: 'withdrawn' });
			} else outcomes.push(kept.result === 'accepted' ? await this.#withEvents(kept) : kept);
		}
		return { ok: true, outcomes };
	}

	async #withEvents({ n, day, from, to }: Extract<KeptOutcome, { result: 'accepted' }>): Promise<Outcome> {
		const events =
			day === this.#log.day
				? this.#log.events.slice(from - 1, to)
				: await this.#parts.store.read(this.#parts.plan.code, day, from - 1, to - from + 1).catch((cause) => {
						if (!isDamage(cause)) throw cause;
						this.#parts.damaged?.(day);
						return [];
					});
		return { n, result: 'accepted', from, to, events };
	}

	/** A write of somebody else on the same store failed: nothing that is decided from now on could be kept. */
	distrustStore(cause: unknown): void {
		// A day that is over and was damaged keeps nobody from today; a write that met damage fails the next commit by itself.
		if (isDamage(cause)) return;
		// A fault of a program part that only reads or answers says nothing of the store: one strange question must not stop the hall.
		if (!(cause instanceof StoreFailure)) {
			this.#parts.watch.alarm(faultBesideTheLog(cause));
			return;
		}
		if (this.#stopped !== 'store-failed') this.#storeFailed(cause);
	}

	#storeFailed(cause: unknown) {
		this.#stopped = 'store-failed';
		this.#parts.watch.storeFailed(cause instanceof Error && 'code' in cause ? String(cause.code) : 'unexpected');
	}

	#turnedAway(): CommandsAnswer {
		if (this.#stopped === 'superseded')
			return { ok: false, code: 'busy', detail: 'Another platform decides for this hall now. Say hello there.' };
		return this.#stopped === 'stopping'
			? { ok: false, code: 'busy', detail: 'The platform is stopping. Send again when it is back.' }
			: { ok: false, code: 'busy', detail: 'The platform cannot write its store and takes no commands. Call the technician.' };
	}
}
