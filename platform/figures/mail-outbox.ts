/**
 * Daily figures on their way: one mail a day, written down before it is sent and sent until the server has it. A kill between the server's answer and
 * the note of it sends the same mail under the same Message-ID once more. Nothing of a mail is kept: it is made anew from the log each time.
 */
import { z } from 'zod';
import { businessDay, localTime } from '../../domain/business-day.ts';
import type { FiguresMail } from '../../domain/contracts/daily-figures.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { businessDay as dayName, instant } from '../../domain/contracts/identity.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import type { HistoryDesk } from './history-desk.ts';
import type { MailSender } from './send-mail.ts';

const kept = z.object({
	day: dayName,
	stage: z.enum(['waiting', 'sent', 'given-up']),
	tries: z.number().int().min(0),
	/** Not before. */
	nextAt: instant,
	/** What the last try came to; `null` = none yet. */
	last: z.string().nullable(),
});
type Kept = z.infer<typeof kept>;

const minuteMs = 60_000;
/** 1, 2, 4 … 60 minutes. */
const waitAfter = (tries: number) => Math.min(60, 2 ** Math.max(0, tries - 1)) * minuteMs;
/** About three days. */
const mostTries = 78;
const failingAfter = 5;
/** Days before today that are still begun: a platform that was off over a holiday sends what it missed. */
const daysBack = 10;

export interface MailOutboxParts {
	plan: HallPlan;
	store: HallStore;
	settings: FiguresMail;
	sender: MailSender;
	desk: Pick<HistoryDesk, 'look' | 'file' | 'words'>;
	log: Log;
	now(): number;
	/** The running day and whether it was closed. */
	today(): { day: string; closed: boolean };
}

export class MailOutbox {
	readonly #parts: MailOutboxParts;
	readonly #rows = new Map<string, Kept>();
	#busy = false;

	private constructor(parts: MailOutboxParts) {
		this.#parts = parts;
	}

	/** Rejects with a `StoreFailure`. The first day that is sent is the one on which mail was first turned on. */
	static async load(parts: MailOutboxParts): Promise<MailOutbox> {
		const outbox = new MailOutbox(parts);
		for (const { value } of await parts.store.records(outbox.#kind)) {
			const read = kept.safeParse(value);
			if (read.success) outbox.#rows.set(read.data.day, read.data);
		}
		return outbox;
	}

	/** Called every few seconds; sends at most one mail. Rejects with a `StoreFailure`. */
	async look(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		try {
			await this.#begin();
			const now = this.#parts.now();
			const due = [...this.#rows.values()].filter(({ stage, nextAt }) => stage === 'waiting' && nextAt <= now);
			const [row] = due.sort((one, other) => one.nextAt - other.nextAt);
			if (row) await this.#send(row);
		} finally {
			this.#busy = false;
		}
	}

	/** Writes down what is due: the running day when it is closed or its time has come, and days that were missed. */
	async #begin(): Promise<void> {
		const { plan, settings, store } = this.#parts;
		const now = this.#parts.now();
		const { day: today, closed } = this.#parts.today();
		if (this.#rows.size === 0) {
			// Turned on: days before are not sent all at once.
			const before = businessDay(Date.parse(`${today}T12:00:00Z`) - 24 * 60 * minuteMs, 'UTC');
			await this.#keep({ day: before, stage: 'sent', tries: 0, nextAt: now, last: 'before' });
		}
		const first = [...this.#rows.keys()].sort()[0]!;
		for (const { day, head } of await store.heads(plan.code, first)) {
			if (head === 0 || day > today || this.#rows.has(day)) continue;
			if (Date.parse(today) - Date.parse(day) > daysBack * 24 * 60 * minuteMs) continue;
			if (day === today && !closed && localTime(now, plan.timezone) < settings.at) continue;
			await this.#keep({ day, stage: 'waiting', tries: 0, nextAt: now, last: null });
		}
	}

	async #send(row: Kept): Promise<void> {
		const { desk, sender, settings, plan, log } = this.#parts;
		const look = await desk.look(row.day, row.day);
		const [end] = look === 'too-long' ? [] : look.history.days;
		// A damaged log has no figures; once it is mended they go out.
		let last = 'no-figures';
		if (look !== 'too-long' && end) {
			const { say } = desk.words(settings.language);
			const hall = settings.language === 'en' ? plan.name.en : plan.name.zh;
			const { all, ways, day } = end;
			const files = [];
			for (const format of settings.attach) files.push(await desk.file(look, format, settings.language));
			last = await sender.send({
				id: `<figures-${plan.code}-${day}@${settings.from.split('@')[1]}>`,
				subject: say('mail.subject', { hall, day }),
				text: [
					say('mail.lead', {
						...{ hall, day, came: all.came, served: all.served },
						...{ noShow: all.noShow, cancelled: all.cancelled, notServed: all.notServed },
					}),
					...(all.mean === null || all.most === null ? [] : [say('mail.waits', { mean: all.mean.toFixed(1), most: all.most })]),
					...(ways.offline.came + ways.manual.came > 0 ? [say('mail.ways', { offline: ways.offline.came, manual: ways.manual.came })] : []),
					...(all.open > 0 ? [say('mail.open', { open: all.open })] : []),
					say('mail.note'),
				].join('\n\n'),
				files,
			});
		}
		const tries = row.tries + 1;
		const stage = last === 'taken' ? 'sent' : last === 'refused' || tries >= mostTries ? 'given-up' : 'waiting';
		await this.#keep({ ...row, stage, tries, nextAt: this.#parts.now() + waitAfter(tries), last });
		if (stage === 'sent') log.info('figures-mail-sent', { day: row.day });
		else log.warn('figures-mail-not-sent', { day: row.day, code: last, count: tries });
	}

	async #keep(row: Kept): Promise<void> {
		await this.#parts.store.putRecord(this.#kind, row.day, row);
		this.#rows.set(row.day, row);
	}

	warnings(): string[] {
		const rows = [...this.#rows.values()];
		const failing = rows.some(({ stage, tries }) => stage === 'waiting' && tries >= failingAfter);
		const { day: today } = this.#parts.today();
		const gone = rows.some(({ stage, day }) => stage === 'given-up' && Date.parse(today) - Date.parse(day) < 3 * 24 * 60 * minuteMs);
		return failing || gone ? ['figures-mail-failing'] : [];
	}

	/** Days and what became of their mail, newest first. */
	report(): Kept[] {
		return [...this.#rows.values()].filter(({ last }) => last !== 'before').sort((one, other) => (one.day < other.day ? 1 : -1));
	}

	get #kind(): string {
		return `figures-mail/${this.#parts.plan.code}`;
	}
}
