import type { Link } from '../transport/link.ts';
import { pause, type Timers } from '../transport/timers.ts';
import { type Exchange, type ExchangeFailure, type ExchangeInput, newExchange, stepExchange, type Timeouts } from './exchange.ts';

/** Bytes to events; pure apart from its own buffer, and that bounded. No timers inside. */
export interface Framing<Event> {
	feed(bytes: Uint8Array): Event[];
	/** Drops what is left of an unfinished frame. */
	reset(): void;
	/** Bytes that belonged to no frame since it was made. Where it is absent, events `{ type: 'discarded', bytes }` are counted instead. */
	readonly discarded?: number;
}

export interface Ask<Event, Answer> {
	bytes: Uint8Array;
	timeouts: Timeouts;
	/** The answer this event is to the command in flight, or `null` when it does not belong to it. */
	accept(event: Event): Answer | null;
	/** True for an event that says a frame came in broken. */
	damaged(event: Event): boolean;
}

export type AskResult<Answer> = { ok: true; answer: Answer } | { ok: false; failure: ExchangeFailure };

export interface Bus<Event> {
	/** Commands are queued; at most one is in flight. Never rejects. */
	ask<Answer>(ask: Ask<Event, Answer>): Promise<AskResult<Answer>>;
	/** Writes in the same queue without awaiting an answer; `true` when drained. */
	tell(bytes: Uint8Array): Promise<boolean>;
	/** Wire these two to the link. */
	heard(bytes: Uint8Array): void;
	closed(): void;
	/** Exchanges that were answered, and those that were not. */
	readonly answered: number;
	readonly failed: number;
	/** Frames that belonged to no command: counted, never kept. */
	readonly dropped: number;
	/** Bytes that belonged to no frame. */
	readonly noise: number;
}

/** The line must have been silent this long after a timeout before the next command goes out. */
const quietMs = 100;
/** A line that is never silent is not waited for any longer than this. */
const longestQuietMs = 2000;

/** `unasked` sees every event that answers nothing (automatic status of a printer); it must not throw. */
export function createBus<Event>(
	link: Link,
	framing: Framing<Event>,
	clock: { now(): number; timers: Timers },
	unasked: (event: Event) => void = () => {},
): Bus<Event> {
	let queue: Promise<unknown> = Promise.resolve();
	let inFlight: { take(event: Event): boolean; step(input: ExchangeInput): void } | null = null;
	let lastByteAt = 0;
	let timedOut = false;
	let answered = 0;
	let failed = 0;
	let dropped = 0;
	let noise = 0;

	const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
		const turn = queue.then(run);
		queue = turn.catch(() => {});
		return turn;
	};
	const waitForQuiet = async () => {
		const latest = clock.now() + longestQuietMs;
		while (timedOut && link.up) {
			const left = Math.min(lastByteAt + quietMs, latest) - clock.now();
			if (left <= 0) break;
			await pause(clock.timers, left);
		}
		timedOut = false;
	};
	const exchange = async <Answer>(ask: Ask<Event, Answer>): Promise<AskResult<Answer>> => {
		await waitForQuiet();
		framing.reset();
		return new Promise((resolve) => {
			let state: Exchange = newExchange;
			let answer: { value: Answer } | null = null;
			let cancel: () => void = () => {};
			const step = (input: ExchangeInput) => {
				if (state.at === 'answered' || state.at === 'failed') return;
				state = stepExchange(state, input, ask.timeouts);
				cancel();
				if (state.at === 'waiting') {
					cancel = clock.timers.after(Math.max(0, state.deadline - clock.now()), () => step({ type: 'time', now: clock.now() }));
				} else if (state.at === 'answered' && answer) {
					inFlight = null;
					answered++;
					resolve({ ok: true, answer: answer.value });
				} else if (state.at === 'failed') {
					inFlight = null;
					failed++;
					timedOut = state.failure !== 'port-lost';
					resolve({ ok: false, failure: state.failure });
				}
			};
			inFlight = {
				step,
				take(event) {
					const value = ask.accept(event);
					if (value !== null) {
						answer = { value };
						step({ type: 'answer' });
						return true;
					}
					if (!ask.damaged(event)) return false;
					step({ type: 'damaged-frame' });
					return true;
				},
			};
			void link.write(ask.bytes).then((ok) => step(ok ? { type: 'written', now: clock.now() } : { type: 'not-written' }));
		});
	};

	return {
		ask: (ask) => inTurn(() => exchange(ask)),
		tell: (bytes) => inTurn(() => link.write(bytes)),
		heard(bytes) {
			lastByteAt = clock.now();
			inFlight?.step({ type: 'bytes', now: lastByteAt });
			for (const event of framing.feed(bytes)) {
				if (inFlight?.take(event)) continue;
				const bytes = noiseOf(event);
				if (bytes === null) dropped++;
				else noise += bytes;
				unasked(event);
			}
		},
		closed() {
			framing.reset();
			inFlight?.step({ type: 'closed' });
		},
		get answered() {
			return answered;
		},
		get failed() {
			return failed;
		},
		get dropped() {
			return dropped;
		},
		get noise() {
			return framing.discarded ?? noise;
		},
	};
}

/** Bytes an event speaks of when it says no more than that they belonged to no frame; `null` for every other event. */
function noiseOf(event: unknown): number | null {
	if (typeof event !== 'object' || event === null || !('type' in event) || event.type !== 'discarded') return null;
	return 'bytes' in event && typeof event.bytes === 'number' ? event.bytes : null;
}
