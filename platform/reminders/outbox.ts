/**
 * Reminders to citizens, on their way. Each is written down before it is said, said until the gateway has it, and then told to the log of the
 * hall-day: the log is what counts, so that a platform which takes over says nothing a second time. Between the gateway's answer and the log a kill
 * may fall; the reminder is then said again under the same `Idempotency-Key`, and a gateway that keeps to it sends one message.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { businessDay as dayOf } from '../../domain/business-day.ts';
import type { CaseState } from '../../domain/cases/case-state.ts';
import { mayWriteAt, type Reminder, remindersOf, wasSent } from '../../domain/cases/reminders.ts';
import { type CaseStep, caseNumber, caseRef, type ReminderKind, reminderKinds } from '../../domain/contracts/cases.ts';
import { businessDay, instant } from '../../domain/contracts/identity.ts';
import type { ReminderReport } from '../../domain/contracts/reminders.ts';
import type { WorkCalendar } from '../../domain/working-time/calendar.ts';
import type { HallStore } from '../storage/contract.ts';
import type { ReminderSender } from './sender.ts';

const kept = z.object({
	ref: caseRef,
	kind: z.enum(reminderKinds),
	day: businessDay,
	madeAt: instant,
	/** `sent`: the gateway has it, the log not yet. `told`: both. `moot`: what it was about came first. */
	stage: z.enum(['waiting', 'sent', 'told', 'moot', 'refused', 'given-up']),
	tries: z.number().int().min(0),
	/** Not before. */
	nextAt: instant,
	/** When the gateway took it. */
	sentAt: instant.nullable(),
});
type Kept = z.infer<typeof kept>;

export interface OutboxParts {
	hall: string;
	store: HallStore;
	calendar: WorkCalendar;
	now(): number;
	/** `null` = the hall has no gateway: nothing is written down. */
	sender: ReminderSender | null;
	kinds: readonly ReminderKind[];
	cases: { live(): Iterable<CaseState>; state(ref: string): Promise<CaseState | null> };
	/** Into the log of today; true when it is there for certain. */
	tell(ref: string, steps: CaseStep[]): Promise<boolean>;
}

const minuteMs = 60_000;
/** 1, 2, 4 … 60 minutes. */
const waitAfter = (tries: number) => Math.min(60, 2 ** Math.max(0, tries - 1)) * minuteMs;
const givenUpAfterMs = 3 * 24 * 60 * minuteMs;
const askedWithinMs = 24 * 60 * minuteMs;
const stuckAfterMs = 60 * minuteMs;
/** Every case of the hall is looked at: not at every turn. */
const lookEveryMs = 5 * minuteMs;
/** In one turn, so that a gateway which is slow holds up nothing else. */
const atOnce = 20;
/** How many steps one report of a case may have. */
const stepsAtOnce = 12;

export const reminderId = (ref: string, { kind, day }: Pick<Reminder, 'kind' | 'day'>) =>
	createHash('sha256').update(`${ref}/${kind}/${day}`).digest('hex').slice(0, 32);

export class ReminderOutbox {
	readonly #parts: OutboxParts;
	readonly #known = new Map<string, Kept>();
	#running = false;
	#lookedAt = Number.NEGATIVE_INFINITY;

	private constructor(parts: OutboxParts) {
		this.#parts = parts;
	}

	/** Rejects with a `StoreFailure`. A row that cannot be read is made again when its reminder is still due. */
	static async load(parts: OutboxParts): Promise<ReminderOutbox> {
		const outbox = new ReminderOutbox(parts);
		for (const { key, value } of await parts.store.records(outbox.#kind)) {
			const read = kept.safeParse(value);
			if (read.success) outbox.#known.set(key, read.data);
		}
		return outbox;
	}

	report(): ReminderReport {
		const now = this.#parts.now();
		const today = dayOf(now, this.#parts.calendar.timezone);
		const all = [...this.#known.values()];
		const of = (stage: Kept['stage']) => all.filter((each) => each.stage === stage);
		const tried = of('waiting').filter(({ tries, madeAt }) => tries > 1 && now - madeAt > stuckAfterMs);
		return {
			waiting: of('waiting').length,
			refused: of('refused').length,
			givenUp: of('given-up').length,
			sentToday: all.filter(({ sentAt }) => sentAt !== null && dayOf(sentAt, this.#parts.calendar.timezone) === today).length,
			stuckSince: tried.reduce<number | null>((first, { madeAt }) => Math.min(first ?? madeAt, madeAt), null),
		};
	}

	/** The case of a reminder that is being said, or was within a day; `null` = of none. Nobody asks about people by it at another time. */
	about(id: string): string | null {
		const one = this.#known.get(id);
		const said = one && (one.stage === 'waiting' || one.stage === 'sent' || one.stage === 'told') && one.tries > 0;
		return said && Math.abs(this.#parts.now() - (one.sentAt ?? this.#parts.now())) <= askedWithinMs ? one.ref : null;
	}

	/** Called every few seconds; one turn at a time. Rejects with a `StoreFailure`. */
	async look(): Promise<void> {
		if (this.#running) return;
		this.#running = true;
		try {
			await this.#writeDown();
			await this.#send();
			await this.#forget();
		} finally {
			this.#running = false;
		}
	}

	get #kind(): string {
		return `reminder/${this.#parts.hall}`;
	}

	async #keep(id: string, value: Kept): Promise<void> {
		await this.#parts.store.putRecord(this.#kind, id, value);
		this.#known.set(id, value);
	}

	async #writeDown(): Promise<void> {
		const { sender, kinds, cases, calendar } = this.#parts;
		const now = this.#parts.now();
		if (!sender || !mayWriteAt(calendar, now) || Math.abs(now - this.#lookedAt) < lookEveryMs) return;
		this.#lookedAt = now;
		for (const state of [...cases.live()])
			for (const reminder of remindersOf(state, calendar, now)) {
				const id = reminderId(state.ref, reminder);
				if (!kinds.includes(reminder.kind) || this.#known.has(id) || wasSent(state, reminder)) continue;
				const { kind, day } = reminder;
				await this.#keep(id, { ref: state.ref, kind, day, madeAt: now, stage: 'waiting', tries: 0, nextAt: now, sentAt: null });
			}
	}

	async #send(): Promise<void> {
		const { sender, calendar, hall, cases } = this.#parts;
		if (!sender) return;
		const waiting = [...this.#known].filter(([, { stage }]) => stage === 'waiting' || stage === 'sent');
		for (const [id, one] of waiting.filter(([, { nextAt }]) => nextAt <= this.#parts.now()).slice(0, atOnce)) {
			const now = this.#parts.now();
			if (one.stage === 'sent') {
				await this.#tellLog(id, one);
				continue;
			}
			if (!mayWriteAt(calendar, now)) return;
			const state = await cases.state(one.ref);
			const still = state && remindersOf(state, calendar, now).some(({ kind, day }) => kind === one.kind && day === one.day);
			if (!still || wasSent(state, one)) {
				await this.#keep(id, { ...one, stage: 'moot' });
				continue;
			}
			// Counted before it is said: a kill in between must not begin the count anew.
			const tried = { ...one, tries: one.tries + 1, nextAt: now + waitAfter(one.tries + 1) };
			await this.#keep(id, tried);
			const { ref: reference, kind, day } = one;
			const answer = await sender.send({ schema: 'reminder/1', id, hall, kind, reference, number: caseNumber(reference), day });
			if (answer === 'taken') {
				const sent: Kept = { ...tried, stage: 'sent', sentAt: this.#parts.now(), nextAt: now };
				await this.#keep(id, sent);
				await this.#tellLog(id, sent);
			} else if (answer === 'refused') await this.#keep(id, { ...tried, stage: 'refused' });
			else if (now - one.madeAt > givenUpAfterMs) await this.#keep(id, { ...tried, stage: 'given-up' });
		}
	}

	async #tellLog(id: string, one: Kept): Promise<void> {
		const { cases, calendar } = this.#parts;
		const state = await cases.state(one.ref);
		const { kind, day } = one;
		if (state && !wasSent(state, one)) {
			const about = remindersOf(state, calendar, this.#parts.now()).find((each) => each.kind === kind && each.day === day);
			const materials = (about?.materials ?? []).slice(0, stepsAtOnce);
			const steps: CaseStep[] = (materials.length > 0 ? materials : [undefined]).map((material) => ({
				...{ do: 'remind', by: 'message', kind, day },
				...(material === undefined ? {} : { material }),
			}));
			if (!(await this.#parts.tell(one.ref, steps))) {
				await this.#keep(id, { ...one, nextAt: this.#parts.now() + minuteMs });
				return;
			}
		}
		await this.#keep(id, { ...one, stage: 'told' });
	}

	/** A reminder is remembered as long as its case goes on: it must not be made again. */
	async #forget(): Promise<void> {
		// Only after all cases were looked at, for the same reason.
		if (this.#lookedAt !== this.#parts.now()) return;
		const over = [...this.#known].filter(([, { stage }]) => stage !== 'waiting' && stage !== 'sent');
		if (over.length === 0) return;
		const live = new Set([...this.#parts.cases.live()].map(({ ref }) => ref));
		for (const [id, { ref }] of over) {
			if (live.has(ref)) continue;
			await this.#parts.store.deleteRecord(this.#kind, id);
			this.#known.delete(id);
		}
	}
}
