import { createNoise } from '../noise.ts';
import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { answerByte, createVoiceFraming, type VoiceAnswer, type VoiceProtocol, voiceCommand } from './frames.ts';
import { decodeText } from './text.ts';

/** A voice box that speaks the real bytes over any port and writes down what it said aloud. */
export const voiceFaults = [
	'silent',
	/** Stray bytes before each answer. */
	'garbage',
	/** Never says that it has finished, and goes on being busy. */
	'never-idle',
	'not-understood',
	/** Says that it is speaking, whatever it is asked. */
	'busy',
	/** Its power goes in the middle of a text. */
	'initialised-again',
	'endless-noise',
	/** A second box on the line answers as well. */
	'two-devices',
] as const;
export type VoiceFault = (typeof voiceFaults)[number];

export interface VoiceSimulator {
	attach(port: Port): void;
	setFault(fault: VoiceFault, on: boolean): void;
	readonly faults: string[];
	readonly speaking: boolean;
	/** Said to its end, newest last, at most 10. Control tags are not heard. */
	readonly spoken: string[];
	/** Texts that were cut off by another one. */
	readonly cutOff: number;
	/** Texts that came in, said to their end or not. */
	readonly taken: string[];
	onChange(listener: () => void): void;
}

const characterMs = 200;
const powerCutMs = 300;
/** The bytes of a frame follow each other: after such a pause the box waits for its rest no longer. */
const brokenOffMs = 200;
const kept = 10;

/** A box that is idle; one character takes 200 ms. */
export function createVoiceSimulator(protocol: VoiceProtocol, timers: Timers = systemTimers): VoiceSimulator {
	const faults = new Set<VoiceFault>();
	let port: Port | null = null;
	let current: string | null = null;
	let spoken: string[] = [];
	let taken: string[] = [];
	let cutOff = 0;
	let cancelEnd: () => void = () => {};
	let tell: () => void = () => {};
	const noise = createNoise(timers, (bytes) => port?.write(bytes));

	const answer = (what: VoiceAnswer) => {
		if (faults.has('silent')) return;
		if (faults.has('garbage')) void port?.write(new Uint8Array([0x00, 0xff, 0xfd]));
		const byte = new Uint8Array([answerByte[what]]);
		void port?.write(byte);
		if (faults.has('two-devices')) void port?.write(byte);
	};
	const begin = (text: string) => {
		cancelEnd();
		if (current !== null) cutOff++;
		current = text;
		taken = [...taken, text].slice(-kept);
		tell();
		if (faults.has('never-idle')) return;
		if (faults.has('initialised-again')) {
			cancelEnd = timers.after(powerCutMs, () => {
				current = null;
				answer('initialised');
				tell();
			});
			return;
		}
		cancelEnd = timers.after(Math.max(1, [...text].length) * characterMs, () => {
			spoken = [...spoken, text].slice(-kept);
			current = null;
			answer('idle');
			tell();
		});
	};
	const obey = (command: number, data: Uint8Array) => {
		if (faults.has('not-understood')) return answer('not-understood');
		if (command === voiceCommand.query) return answer(current !== null || faults.has('busy') ? 'speaking' : 'idle');
		if (command === voiceCommand.speak) {
			answer('accepted');
			begin(decodeText(data).replace(/\[[^\]]*\]/g, ''));
		} else if (command === voiceCommand.stop) {
			cancelEnd();
			const wasSpeaking = current !== null;
			current = null;
			answer('accepted');
			if (wasSpeaking) tell();
		} else answer(command === voiceCommand.pause || command === voiceCommand.resume ? 'accepted' : 'not-understood');
	};

	return {
		attach(next) {
			port = next;
			const framing = createVoiceFraming(protocol);
			let cancelPause: () => void = () => {};
			const take = (events: ReturnType<typeof framing.feed>) => {
				for (const event of events) {
					if (faults.has('silent')) continue;
					if (event.type === 'bad-checksum') answer('not-understood');
					else if (event.type === 'frame') obey(event.command, event.data);
				}
			};
			noise.run(faults.has('endless-noise'));
			next.onClosed(() => {
				cancelPause();
				if (port !== next) return;
				port = null;
				noise.run(false);
			});
			next.onBytes((bytes) => {
				cancelPause();
				take(framing.feed(bytes));
				cancelPause = timers.after(brokenOffMs, () => take(framing.expire()));
			});
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'endless-noise') noise.run(on && port !== null);
			// Its voice comes back to its senses.
			if (fault === 'never-idle' && !on && current !== null) {
				current = null;
				tell();
			}
		},
		get faults() {
			return [...faults];
		},
		get speaking() {
			return current !== null;
		},
		get spoken() {
			return [...spoken];
		},
		get cutOff() {
			return cutOff;
		},
		get taken() {
			return [...taken];
		},
		onChange(listener) {
			tell = listener;
		},
	};
}
