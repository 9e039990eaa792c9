import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { createPaperDecoder, type DecodedPaper } from './paper-decoder.ts';
import { createSimulatedBuffer } from './simulated-buffer.ts';
import { automaticStatus, bufferedAnswer, isStopped, realtimeAnswer, type SimulatedState, textAnswer } from './simulated-status.ts';

/** An ESC/POS printer that speaks the real bytes over any port and shows the paper it made of them. */
export const printerFaults = [
	'paper-end',
	'near-end',
	'cover-open',
	/** The blade is stuck. */
	'cutter',
	/** The blade was freed, and it waits to be told to go on (`10 05`); goes off by itself then. */
	'waits-for-recovery',
	/** The head; it cools down by itself. */
	'too-hot',
	'unrecoverable',
	/** The key on the printer. */
	'offline-by-switch',
	/** A one-way cable: prints, answers nothing. */
	'silent',
	/** Knows only the buffered question. */
	'no-answer-to-status',
	/** Knows only the real-time questions. */
	'no-answer-to-buffered',
	/** Does not know `1D 61`. */
	'no-automatic-status',
	/** `1B 40` switches automatic status off, as on some models. */
	'forgets-automatic-status',
	/** The paper ends after three more lines. */
	'paper-ends-soon',
	/** Loses its power in the middle of the next QR code; switched off, it starts with an empty buffer. */
	'dies-in-qr',
	/** Loses bytes from the middle of the next QR code on; switched off, it hears again and still waits for the rest of that code. */
	'stalls-in-qr',
	/** Prints slowly, and holds the flow while its buffer is full. */
	'slow',
	/** A wrong speed or a bad cable: each answer comes spoiled. */
	'garbage-answers',
	/** A second printer on the same line answers too, and is out of paper. */
	'status-of-another-printer',
	/** Answers to the first question come only after the second was asked. */
	'wrong-order-answers',
	'endless-noise',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

export interface SimulatorOptions {
	timers?: Timers;
	/** Bytes of the receive buffer. */
	capacity?: number;
	/** It says stop while so many bytes still fit: the sender needs a while to hear it. A quarter of the capacity unless given. */
	slack?: number;
	/** How it holds the sender: by 13 and 11, by a wire or the network (`Port.hold`), or not at all: then bytes are lost. */
	flow?: 'none' | 'xon-xoff' | 'wire';
	/** Sees real-time commands also inside the data of another command. */
	realtimeInside?: boolean;
}

/** A port whose sender can be held, as by the wire CTS or a full network window. */
export interface HoldablePort extends Port {
	hold?(on: boolean): void;
}

export interface PrinterSimulator {
	attach(port: HoldablePort): void;
	setFault(fault: PrinterFault, on: boolean): void;
	readonly faults: string[];
	/** Newest last; a paper that was not cut yet stands last with `cut: false`. */
	papers(): DecodedPaper[];
	/** Called when a paper was cut. */
	onPaper(listener: (paper: DecodedPaper) => void): void;
	/** Bytes that were lost because the buffer was full. */
	readonly lost: number;
	/** It holds the flow now. */
	readonly holding: boolean;
}

const linesLeftWhenSoon = 3;
const coolsDownMs = 10_000;
/** A slow printer takes so many bytes at a time. */
const slowBytes = 64;
const slowMs = 40;
const noiseMs = 20;

/** `columns` of the normal font: 48 on 80 mm paper, 32 on 58 mm. */
export function createPrinterSimulator(columns = 48, options: SimulatorOptions = {}): PrinterSimulator {
	const { timers = systemTimers, capacity = 256 * 1024, flow = 'none', realtimeInside = false } = options;
	const { slack = capacity / 4 } = options;
	const faults = new Set<PrinterFault>();
	const decoder = createPaperDecoder(columns);
	const buffer = createSimulatedBuffer(capacity, realtimeInside, (bytes) => realtime(bytes));
	let port: HoldablePort | null = null;
	let tell: (paper: DecodedPaper) => void = () => {};
	let endsAtLine = Number.POSITIVE_INFINITY;
	/** Without power or deaf since the middle of a QR code. */
	let dead = false;
	let holding = false;
	let automatic = false;
	let lastAutomatic = '';
	let heldAnswer: number | null = null;
	let working = false;
	let cancelNoise: () => void = () => {};
	let noise = 1;

	const state = (): SimulatedState => ({
		paperEnd: faults.has('paper-end'),
		nearEnd: faults.has('near-end'),
		coverOpen: faults.has('cover-open'),
		cutter: faults.has('cutter'),
		unrecoverable: faults.has('unrecoverable'),
		tooHot: faults.has('too-hot'),
		switchedOff: faults.has('offline-by-switch'),
		waiting: faults.has('waits-for-recovery'),
	});
	const send = (...bytes: number[]) => {
		if (!dead && !faults.has('silent')) void port?.write(new Uint8Array(bytes));
	};
	const reply = (byte: number) => send(faults.has('garbage-answers') ? byte | 0x80 : byte);
	const tellAutomatic = (always: boolean) => {
		if (!automatic) return;
		const bytes = automaticStatus(state());
		if (!always && lastAutomatic === bytes.join()) return;
		lastAutomatic = bytes.join();
		send(...bytes);
	};
	const realtime = ([, kind, n = 0]: Uint8Array) => {
		if (kind === 0x05) {
			if (n === 0x02) {
				buffer.clear();
				decoder.dropLine();
			}
			if (faults.delete('waits-for-recovery')) tellAutomatic(false);
		}
		if (kind !== 0x04 || faults.has('no-answer-to-status')) return;
		const answer = realtimeAnswer(n, state());
		if (answer === null) return;
		if (heldAnswer !== null) {
			reply(heldAnswer);
			heldAnswer = null;
			reply(answer);
		} else if (faults.has('wrong-order-answers') && n === 1) heldAnswer = answer;
		else reply(answer);
		if (faults.has('status-of-another-printer')) reply(realtimeAnswer(n, { ...state(), paperEnd: true })!);
	};
	const hold = () => {
		const full = buffer.used > capacity - slack;
		const free = buffer.used < (capacity - slack) / 3;
		if (flow === 'none' || (holding ? !free : !full)) return;
		holding = !holding;
		if (flow === 'wire') port?.hold?.(holding);
		else send(holding ? 0x13 : 0x11);
	};
	const answerBuffered = (bytes: Uint8Array) => {
		const n = bytes[2] ?? 0;
		if (bytes[1] === 0x61) {
			automatic = n !== 0 && !faults.has('no-automatic-status');
			tellAutomatic(true);
		} else if (faults.has('no-answer-to-buffered')) return;
		else if (bytes[1] === 0x72) {
			reply(bufferedAnswer(n, state()));
			if (faults.has('status-of-another-printer')) reply(0x0f);
		} else send(...(textAnswer(n) ?? []));
	};
	const takeOne = () => {
		const token = buffer.next();
		if (!token) return 0;
		const [first = 0, second = 0] = token.bytes;
		if (first === 0x1d && (second === 0x72 || second === 0x61 || second === 0x49)) answerBuffered(token.bytes);
		// A printer takes no notice of control characters that are no commands.
		else if (token.type === 'command' || first >= 0x20) {
			if (first === 0x1b && second === 0x40 && faults.has('forgets-automatic-status')) automatic = false;
			if (decoder.take(token)) tell(decoder.papers().at(-1)!);
			if (decoder.lines >= endsAtLine) {
				endsAtLine = Number.POSITIVE_INFINITY;
				faults.delete('paper-ends-soon');
				faults.add('paper-end');
				tellAutomatic(false);
			}
		}
		return token.bytes.length;
	};
	const work = () => {
		if (working || dead) return;
		let taken = 0;
		while (!isStopped(state()) && buffer.used > buffer.held.length) {
			taken += takeOne();
			if (faults.has('slow') && taken >= slowBytes) {
				working = true;
				timers.after(slowMs, () => {
					working = false;
					work();
				});
				break;
			}
		}
		hold();
	};
	const inQr = () => buffer.held[0] === 0x1d && buffer.held[1] === 0x28 && buffer.held.length > 20;
	const receive = (bytes: Uint8Array) => {
		if (dead) return;
		if (!faults.has('dies-in-qr') && !faults.has('stalls-in-qr')) return buffer.receive(bytes);
		for (const byte of bytes) {
			buffer.receive(new Uint8Array([byte]));
			work();
			if (!inQr()) continue;
			dead = true;
			return;
		}
	};
	/** Power comes back: what was in its memory is gone, what was on the paper is not. */
	const restart = () => {
		buffer.clear();
		decoder.take({ type: 'command', bytes: new Uint8Array([0x1b, 0x40]) });
		automatic = false;
		heldAnswer = null;
	};
	const makeNoise = () => {
		cancelNoise();
		if (!faults.has('endless-noise')) return;
		const bytes = Array.from({ length: 16 }, () => {
			noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
			return noise >>> 24;
		});
		send(...bytes);
		cancelNoise = timers.after(noiseMs, makeNoise);
	};
	const afterChange = (fault: PrinterFault, on: boolean) => {
		if (fault === 'paper-ends-soon') endsAtLine = on ? decoder.lines + linesLeftWhenSoon : Number.POSITIVE_INFINITY;
		if ((fault === 'dies-in-qr' || fault === 'stalls-in-qr') && !on && dead) {
			dead = false;
			if (fault === 'dies-in-qr') restart();
		}
		if (fault === 'too-hot' && on) {
			timers.after(coolsDownMs, () => {
				if (!faults.delete('too-hot')) return;
				tellAutomatic(false);
				work();
			});
		}
		if (fault === 'endless-noise') makeNoise();
	};

	return {
		attach(next) {
			port = next;
			holding = false;
			next.onBytes((bytes) => {
				if (port !== next) return;
				receive(bytes);
				work();
				// Also while it is busy with what came before.
				hold();
			});
			next.onClosed(() => {
				if (port !== next) return;
				port = null;
				cancelNoise();
			});
			makeNoise();
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			afterChange(fault, on);
			tellAutomatic(false);
			work();
		},
		get faults() {
			return [...faults];
		},
		papers() {
			const current = decoder.current();
			return [...decoder.papers(), ...(current ? [current] : [])].slice(-10);
		},
		onPaper(listener) {
			tell = listener;
		},
		get holding() {
			return holding;
		},
		get lost() {
			return buffer.lost;
		},
	};
}
