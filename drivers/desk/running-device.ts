import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { DriverOptions } from '../driver.ts';
import { createCapturing } from './capture.ts';
import type { DeskDevice, DeskGives } from './device.ts';
import { makeDevice } from './make-device.ts';
import type { Startable } from './slots.ts';
import type { Wire, Wires } from './wires.ts';

/** A device at work and the wire it works on. */
export interface RunningDevice extends Startable {
	readonly device: DeskDevice;
	readonly wire: Wire;
	capture(seconds: number): Promise<string>;
}

export interface RunningParts extends Omit<DeskGives, 'base' | 'wire'>, Pick<DriverOptions, 'now' | 'timers' | 'health' | 'log'> {
	wires: Wires;
	/** What a display should show at once. */
	wanted(): LedWanted | null;
}

/** Makes the device and takes its wire; nothing is opened before `start`. Throws `CannotMake`, or what the driver throws. */
export function makeRunning(declaration: DeviceDeclaration, parts: RunningParts): RunningDevice {
	const { wires, now, timers, health, log } = parts;
	const { wire, leave } = wires.take(declaration);
	let device: DeskDevice;
	try {
		device = makeDevice(declaration, { ...parts, wire, base: { open: wire.open, speed: wire.speed, now, timers, health, log } });
	} catch (error) {
		leave();
		throw error;
	}
	const capturing = createCapturing({ wire, declaration, profiles: parts.profiles, now, timers });
	return {
		device,
		wire,
		capture: (seconds) => capturing.capture(seconds),
		start() {
			device.driver.start();
			const wanted = parts.wanted();
			if (wanted) device.show?.(wanted);
		},
		async stop() {
			capturing.end();
			try {
				await device.driver.stop();
			} finally {
				leave();
			}
		},
	};
}
