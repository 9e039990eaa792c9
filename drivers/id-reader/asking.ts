import { type AskResult, createBus, type Framing } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import type { Link } from '../transport/link.ts';
import type { Timers } from '../transport/timers.ts';
import { type CommandName, canAnswer, commandFrame, commands } from './commands.ts';
import { type Answer, createAnswerFraming, type FrameEvent } from './frames.ts';

/** One command and the answer that belongs to it; everything else on the line is counted and forgotten. */
export interface Asking {
	/** Never rejects. Transfer time is added for the speed the line has now. */
	ask(command: CommandName): Promise<AskResult<Answer>>;
	/** Wire these two to the link. */
	heard(bytes: Uint8Array): void;
	closed(): void;
	/** Bytes that belonged to no frame, and frames that answered nothing. */
	readonly discarded: number;
	readonly answered: number;
	readonly failed: number;
}

/** A line that babbles without end must not hold a command for longer. */
const longestMs = 10_000;
const commandBytes = 10;

/** `baud` gives the speed of the line as it is now. */
export function createAsking(link: Link, clock: { now(): number; timers: Timers }, baud: () => number): Asking {
	const parser = createAnswerFraming();
	let discarded = 0;
	let answered = 0;
	let failed = 0;
	const counted: Framing<FrameEvent> = {
		feed(bytes) {
			const events = parser.feed(bytes);
			for (const event of events) if (event.type === 'discarded') discarded += event.bytes;
			return events;
		},
		reset() {
			discarded += parser.held;
			parser.reset();
		},
	};
	const bus = createBus(link, counted, clock, (event) => {
		if (event.type === 'answer') discarded++;
	});
	return {
		heard: bus.heard,
		closed: bus.closed,
		async ask(command) {
			const { firstByteMs, gapMs, answerBytes } = commands[command];
			const onTheWire = transferMs(answerBytes, baud());
			const result = await bus.ask({
				bytes: commandFrame(command),
				timeouts: { firstByteMs: firstByteMs + transferMs(commandBytes, baud()) + onTheWire, gapMs: gapMs + onTheWire, longestMs },
				accept: (event) => (event.type === 'answer' && canAnswer(command, event.answer) ? event.answer : null),
				// A sound frame that answers something else counts as damage: the command is worth repeating.
				damaged(event) {
					if (event.type === 'answer') discarded++;
					return event.type !== 'discarded';
				},
			});
			if (result.ok) answered++;
			else failed++;
			return result;
		},
		get discarded() {
			return discarded;
		},
		get answered() {
			return answered;
		},
		get failed() {
			return failed;
		},
	};
}
