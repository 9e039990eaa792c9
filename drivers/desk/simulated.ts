import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { BenchAction, BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import type { DeviceProfiles, LedProfile } from '../../domain/contracts/device-profiles.ts';
import { createReaderSimulator, readerFaults } from '../id-reader/simulator.ts';
import { createPanelSimulator, panelFaults } from '../led/profile/simulator.ts';
import { createLedSimulator, ledFaults } from '../led/simulator.ts';
import { createPrinterSimulator, printerFaults } from '../printer/simulator.ts';
import { createRatingPadSimulator, padFaults } from '../rating-pad/simulator.ts';
import { createScannerSimulator, scannerFaults } from '../scanner/simulator.ts';
import type { Port } from '../transport/port.ts';
import type { Timers } from '../transport/timers.ts';
import { createVoiceSimulator, voiceFaults } from '../voice/simulator.ts';

type Act = Exclude<BenchAction, { do: 'snapshot' | 'fault' }>;

/** A simulated device as the bench handles it. */
export interface SimulatedDevice {
	readonly kind: DeviceDeclaration['kind'];
	attach(port: Port): void;
	/** `false` when it has no such fault. */
	setFault(fault: string, on: boolean): boolean;
	faults(): readonly string[];
	/** Every fault it can be given, apart from those of its cable. */
	readonly mishaps: readonly string[];
	/** Why it cannot do this; `null` when done. */
	act(action: Act): string | null;
	/** Adds itself to a snapshot; the faults are its own and those of its cable. */
	show(snapshot: BenchSnapshot, shown: ShownDevice): void;
}

interface ShownDevice {
	device: string;
	faults: string[];
	mishaps: string[];
}

const cannot = (action: Act) => `"${action.device}" cannot do "${action.do}"`;

export interface SimulatedParts {
	now(): number;
	timers: Timers;
	profiles(): DeviceProfiles | null;
	/** Called when a simulator did something worth showing. */
	changed(): void;
}

/** The shipped simulator that answers this declaration; `null` when something it names is not there. */
export function makeSimulated(declaration: DeviceDeclaration, parts: SimulatedParts): SimulatedDevice | null {
	const { changed, timers } = parts;
	switch (declaration.kind) {
		case 'id-reader': {
			const simulator = createReaderSimulator({ timers });
			return {
				kind: 'id-reader',
				...common(simulator, readerFaults),
				act(action) {
					if (action.do === 'take-card') simulator.takeCard();
					else if (action.do !== 'lay-card') return cannot(action);
					else if (!simulator.layCard(action.person)) return `no invented person "${action.person}"`;
					return null;
				},
				show: (snapshot, shown) => snapshot.readers.push({ ...shown, card: simulator.card }),
			};
		}
		case 'printer': {
			const simulator = createPrinterSimulator(declaration.paperMm === 58 ? 32 : 48, { timers });
			simulator.onPaper(changed);
			return {
				kind: 'printer',
				...common(simulator, printerFaults),
				act: cannot,
				show: (snapshot, shown) => snapshot.printers.push({ ...shown, papers: simulator.papers() }),
			};
		}
		case 'led': {
			if (declaration.protocol === 'profile') {
				const profile = declaration.profile === undefined ? undefined : parts.profiles()?.displays[declaration.profile];
				return profile ? simulatedPanel(profile, parts) : null;
			}
			const simulator = createLedSimulator(declaration.protocol, declaration.address, parts);
			simulator.onChange(changed);
			return {
				kind: 'led',
				...common(simulator, ledFaults),
				act: cannot,
				show: (snapshot, shown) => snapshot.leds.push({ ...shown, text: simulator.text, on: simulator.on }),
			};
		}
		case 'rating-pad': {
			const profile = parts.profiles()?.ratingPads[declaration.profile];
			if (!profile) return null;
			const simulator = createRatingPadSimulator(profile, timers);
			simulator.onChange(changed);
			return {
				kind: 'rating-pad',
				...common(simulator, padFaults),
				act(action) {
					if (action.do !== 'press-rating') return cannot(action);
					return simulator.press(action.rating) ? null : `"${action.device}" asks nothing now, or has no such key`;
				},
				show: (snapshot, shown) => snapshot.pads.push({ ...shown, shows: simulator.shows }),
			};
		}
		case 'scanner': {
			const simulator = createScannerSimulator(declaration, timers);
			simulator.onChange(changed);
			return {
				kind: 'scanner',
				...common(simulator, scannerFaults),
				act(action) {
					if (action.do !== 'hold-up-code') return cannot(action);
					return simulator.holdUp(action.text) ? null : `nobody listens to "${action.device}"`;
				},
				show: (snapshot, shown) => snapshot.scanners.push({ ...shown, lit: simulator.lit }),
			};
		}
		case 'voice': {
			const simulator = createVoiceSimulator(declaration.protocol, timers);
			simulator.onChange(changed);
			return {
				kind: 'voice',
				...common(simulator, voiceFaults),
				act: cannot,
				show: (snapshot, shown) => snapshot.voices.push({ ...shown, speaking: simulator.speaking, spoken: [...simulator.spoken] }),
			};
		}
	}
}

function simulatedPanel(profile: LedProfile, { changed, timers }: SimulatedParts): SimulatedDevice {
	const simulator = createPanelSimulator(profile, timers);
	simulator.onChange(changed);
	return {
		kind: 'led',
		...common(simulator, panelFaults),
		act: cannot,
		show: (snapshot, shown) => snapshot.leds.push({ ...shown, text: simulator.text, on: simulator.on }),
	};
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
		mishaps: names,
	};
}
