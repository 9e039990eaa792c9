import type { Port } from '../transport/port.ts';
import type { Timers } from '../transport/timers.ts';
import type { Capture } from './format.ts';

/** A byte of the host that was recorded otherwise. What came instead is not told: it may belong to a person (P1). */
export interface Mismatch {
	/** Line of the capture file, from 1. */
	line: number;
	/** Byte of that line, from 0. */
	byte: number;
	/** Byte of everything the host sent, from 0. */
	position: number;
	expected: number;
}

export interface ReplayResult {
	/** Everything recorded was played; `false` = the port was closed, or it was stopped, before the end. */
	complete: boolean;
	/** Bytes sent to the host, and taken from it. */
	sent: number;
	taken: number;
	/** First byte of each exchange that differs. */
	mismatches: Mismatch[];
	/** Bytes the host sent beyond what was recorded. */
	beyond: number;
}

export interface Replay {
	readonly done: Promise<ReplayResult>;
	stop(): void;
}

/** A host that was recorded otherwise has said its say when it is silent for so long; milliseconds. */
const silenceMs = 100;
/** Redactors put these for what they took out: they stand for any byte. */
const removed: ReadonlySet<number> = new Set([0x00, 0x2a]);

/** What the host says in one go, and what the device says to it. */
interface Exchange {
	asked: { byte: number; line: number; index: number }[];
	answers: { bytes: Uint8Array; waitMs: number }[];
}

/**
 * Plays the device of a capture on its end of a line: awaits what the host had said, however it is cut into chunks, then says what the device
 * had said, `recorded`: with the pauses it made, `at-once`: without. A host that says something else is answered all the same, and told of.
 */
export function replayDevice(capture: Capture, port: Port, timers: Timers, options: { timing: 'recorded' | 'at-once' }): Replay {
	const exchanges = exchangesOf(capture);
	const mismatches: Mismatch[] = [];
	let current = 0;
	let matched = 0;
	let astray = false;
	let taken = 0;
	let sent = 0;
	let beyond = 0;
	let answering = false;
	let ended = false;
	let waiting: number[] = [];
	let cancel: () => void = () => {};
	let finish: (result: ReplayResult) => void = () => {};
	const done = new Promise<ReplayResult>((resolve) => {
		finish = resolve;
	});
	const end = (complete: boolean) => {
		if (ended) return;
		ended = true;
		cancel();
		finish({ complete, sent, taken, mismatches, beyond });
	};

	const answer = async () => {
		answering = true;
		for (const { bytes, waitMs } of exchanges[current]!.answers) {
			if (options.timing === 'recorded' && waitMs > 0) await paused(waitMs);
			if (ended) return;
			if (!(await port.write(bytes))) return end(false);
			sent += bytes.length;
		}
		answering = false;
		current++;
		matched = 0;
		astray = false;
		goOn();
	};
	const paused = (ms: number) =>
		new Promise<void>((resolve) => {
			cancel = timers.after(ms, resolve);
		});
	/** Compares what has come with what is awaited, and answers when it is all there. */
	const goOn = () => {
		while (!answering && !ended) {
			const exchange = exchanges[current];
			if (!exchange) {
				beyond += waiting.length;
				return end(true);
			}
			if (matched >= exchange.asked.length && !astray) return void answer();
			const byte = waiting.shift();
			if (byte === undefined) return;
			taken++;
			if (astray) {
				awaitSilence();
				continue;
			}
			const expected = exchange.asked[matched++]!;
			if (byte === expected.byte || removed.has(expected.byte)) continue;
			mismatches.push({ line: expected.line, byte: expected.index, position: taken - 1, expected: expected.byte });
			astray = true;
			awaitSilence();
		}
	};
	const awaitSilence = () => {
		cancel();
		cancel = timers.after(silenceMs, () => void answer());
	};

	port.onClosed(() => end(false));
	port.onBytes((bytes) => {
		if (ended) return;
		waiting = waiting.concat(Array.from(bytes));
		goOn();
	});
	goOn();
	return { done, stop: () => end(false) };
}

function exchangesOf({ entries }: Capture): Exchange[] {
	const exchanges: Exchange[] = [];
	let before = 0;
	for (const [number, entry] of entries.entries()) {
		const bytes = new Uint8Array(Buffer.from(entry.bytes, 'hex'));
		const last = exchanges.at(-1);
		if (entry.to === 'host') {
			const answer = { bytes, waitMs: entry.at - before };
			if (last) last.answers.push(answer);
			else exchanges.push({ asked: [], answers: [answer] });
		} else {
			// The head is line 1 of the file.
			const asked = Array.from(bytes, (byte, index) => ({ byte, line: number + 2, index }));
			if (last && last.answers.length === 0) last.asked.push(...asked);
			else exchanges.push({ asked, answers: [] });
		}
		before = entry.at;
	}
	return exchanges;
}
