import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { createSimulatedSign } from './alpha/simulated-sign.ts';
import { createSimulatedCard } from './onbon/simulated-card.ts';
import type { ShownPart } from './simulated-display.ts';

/** What can go wrong with a display or on its line. */
export const ledFaults = [
	/** Hears and says nothing. */
	'silent',
	/** Onbon: refuses with busy, then as long as it is set. */
	'busy',
	/** Onbon: has no GB2312 font, only the other one; has no font at all. */
	'no-font',
	'no-fonts',
	/** Refuses everything: Onbon with a fault of its own, Alpha as an unknown command. */
	'nak',
	/** Onbon: does not know the status query. */
	'old-firmware',
	/** Its answers come with a wrong CRC or checksum. */
	'bad-crc',
	/** What it hears is damaged on the way. */
	'hears-damaged',
	/** Another device answers in its place; two answer at once. */
	'other-screen',
	'two-answers',
	/** The power is cut while it is set; then everything it held is gone. */
	'loses-power',
	/** Went dark by itself, once. */
	'dark',
	/** Noise before and after each answer; noise without end. */
	'garbage',
	'endless-noise',
	/** The line gives back what is sent. */
	'echo',
	/** Answers after three seconds. */
	'slow',
	/** Alpha: its STRING files are not there. */
	'memory-missing',
	'unplugged',
] as const;
export type LedFault = (typeof ledFaults)[number];

const slowMs = 3000;
const noiseEveryMs = 20;
const noise = new Uint8Array([0x00, 0xff, 0x5a, 0x13, 0x37, 0x5b, 0x7f, 0xee]);

/** An LED display that speaks the real bytes over any port and says what it shows. */
export interface LedSimulator {
	attach(port: Port): void;
	setFault(fault: LedFault, on: boolean): void;
	readonly faults: string[];
	/** What people can read: the parts one under the other; nothing when it is dark or without power. */
	readonly text: string;
	readonly on: boolean;
	/** By part. */
	shown(): ShownPart[];
	onChange(listener: (text: string) => void): void;
}

/** A card or a sign of this address, lit and empty, as an installer leaves it. */
export function createLedSimulator(
	protocol: 'onbon' | 'alpha',
	address: number,
	clock: { now(): number; timers: Timers } = { now: () => Date.now(), timers: systemTimers },
): LedSimulator {
	const faults = new Set<LedFault>();
	const mood = { has: (fault: string) => (faults as ReadonlySet<string>).has(fault) };
	const create = protocol === 'onbon' ? createSimulatedCard : createSimulatedSign;
	const display = create(address, mood, clock.now);
	let port: Port | null = null;
	let tell: (text: string) => void = () => {};
	let told = '';

	const powered = () => !faults.has('loses-power');
	const textNow = () =>
		powered() && display.on
			? display
					.shown()
					.map((part) => part.text)
					.join('\n')
			: '';
	const refresh = () => {
		const text = textNow();
		if (text === told) return;
		told = text;
		tell(text);
	};
	const say = (bytes: Uint8Array) => {
		if (faults.has('slow')) clock.timers.after(slowMs, () => void port?.write(bytes));
		else void port?.write(bytes);
	};
	const answer = (bytes: Uint8Array) => {
		if (faults.has('garbage')) say(noise);
		say(faults.has('two-answers') ? collided(bytes) : faults.has('bad-crc') ? spoiled(bytes) : bytes);
		if (faults.has('garbage')) say(noise);
	};
	const makeNoise = () => {
		if (!faults.has('endless-noise')) return;
		for (let n = 0; n < 32; n++) void port?.write(noise);
		clock.timers.after(noiseEveryMs, makeNoise);
	};

	return {
		attach(next) {
			port = next;
			next.onBytes((bytes) => {
				if (faults.has('echo')) void next.write(bytes);
				if (faults.has('silent') || !powered()) return;
				for (const one of display.hear(bytes)) answer(one);
				refresh();
			});
		},
		setFault(fault, on) {
			const had = faults.has(fault);
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'loses-power' && on) display.forget();
			if (fault === 'dark' && on) display.on = false;
			if (fault === 'endless-noise' && on && !had) makeNoise();
			refresh();
		},
		get faults() {
			return [...faults];
		},
		get text() {
			return textNow();
		},
		get on() {
			return powered() && display.on;
		},
		shown: () => (powered() && display.on ? display.shown() : []),
		onChange(listener) {
			tell = listener;
		},
	};
}

/** Several simulated displays on one line, as on an RS-485 cable: each hears everything, and each speaks over the same wires. */
export function attachToOneLine(port: Port, simulators: readonly LedSimulator[]): void {
	const listeners: ((bytes: Uint8Array) => void)[] = [];
	port.onBytes((bytes) => {
		for (const listener of listeners) listener(bytes);
	});
	for (const simulator of simulators) {
		simulator.attach({
			write: (bytes) => port.write(bytes),
			onBytes: (listener) => listeners.push(listener),
			onClosed: () => {},
			close: async () => {},
		});
	}
}

/** The last byte but one is of the CRC, of the checksum, or the first of an acknowledgement. */
function spoiled(bytes: Uint8Array): Uint8Array {
	const copy = bytes.slice();
	copy[copy.length - 2] = (copy[copy.length - 2]! ^ 0x01) & 0x7f;
	return copy;
}

/** Two answers on one pair of wires, the second a byte late: a zero of either wins. */
function collided(bytes: Uint8Array): Uint8Array {
	return bytes.map((byte, at) => byte & (bytes[at - 1] ?? 0xff));
}
