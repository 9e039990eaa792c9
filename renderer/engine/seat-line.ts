/**
 * The numbered line of one seat: every command gets the next number, gap-free, and is journaled before it may leave (S2, S5).
 * Asks leave only while the link is up and are answered `unreachable` in time; their number is then sent as `withdrawn`.
 * Reports stay in line until the platform answered for them.
 */
import type { JournalEntry, JournalSeat } from '../../domain/contracts/bridge.ts';
import type { AskName, CommandBody, CommandEnvelope, ReportName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import { askTimeoutMs, batchLimit, type CommandsAnswer, type Outcome } from '../../domain/contracts/wire.ts';
import { blotPersonalNumbers } from '../../domain/personal-numbers.ts';
import type { AskAnswer } from './contract.ts';
import type { Journal, Link, Timers } from './ports.ts';

/** Between two tries when the platform answered nothing usable although the link is up. */
const retryAfterMs = 1_000;
/** Settled numbers wait this long for another entry to share its fsync. */
const settledWithinMs = 100;
/** After a disk that was full, or slow to answer. */
const settleAgainMs = 5_000;
/** Of these at most so many in one append: it takes 500 entries, and those it was made for come on top. */
const alongsideLimit = 400;
/** Settled reports kept in memory, for a platform that came back from an older backup and asks again. */
const keepSettled = 2_000;

export interface SeatLineParts {
	seat: JournalSeat;
	journal: Journal;
	link: Link;
	timers: Timers;
	clock: () => number;
	isUp: () => boolean;
	/** Something else has to be said first; `goOn` is called when it was. Absent = never. */
	waits?: () => boolean;
	session: () => string | undefined;
	/** Business day of what is reported now. */
	day: () => string;
	/** The term of the platform that answers. */
	term: () => PlatformTerm;
	/** Events that came with an outcome. */
	happened: (events: HallEvent[]) => void;
	/** What is owed changed. */
	owedChanged: () => void;
	note: (code: string, count?: number) => void;
}

export interface SeatLine {
	epoch: string;
	/** `day`: of what it is about, when that day is over. `n` is null when no number was used up. Rejects with `disk-full` or `journal-failed`. */
	ask<N extends AskName>(name: N, body: CommandBody<N>, withinMs?: number, day?: string): Promise<{ n: number | null; answer: AskAnswer }>;
	/** Resolves when the report is fsynced. `before`: entries that must be on disk with it. `day`: today when left out. Rejects as `ask` does. */
	report<N extends ReportName>(name: N, body: CommandBody<N>, before?: JournalEntry[], day?: string): Promise<number>;
	/** Reports the platform still has to take, in order of n. */
	owed(): CommandEnvelope[];
	/** Resolves when what was answered so far is in the journal, or could not be written: then it is tried again. Never rejects. */
	kept(): Promise<void>;
	/** Commands that were not answered for, withdrawn ones included, in order of n. */
	unsettled(): CommandEnvelope[];
	/** Kept elsewhere up to this number, for a manager to look at: owed no more, and never sent again. How many reports it were. */
	handedIn(upTo: number): number;
	/** Everything up to this number was answered for. */
	settledTo(): number;
	/** Nothing has to wait any more. */
	goOn(): void;
	/** The link is up and the platform said the last number it took. `forgotten`: what to say for numbers it took once and forgot. */
	welcomed(taken: number, forgotten?: ReadonlyMap<number, CommandEnvelope>): void;
	stop(): void;
}

interface Entry {
	command: CommandEnvelope;
	/** An ask somebody still waits for. */
	waiting: ((answer: AskAnswer) => void) | null;
}

const unreachable: AskAnswer = { ok: false, why: 'unreachable' };

function answerOf(outcome: Outcome): AskAnswer {
	if (outcome.result === 'accepted') return { ok: true, events: outcome.events };
	if (outcome.result === 'refused') return { ok: false, why: 'refused', refusal: outcome.refusal };
	if (outcome.result === 'failed') return { ok: false, why: 'failed', alarm: outcome.alarm };
	return unreachable;
}

/**
 * True when the platform's outcome for this number cannot be this report's: a disk image put back, or cloned, has given the number out again.
 * Its own report then still has to be taken.
 */
function ofAnotherCommand(outcome: Outcome, report: CommandEnvelope): boolean {
	if (outcome.result === 'withdrawn') return true;
	if (outcome.result !== 'accepted') return false;
	return outcome.events.some((event) => event.occurredAt !== report.occurredAt);
}

export function createSeatLine(parts: SeatLineParts): SeatLine {
	const { seat, journal, link, timers, clock, isUp, note } = parts;
	const { station, epoch } = seat;
	const line: Entry[] = [];
	const settled = new Map<number, CommandEnvelope>();
	let lastN = Math.max(seat.lastN, ...seat.openAsks, ...seat.owed.map((command) => command.n));
	let numbering: Promise<unknown> = Promise.resolve();
	/** What is settled and not yet in the journal: goes with the next entry, or alone a little later. */
	const unwritten: JournalEntry[] = [];
	let flushing: number | null = null;
	let sending = false;
	let stopped = false;
	/** Commands in the next message: fewer after one that got no answer, for it may be too much for the line. */
	let atOnce = batchLimit;

	const withdrawn = (n: number): CommandEnvelope => ({ station, epoch, n, occurredAt: clock(), name: 'withdrawn', body: {} });
	for (const n of seat.openAsks) line.push({ command: withdrawn(n), waiting: null });
	for (const command of seat.owed) line.push({ command, waiting: null });
	line.sort((a, b) => a.command.n - b.command.n);

	/** One at a time, so that a number whose journal entry failed is given out again and leaves no gap. */
	function numbered(entries: (n: number) => JournalEntry[], enter: (n: number) => void): Promise<number> {
		const run = numbering.then(async () => {
			if (stopped) throw new Error('engine-stopped');
			const n = lastN + 1;
			const alongside = unwritten.splice(0, alongsideLimit);
			try {
				await journal.append([...alongside, ...entries(n)]);
			} catch (error) {
				unwritten.unshift(...alongside);
				// Their own turn may have come meanwhile and found nothing.
				if (unwritten.length > 0 && flushing === null && !stopped) flushing = timers.set(() => void flush(), settleAgainMs);
				throw error;
			}
			lastN = n;
			enter(n);
			return n;
		});
		numbering = run.catch(() => {});
		return run;
	}

	function withdraw(entry: Entry) {
		if (!entry.waiting) return;
		const answer = entry.waiting;
		entry.waiting = null;
		entry.command = withdrawn(entry.command.n);
		answer(unreachable);
	}

	function settle(outcomes: Outcome[]) {
		let reports = 0;
		for (const outcome of outcomes) {
			const at = line.findIndex((entry) => entry.command.n === outcome.n);
			if (outcome.result === 'accepted') parts.happened(outcome.events);
			if (at < 0) continue;
			const [entry] = line.splice(at, 1) as [Entry];
			if (!entry.waiting && entry.command.name !== 'withdrawn' && ofAnotherCommand(outcome, entry.command)) {
				void reportAnew(entry.command);
				continue;
			}
			// Before the number is settled, so that no end of the machine leaves a settled command whose events nobody has (I-8).
			if (outcome.result === 'accepted' && outcome.events.length > 0)
				unwritten.push({ type: 'came', station, term: parts.term(), events: outcome.events.slice(0, batchLimit) });
			unwritten.push({ type: 'settled', station, n: outcome.n });
			if (entry.waiting) entry.waiting(answerOf(outcome));
			else if (entry.command.name !== 'withdrawn') {
				reports += 1;
				settled.set(outcome.n, entry.command);
				if (settled.size > keepSettled) settled.delete(settled.keys().next().value as number);
				if (outcome.result === 'refused') note('report-refused');
			}
			if (outcome.result === 'failed') note('command-failed');
		}
		if (reports > 0) parts.owedChanged();
		if (unwritten.length > 0 && flushing === null) flushing = timers.set(() => void flush(), settledWithinMs);
	}

	/** The same report under a number of its own. Until that is journaled the journal owes it under the number it had. */
	async function reportAnew({ n: old, ...report }: CommandEnvelope) {
		note('number-used-before');
		const make = (n: number): CommandEnvelope => ({ ...report, n });
		await numbered(
			(n) => [
				{ type: 'reported', station, command: make(n) },
				{ type: 'settled', station, n: old },
			],
			(n) => line.push({ command: make(n), waiting: null }),
		).catch(() => note('report-not-journaled'));
		parts.owedChanged();
		void send();
	}

	/** An entry lost here is sent again after a restart and gets the same outcome (I-7), so nobody waits for its fsync. */
	async function flush() {
		flushing = null;
		const entries = unwritten.splice(0, alongsideLimit);
		if (entries.length === 0 || stopped) return;
		await journal.append(entries).catch(() => {
			unwritten.unshift(...entries);
			note('settled-not-journaled');
			if (!stopped && flushing === null) flushing = timers.set(() => void flush(), settleAgainMs);
		});
		if (unwritten.length > 0 && flushing === null && !stopped) flushing = timers.set(() => void flush(), settledWithinMs);
	}

	/** The platform knows less than was sent: what is still known goes again, the rest is withdrawn so that no gap remains. */
	function fillFrom(from: number, forgotten?: ReadonlyMap<number, CommandEnvelope>) {
		const first = line[0]?.command.n ?? lastN + 1;
		if (from >= first) return;
		const missing: Entry[] = [];
		const again: JournalEntry[] = [];
		for (let n = from; n < first; n += 1) {
			const known = settled.get(n) ?? forgotten?.get(n);
			if (known) again.push({ type: 'reported', station, command: known });
			missing.push({ command: known ?? withdrawn(n), waiting: null });
		}
		line.unshift(...missing);
		// Settled once, owed again: also after a restart.
		if (again.length > 0) void journal.append(again).catch(() => note('report-not-journaled'));
		note('platform-knows-less', missing.length);
		parts.owedChanged();
	}

	const pause = () => new Promise<void>((resolve) => timers.set(resolve, retryAfterMs));

	/** True when the line may go on at once. */
	function took(answer: CommandsAnswer | null, sent: Entry[]): boolean {
		if (answer?.ok) {
			settle(answer.outcomes);
			atOnce = Math.min(batchLimit, atOnce * 2);
			return answer.outcomes.length > 0;
		}
		if (answer && !answer.ok && answer.code === 'resend') {
			const before = line[0]?.command.n;
			fillFrom(answer.from);
			return line[0]?.command.n !== before;
		}
		for (const entry of sent) withdraw(entry);
		if (!answer) {
			atOnce = Math.max(1, Math.floor(Math.min(atOnce, sent.length) / 2));
			return false;
		}
		note(`commands-${answer.code}`);
		if (answer.code !== 'malformed') return false;
		if (sent.length > 1) {
			atOnce = 1;
			return true;
		}
		// A single command the platform cannot read would block the seat for ever: its number goes as withdrawn.
		const [entry] = sent;
		if (!entry || entry.command.name === 'withdrawn') return false;
		entry.command = withdrawn(entry.command.n);
		parts.owedChanged();
		return true;
	}

	async function send() {
		if (sending) return;
		sending = true;
		try {
			while (line.length > 0 && isUp() && !parts.waits?.() && !stopped) {
				const sent = line.slice(0, atOnce);
				const answer = await link.commands(
					sent.map((entry) => entry.command),
					askTimeoutMs,
				);
				if (!took(answer, sent) && isUp() && !stopped) await pause();
			}
		} finally {
			sending = false;
		}
	}

	return {
		epoch,
		async ask(name, body, withinMs = askTimeoutMs, day) {
			if (!isUp()) return { n: null, answer: unreachable };
			let answered: (answer: AskAnswer) => void = () => {};
			const answer = new Promise<AskAnswer>((resolve) => {
				answered = resolve;
			});
			const n = await numbered(
				(number) => [{ type: 'asked', station, n: number }],
				(number) => {
					const session = parts.session();
					const about = { ...(day ? { day } : {}), ...(session ? { session } : {}) };
					const command: CommandEnvelope = { station, epoch, n: number, occurredAt: clock(), name, body, ...about };
					const entry: Entry = { command, waiting: answered };
					line.push(entry);
					if (!isUp()) withdraw(entry);
					const timer = timers.set(() => withdraw(entry), withinMs);
					void answer.then(() => timers.clear(timer));
				},
			);
			void send();
			return { n, answer: await answer };
		},
		async report(name, body, before = [], day = parts.day()) {
			const session = parts.session();
			// Of what was typed no number of a person is kept, here either (P1): a journal may wait for days.
			const said = { occurredAt: clock(), day, name, body: blotPersonalNumbers(body), ...(session ? { session } : {}) };
			const make = (n: number): CommandEnvelope => ({ station, epoch, n, ...said });
			const n = await numbered(
				(number) => [...before, { type: 'reported', station, command: make(number) }],
				(number) => line.push({ command: make(number), waiting: null }),
			);
			parts.owedChanged();
			void send();
			return n;
		},
		async kept() {
			if (flushing !== null) timers.clear(flushing);
			// What another entry took along is on its way too.
			await Promise.all([flush(), numbering]);
		},
		owed: () => line.filter((entry) => !entry.waiting && entry.command.name !== 'withdrawn').map((entry) => entry.command),
		goOn: () => void send(),
		unsettled: () => line.filter((entry) => !entry.waiting).map((entry) => entry.command),
		handedIn(upTo) {
			const gone = line.filter((entry) => !entry.waiting && entry.command.n <= upTo);
			if (gone.length === 0) return 0;
			line.splice(0, line.length, ...line.filter((entry) => !gone.includes(entry)));
			for (const { command } of gone) unwritten.push({ type: 'settled', station, n: command.n });
			void flush();
			parts.owedChanged();
			return gone.filter(({ command }) => command.name !== 'withdrawn').length;
		},
		settledTo: () => (line[0]?.command.n ?? lastN + 1) - 1,
		welcomed(taken, forgotten) {
			if (taken > lastN) {
				// A station restored from an older image: its next numbers must be new ones.
				note('platform-knows-more', taken - lastN);
				lastN = taken;
			} else fillFrom(taken + 1, forgotten);
			void send();
		},
		stop() {
			stopped = true;
		},
	};
}
