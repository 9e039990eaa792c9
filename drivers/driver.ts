import type { DeviceHealth, DeviceTestResult, DriverReport } from '../domain/contracts/device.ts';
import type { OpenPort } from './transport/port.ts';
import type { Speed } from './transport/speed.ts';
import type { Timers } from './transport/timers.ts';

/** What every driver is given. */
export interface DriverOptions {
	open: OpenPort;
	speed: Speed;
	/** Milliseconds since 1970. */
	now(): number;
	timers: Timers;
	health(health: Pick<DeviceHealth, 'state' | 'code'>): void;
	/** Commands, codes and lengths only: a log must not hold a person. */
	log?(text: string): void;
}

/** What every driver can do, beside the things of its own kind. Nothing here throws or rejects. */
export interface Driver {
	start(): void;
	/** Resolves when the port is closed; nothing is told after that. */
	stop(): Promise<void>;
	report(): DriverReport;
	/** Names of its tests, stable; worded in `config/wording/<language>/technician.yaml`. */
	readonly tests: readonly string[];
	test(name: string): Promise<DeviceTestResult>;
}

/** Answer to a test this device does not have. */
export const noSuchTest: DeviceTestResult = { ok: false, proof: 'none', code: 'not-supported', facts: {} };
