import { createBus } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import type { DriverOptions } from '../driver.ts';
import { createLink } from '../transport/link.ts';
import { type VoiceAnswer, type VoiceProtocol, voiceAnswer, voiceCommand, voiceFrame } from './frames.ts';

/** How a text ended. `restarted`: the box lost its power meanwhile. */
export type Ending = 'idle' | 'restarted' | 'port-lost';
export type BoxState = 'idle' | 'speaking' | 'accepted' | 'not-understood' | 'no-answer' | 'port-lost';

/** The talk with one voice box: commands and their answers, what it says unasked, and what its health is by that. */
export interface BoxLine {
	readonly up: boolean;
	start(): void;
	settled(): Promise<void>;
	stop(): Promise<void>;
	write(bytes: Uint8Array): Promise<boolean>;
	ask(what: 'query' | 'stop', tries: number): Promise<BoxState>;
	/** Sends a text, once. From `accepted` on the box is speaking (`begun`) until it has ended. */
	speak(frame: Uint8Array): Promise<'accepted' | 'not-understood' | 'no-answer' | 'port-lost' | 'restarted'>;
	/** The end of what was begun; `nothing` after so long without one, `not-confirmed` when somebody wants silence. */
	ending(ms: number, silenced: () => boolean): Promise<Ending | 'nothing' | 'not-confirmed'>;
	/** The box was found idle: how what was begun came to that. */
	end(): 'idle' | 'restarted';
	readonly begun: boolean;
	/** Nothing is being spoken any more, as far as we care. */
	rest(): void;
	/** A wait that `wake` ends. */
	silence(ms: number, silenced: () => boolean): Promise<void>;
	/** Ends every wait: somebody wants silence. */
	wake(): void;
	/** Bytes that no box ever says, so far. */
	readonly strange: number;
	/** Texts that went out. */
	readonly sent: number;
	counts(): { discarded: number; answered: number; failed: number };
}

const answerMs = 500;
const silentTimes = 3;
/** So many strange bytes between two answers: the speed is wrong, or the line is disturbed. */
const strangeBytes = 64;
const quietLineMs = 1000;

export function createBoxLine(
	options: DriverOptions & { protocol: VoiceProtocol },
	oneWay: boolean,
	listeners: { opened(): void; down(): void },
): BoxLine {
	const { now, timers, protocol, speed } = options;
	const heardAnswers: VoiceAnswer[] = [];
	const counts = { strange: 0, unasked: 0, answered: 0, failed: 0, sent: 0 };
	let begun = false;
	let ended: Ending | null = null;
	let silentInARow = 0;
	let strangeAtLastAnswer = 0;
	let lastStrangeAt = Number.NEGATIVE_INFINITY;
	const waiting = new Set<() => void>();

	const link = createLink(options.open, timers, {
		opened() {
			silentInARow = 0;
			strangeAtLastAnswer = counts.strange;
			options.health(oneWay ? { state: 'ready', code: 'one-way' } : { state: 'connecting', code: 'connecting' });
			listeners.opened();
		},
		bytes(bytes) {
			for (const byte of bytes) {
				const answer = voiceAnswer(byte);
				// Noise is kept from the bus: it would lengthen every wait.
				if (answer === null) {
					counts.strange++;
					lastStrangeAt = now();
				} else heardAnswers.push(answer);
			}
			if (heardAnswers.length > 0) bus.heard(new Uint8Array());
		},
		down(code) {
			if (begun) ended = 'port-lost';
			bus.closed();
			wake();
			options.health({ state: 'disconnected', code });
			listeners.down();
		},
	});
	const bus = createBus<VoiceAnswer>(link, { feed: () => heardAnswers.splice(0), reset() {} }, { now, timers }, (answer) => {
		if (answer === 'idle' || answer === 'initialised') {
			if (answer === 'initialised') {
				options.log?.('the box was switched on');
				// On a noisy line the byte may be noise as well.
				if (now() - lastStrangeAt > quietLineMs) options.health({ state: 'warning', code: 'restarted' });
			}
			if (!begun || ended) return;
			ended = answer === 'idle' ? 'idle' : 'restarted';
			wake();
		} else counts.unasked++;
	});

	function wake(): void {
		for (const one of [...waiting]) one();
	}
	/** Resolves after so long, or when woken. */
	function wait(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const done = () => {
				waiting.delete(done);
				cancel();
				resolve();
			};
			const cancel = timers.after(ms, done);
			waiting.add(done);
		});
	}
	function tellAnswered(): void {
		counts.answered++;
		silentInARow = 0;
		speed.heard();
		const disturbed = counts.strange - strangeAtLastAnswer >= strangeBytes;
		strangeAtLastAnswer = counts.strange;
		if (link.up) options.health(disturbed ? { state: 'warning', code: 'protocol-error' } : { state: 'ready', code: 'ok' });
	}
	function tellSilent(): void {
		counts.failed++;
		silentInARow++;
		if (silentInARow < silentTimes || !link.up) return;
		options.health({ state: 'disconnected', code: counts.strange - strangeAtLastAnswer >= strangeBytes ? 'protocol-error' : 'no-answer' });
		if (speed.silent()) void link.reopen();
	}
	async function exchange<Answer extends VoiceAnswer>(
		bytes: Uint8Array,
		accept: (answer: VoiceAnswer) => Answer | null,
	): Promise<Answer | 'no-answer' | 'port-lost'> {
		const wait = answerMs + transferMs(bytes.length + 1, speed.baud);
		const result = await bus.ask({
			bytes,
			timeouts: { firstByteMs: wait, gapMs: wait, longestMs: 2 * wait },
			accept,
			damaged: () => false,
		});
		if (result.ok) {
			tellAnswered();
			return result.answer;
		}
		if (result.failure === 'port-lost') return 'port-lost';
		tellSilent();
		return 'no-answer';
	}

	return {
		get up() {
			return link.up;
		},
		start: () => link.start(),
		settled: () => link.settled(),
		async stop() {
			const closed = link.stop();
			bus.closed();
			wake();
			await closed;
		},
		write: (bytes) => bus.tell(bytes),
		async ask(what, tries) {
			const frame = voiceFrame(protocol, voiceCommand[what]);
			const accept = (answer: VoiceAnswer) => {
				if (answer === 'not-understood' || answer === 'idle') return answer;
				return answer === (what === 'query' ? 'speaking' : 'accepted') ? answer : null;
			};
			let last: BoxState = 'no-answer';
			for (let attempt = 0; attempt < tries; attempt++) {
				const answer = await exchange(frame, accept);
				if (answer !== 'no-answer' && answer !== 'not-understood') return answer;
				last = answer;
			}
			if (last === 'not-understood' && link.up) options.health({ state: 'warning', code: 'not-understood' });
			return last;
		},
		async speak(frame) {
			counts.sent++;
			begun = false;
			ended = null;
			const answer = await exchange(frame, (said) => {
				if (said === 'accepted') begun = true;
				return said === 'accepted' || said === 'not-understood' || said === 'initialised' ? said : null;
			});
			return answer === 'initialised' ? 'restarted' : answer;
		},
		async ending(ms, silenced) {
			if (!ended && !silenced()) await wait(ms);
			if (silenced()) return 'not-confirmed';
			const how = ended;
			if (how) begun = false;
			return how ?? 'nothing';
		},
		end() {
			const how = ended === 'restarted' ? 'restarted' : 'idle';
			begun = false;
			ended = null;
			return how;
		},
		get begun() {
			return begun;
		},
		rest() {
			begun = false;
			ended = null;
		},
		async silence(ms, silenced) {
			if (!silenced()) await wait(ms);
		},
		wake,
		get strange() {
			return counts.strange;
		},
		get sent() {
			return counts.sent;
		},
		counts: () => ({ discarded: counts.strange + counts.unasked, answered: counts.answered, failed: counts.failed }),
	};
}
