import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { BenchAction, BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { createReaderSimulator, readerFaults } from '../id-reader/simulator.ts';
import { createLedSimulator, ledFaults } from '../led/simulator.ts';
import { createPrinterSimulator, printerFaults } from '../printer/simulator.ts';
import type { Port } from '../transport/port.ts';

type Act = Exclude<BenchAction, { do: 'snapshot' | 'fault' }>;

/** A simulated device as the bench handles it. */
export interface SimulatedDevice {
	readonly kind: DeviceDeclaration['kind'];
	attach(port: Port): void;
	/** `false` when it has no such fault. */
	setFault(fault: string, on: boolean): boolean;
	faults(): readonly string[];
	/** Why it cannot do this; `null` when done. */
	act(action: Act): string | null;
	/** Adds itself to a snapshot; `faults` are its own and those of its cable. */
	show(snapshot: BenchSnapshot, device: string, faults: string[]): void;
}

const cannot = (action: Act) => `"${action.device}" cannot do "${action.do}"`;

/** The shipped simulator that answers this declaration. `changed` is called when it did something worth showing. */
export function makeSimulated(declaration: DeviceDeclaration, changed: () => void): SimulatedDevice | null {
	switch (declaration.kind) {
		case 'id-reader': {
			const simulator = createReaderSimulator();
			return {
				kind: 'id-reader',
				...common(simulator, readerFaults),
				act(action) {
					if (action.do === 'take-card') simulator.takeCard();
					else if (action.do !== 'lay-card') return cannot(action);
					else if (!simulator.layCard(action.person)) return `no invented person "${action.person}"`;
					return null;
				},
				show: (snapshot, device, faults) => snapshot.readers.push({ device, card: simulator.card, faults }),
			};
		}
		case 'printer': {
			const simulator = createPrinterSimulator(declaration.paperMm === 58 ? 32 : 48);
			simulator.onPaper(changed);
			return {
				kind: 'printer',
				...common(simulator, printerFaults),
				act: cannot,
				show: (snapshot, device, faults) => snapshot.printers.push({ device, faults, papers: simulator.papers() }),
			};
		}
		case 'led': {
			const simulator = createLedSimulator(declaration.protocol === 'alpha' ? 'alpha' : 'onbon', declaration.address);
			simulator.onChange(changed);
			return {
				kind: 'led',
				...common(simulator, ledFaults),
				act: cannot,
				show: (snapshot, device, faults) => snapshot.leds.push({ device, text: simulator.text, on: simulator.on, faults }),
			};
		}
		default:
			return null;
	}
}

interface Simulator<Fault extends string> {
	attach(port: Port): void;
	setFault(fault: Fault, on: boolean): void;
	readonly faults: readonly string[];
}

function common<Fault extends string>(simulator: Simulator<Fault>, names: readonly Fault[]) {
	return {
		attach: (port: Port) => simulator.attach(port),
		setFault(fault: string, on: boolean): boolean {
			const known = names.find((name) => name === fault);
			if (known === undefined) return false;
			simulator.setFault(known, on);
			return true;
		},
		faults: () => simulator.faults,
	};
}
