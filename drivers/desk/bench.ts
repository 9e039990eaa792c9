import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { BenchAction, BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { benchPeople } from '../id-reader/people.ts';
import type { OpenPort } from '../transport/port.ts';
import { makeSimulated, type SimulatedDevice, type SimulatedParts } from './simulated.ts';
import { createSimulatedLine, type SimulatedLine } from './simulated-line.ts';

/** The simulated devices of one desk, and what the device bench may do to them. */
export interface Bench {
	/** Puts a simulator at the other end of a cable; the driver opens it like any port. `unplug` takes it away again. */
	plug(declaration: DeviceDeclaration): { open: OpenPort; unplug(): void };
	/** Says why when the action does not fit. */
	act(action: Exclude<BenchAction, { do: 'snapshot' }>): { ok: true } | { ok: false; why: string };
	snapshot(): BenchSnapshot;
	/** Whether no simulated device is there. */
	readonly empty: boolean;
}

interface Plugged {
	simulator: SimulatedDevice;
	line: SimulatedLine;
}

/** No device is plugged in yet. */
export function createBench(parts: SimulatedParts): Bench {
	const devices = new Map<string, Plugged>();
	/** Lines that several displays share, by name. */
	const shared = new Map<string, SimulatedLine>();

	function lineFor({ transport }: DeviceDeclaration): SimulatedLine {
		if (transport.kind !== 'simulated' || transport.line === undefined) return createSimulatedLine();
		const line = shared.get(transport.line) ?? createSimulatedLine();
		shared.set(transport.line, line);
		return line;
	}

	return {
		plug(declaration) {
			const simulator = makeSimulated(declaration, parts);
			const line = lineFor(declaration);
			if (!simulator) return { open: line.open, unplug() {} };
			const { id } = declaration;
			const own = { simulator, line };
			line.add(id, (port) => simulator.attach(port));
			devices.set(id, own);
			return {
				open: line.open,
				unplug() {
					// A driver that ends late must not take away the device that came after it.
					if (devices.get(id) !== own) return;
					line.remove(id);
					devices.delete(id);
				},
			};
		},
		act(action) {
			const found = devices.get(action.device);
			if (!found) return { ok: false, why: `no simulated device "${action.device}"` };
			const why = action.do === 'fault' ? setFault(found, action) : found.simulator.act(action);
			if (why !== null) return { ok: false, why };
			parts.changed();
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
			for (const [device, { simulator, line }] of devices) {
				const own = (faults: readonly string[]) => faults.filter((fault) => fault !== 'unplugged');
				const faults = [...own(simulator.faults()), ...(line.plugged(device) ? [] : ['unplugged'])];
				simulator.show(snapshot, { device, faults, mishaps: [...own(simulator.mishaps), 'unplugged'] });
			}
			return snapshot;
		},
		get empty() {
			return devices.size === 0;
		},
	};
}

function setFault({ simulator, line }: Plugged, action: Extract<BenchAction, { do: 'fault' }>): string | null {
	if (action.fault === 'unplugged') line.setPlugged(action.device, !action.on);
	else if (!simulator.setFault(action.fault, action.on)) return `a ${simulator.kind} has no fault "${action.fault}"`;
	return null;
}
