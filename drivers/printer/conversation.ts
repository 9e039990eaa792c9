import { transferMs } from '../bus/exchange.ts';
import type { Link } from '../transport/link.ts';
import type { Speed } from '../transport/speed.ts';
import { pause, type Timers } from '../transport/timers.ts';
import { command } from './commands.ts';
import { createPrinterInput, type PrinterEvent } from './input.ts';

export interface ConversationOptions {
	link: Link;
	speed: Speed;
	now(): number;
	timers: Timers;
	/** 11 and 13 reach us and mean flow control. */
	flowBytes: boolean;
	/** Four bytes of automatic status; must not throw. */
	automatic(bytes: readonly [number, number, number, number]): void;
}

export type Heard = { ok: true; byte: number } | { ok: false; why: 'silent' | 'port-lost' };

/**
 * The talk with one printer: one command at a time, each answer to the oldest question of its kind.
 * A printer needs more than question and answer: confirmations come when the paper is out, automatic status at any time.
 */
export interface Conversation {
	/** Asks `10 04 n` and waits so long for its byte, whatever else comes meanwhile. */
	askRealtime(question: Uint8Array, withinMs: number): Promise<Heard>;
	/** Sends `1D 72 01`; the number is for `answerTo`. `null` = the port was lost. */
	openBuffered(): Promise<number | null>;
	/** The byte that answered this question, or `null` when none came in time. Earlier questions must have been answered first. */
	answerTo(question: number, withinMs: number): Promise<number | null>;
	/** Any answer to a `1D 72` since `bufferedSoFar` had this value, or `null` when none came in time. Good for a state, never for a proof. */
	answerSince(before: number, withinMs: number): Promise<number | null>;
	/** Questions `1D 72` that were never answered. */
	readonly openQuestions: number;
	/** They will not be answered any more. */
	forgetQuestions(): void;
	/** Asks `1D 49 n`; `null` = not answered. */
	askText(question: Uint8Array, withinMs: number): Promise<string | null>;
	/** Writes without awaiting an answer; `true` when drained, `false` when it could not be, or XOFF held it for `heldMs`. */
	tell(bytes: Uint8Array): Promise<boolean>;
	heard(bytes: Uint8Array): void;
	closed(): void;
	/** The printer said "wait" (XOFF). */
	readonly held: boolean;
	/** Bytes and answers that fit no question and are not merely late: what noise or a second device leaves behind. */
	readonly strange: number;
	/** Some of these came within the last half second. */
	readonly noisyNow: boolean;
	/** Every byte that belonged to nothing, and every answer without a question. */
	readonly discarded: number;
	readonly answered: number;
	readonly failed: number;
	/** Buffered answers so far, asked for or not. */
	readonly bufferedSoFar: number;
}

/** A status that stops half-way for so long was noise. */
const brokenOffMs = 500;
const noisyForMs = 500;
/** Longest wait for XON. */
export const heldMs = 10_000;

/** One conversation for the life of a driver; `closed` between two openings. */
export function createConversation(options: ConversationOptions): Conversation {
	const { link, now, timers } = options;
	const input = createPrinterInput({ flowBytes: options.flowBytes });
	let queue: Promise<unknown> = Promise.resolve();
	let lastByteAt = Number.NEGATIVE_INFINITY;
	let held = false;
	/** Settles the one `10 04` or `1D 49` in flight. */
	let inFlight: { type: 'realtime' | 'text'; settle(value: number | string | null): void } | null = null;
	let asked = 0;
	let buffered: { question: number; byte: number }[] = [];
	let answeredQuestions = 0;
	let lastBuffered = 0;
	/** Questions `10 04` given up: so many answers may still come late. */
	let late = 0;
	const counts = { strange: 0, discarded: 0, answered: 0, failed: 0, buffered: 0 };
	let lastStrangeAt = Number.NEGATIVE_INFINITY;
	const wakers = new Set<() => void>();
	const stray = (bytes: number, merelyLate: boolean) => {
		counts.discarded += bytes;
		if (merelyLate) return;
		counts.strange += bytes;
		lastStrangeAt = now();
	};

	const wake = () => {
		for (const one of [...wakers]) one();
	};
	/** Resolves at the next event or after `ms`. */
	const nextEvent = (ms: number) =>
		new Promise<void>((resolve) => {
			const done = () => {
				cancel();
				wakers.delete(done);
				resolve();
			};
			const cancel = timers.after(Math.max(0, ms), done);
			wakers.add(done);
		});
	const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
		const turn = queue.then(run);
		queue = turn.catch(() => {});
		return turn;
	};
	/** Bounded by time alone: bytes that keep coming must not hold the queue. */
	const exchange = async (type: 'realtime' | 'text', question: Uint8Array, withinMs: number): Promise<number | string | null | false> => {
		if (now() - lastByteAt > brokenOffMs) input.reset();
		let settle: (value: number | string | null) => void = () => {};
		const answer = new Promise<number | string | null>((resolve) => {
			settle = resolve;
		});
		inFlight = { type, settle };
		if (!(await link.write(question))) {
			inFlight = null;
			return false;
		}
		const wait = withinMs + transferMs(question.length + 1, options.speed.baud);
		const cancel = timers.after(wait, () => settle(null));
		const value = await answer;
		cancel();
		inFlight = null;
		if (value === null) counts.failed++;
		else counts.answered++;
		return link.up ? value : false;
	};
	const takeBuffered = (byte: number) => {
		counts.buffered++;
		lastBuffered = byte;
		if (answeredQuestions < asked) {
			answeredQuestions++;
			buffered = [...buffered, { question: answeredQuestions, byte }].slice(-8);
			counts.answered++;
		} else {
			stray(1, false);
		}
	};
	const take = (event: PrinterEvent) => {
		switch (event.type) {
			case 'realtime':
				if (inFlight?.type === 'realtime') inFlight.settle(event.byte);
				else {
					stray(1, late > 0);
					if (late > 0) late--;
				}
				if (inFlight?.type === 'realtime') inFlight = null;
				return;
			case 'text':
				if (inFlight?.type === 'text') inFlight.settle(event.text);
				return;
			case 'buffered':
				return takeBuffered(event.byte);
			case 'automatic':
				return options.automatic(event.bytes);
			case 'flow':
				held = !event.mayGoOn;
				return;
			case 'discarded':
				return stray(event.bytes, false);
		}
	};

	return {
		askRealtime: (question, withinMs) =>
			inTurn(async () => {
				const value = await exchange('realtime', question, withinMs);
				if (typeof value === 'number') return { ok: true, byte: value };
				if (value === null) late = Math.min(late + 1, 16);
				return { ok: false, why: value === false ? 'port-lost' : 'silent' };
			}),
		openBuffered: () =>
			inTurn(async () => {
				const question = ++asked;
				return (await link.write(command.gsrPaper)) ? question : null;
			}),
		async answerTo(question, withinMs) {
			const deadline = now() + withinMs;
			for (;;) {
				const found = buffered.find((one) => one.question === question);
				if (found) return found.byte;
				const left = deadline - now();
				if (left <= 0 || !link.up) return null;
				await nextEvent(left);
			}
		},
		async answerSince(before, withinMs) {
			const deadline = now() + withinMs;
			while (counts.buffered === before && link.up && now() < deadline) await nextEvent(deadline - now());
			return counts.buffered === before ? null : lastBuffered;
		},
		get openQuestions() {
			return asked - answeredQuestions;
		},
		forgetQuestions() {
			answeredQuestions = asked;
		},
		askText: (question, withinMs) =>
			inTurn(async () => {
				input.expectText(true);
				const value = await exchange('text', question, withinMs);
				input.expectText(false);
				return typeof value === 'string' ? value : null;
			}),
		tell: (bytes) =>
			inTurn(async () => {
				const deadline = now() + heldMs;
				while (held && link.up && now() < deadline) await nextEvent(deadline - now());
				return held ? false : link.write(bytes);
			}),
		heard(bytes) {
			if (now() - lastByteAt > brokenOffMs) input.reset();
			lastByteAt = now();
			for (const event of input.feed(bytes)) take(event);
			wake();
		},
		closed() {
			input.reset();
			held = false;
			late = 0;
			inFlight?.settle(null);
			wake();
		},
		get held() {
			return held;
		},
		get strange() {
			return counts.strange;
		},
		get noisyNow() {
			return now() - lastStrangeAt < noisyForMs;
		},
		get discarded() {
			return counts.discarded;
		},
		get answered() {
			return counts.answered;
		},
		get failed() {
			return counts.failed;
		},
		get bufferedSoFar() {
			return counts.buffered;
		},
	};
}

/** Waits until no buffered answer has come for `quietMs`, at most `longestMs`; `true` when any came since there were `before`. */
export async function answersComeIn(
	conversation: Conversation,
	before: number,
	timers: Timers,
	quietMs: number,
	longestMs: number,
): Promise<boolean> {
	for (let waited = 0; waited < longestMs; waited += quietMs) {
		const seen = conversation.bufferedSoFar;
		await pause(timers, quietMs);
		if (seen > before && conversation.bufferedSoFar === seen) break;
	}
	return conversation.bufferedSoFar > before;
}
