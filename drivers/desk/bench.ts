import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { BenchAction, BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { benchPeople } from '../id-reader/people.ts';
import { createReaderSimulator, type ReaderFault, type ReaderSimulator, readerFaults } from '../id-reader/simulator.ts';
import { createLedSimulator, type LedFault, type LedSimulator, ledFaults } from '../led/simulator.ts';
import { createPrinterSimulator, type PrinterFault, type PrinterSimulator, printerFaults } from '../printer/simulator.ts';
import { createPipe } from '../transport/pipe.ts';
import type { OpenPort, Port } from '../transport/port.ts';

/** The simulated devices of one desk, and what the device bench may do to them. */
export interface Bench {
	/** Puts a simulator at the other end of a pipe; the driver opens it like any port. */
	plug(declaration: SimulatedDeclaration): OpenPort;
	/** Error text when the action does not fit. */
	act(action: Exclude<BenchAction, { do: 'snapshot' }>): { ok: true } | { ok: false; why: string };
	snapshot(): BenchSnapshot;
	/** Forgets every simulated device. */
	clear(): void;
	/** Whether any simulated device is there. */
	readonly empty: boolean;
}

type SimulatedDeclaration = DeviceDeclarationOf<'id-reader' | 'printer' | 'led'>;

type Simulated =
	| { kind: 'id-reader'; simulator: ReaderSimulator; cable: Cable }
	| { kind: 'printer'; simulator: PrinterSimulator; cable: Cable }
	| { kind: 'led'; simulator: LedSimulator; cable: Cable };

interface Cable {
	open: OpenPort;
	setPlugged(plugged: boolean): void;
	readonly plugged: boolean;
}

/** `changed` is called when a simulated device did something worth showing. */
export function createBench(changed: () => void): Bench {
	const devices = new Map<string, Simulated>();

	return {
		plug(declaration) {
			const made = makeSimulated(declaration, changed);
			devices.set(declaration.id, made);
			return made.cable.open;
		},
		act(action) {
			const found = devices.get(action.device);
			if (!found) return { ok: false, why: `no simulated device "${action.device}"` };
			if (action.do === 'fault') {
				if (!setFault(found, action.fault, action.on)) return { ok: false, why: `a ${found.kind} has no fault "${action.fault}"` };
			} else if (action.do === 'hold-up-code' || action.do === 'press-rating') {
				return { ok: false, why: `"${action.device}" cannot do this` };
			} else if (found.kind !== 'id-reader') return { ok: false, why: `"${action.device}" is not a card reader` };
			else if (action.do === 'take-card') found.simulator.takeCard();
			else if (!found.simulator.layCard(action.person)) return { ok: false, why: `no invented person "${action.person}"` };
			changed();
			return { ok: true };
		},
		snapshot() {
			const snapshot: BenchSnapshot = {
				people: benchPeople.map(({ id, label, note }) => ({ id, label, note })),
				readers: [],
				printers: [],
				leds: [],
				pads: [],
				scanners: [],
				voices: [],
			};
			for (const [device, found] of devices) {
				const faults = found.cable.plugged ? found.simulator.faults : [...found.simulator.faults, 'unplugged'];
				if (found.kind === 'id-reader') snapshot.readers.push({ device, card: found.simulator.card, faults });
				else if (found.kind === 'printer') snapshot.printers.push({ device, faults, papers: found.simulator.papers() });
				else snapshot.leds.push({ device, text: found.simulator.text, on: found.simulator.on, faults });
			}
			return snapshot;
		},
		clear: () => devices.clear(),
		get empty() {
			return devices.size === 0;
		},
	};
}

function makeSimulated(declaration: SimulatedDeclaration, changed: () => void): Simulated {
	switch (declaration.kind) {
		case 'id-reader': {
			const simulator = createReaderSimulator();
			return { kind: 'id-reader', simulator, cable: createCable((port) => simulator.attach(port)) };
		}
		case 'printer': {
			const simulator = createPrinterSimulator(declaration.paperMm === 58 ? 32 : 48);
			simulator.onPaper(changed);
			return { kind: 'printer', simulator, cable: createCable((port) => simulator.attach(port)) };
		}
		case 'led': {
			const simulator = createLedSimulator(declaration.protocol === 'alpha' ? 'alpha' : 'onbon', declaration.address);
			simulator.onChange(changed);
			return { kind: 'led', simulator, cable: createCable((port) => simulator.attach(port)) };
		}
	}
}

function createCable(attach: (port: Port) => void): Cable {
	let plugged = true;
	let far: Port | null = null;
	return {
		async open() {
			if (!plugged) return { ok: false, code: 'cannot-open', text: 'the cable is unplugged' };
			const pipe = createPipe();
			far = pipe.far;
			attach(pipe.far);
			return { ok: true, port: pipe.near };
		},
		setPlugged(next) {
			plugged = next;
			if (!plugged) void far?.close();
		},
		get plugged() {
			return plugged;
		},
	};
}

function setFault(found: Simulated, fault: string, on: boolean): boolean {
	if (fault === 'unplugged') {
		found.cable.setPlugged(!on);
		return true;
	}
	if (found.kind === 'id-reader' && isOneOf<ReaderFault>(readerFaults, fault)) found.simulator.setFault(fault, on);
	else if (found.kind === 'printer' && isOneOf<PrinterFault>(printerFaults, fault)) found.simulator.setFault(fault, on);
	else if (found.kind === 'led' && isOneOf<LedFault>(ledFaults, fault)) found.simulator.setFault(fault, on);
	else return false;
	return true;
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
	return (names as readonly string[]).includes(name);
}
