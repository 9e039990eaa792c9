import type { WireSettings } from '../../domain/contracts/device-declaration.ts';
import type { DeskMessage, DeskRequest } from '../../domain/contracts/device-desk.ts';
import type { OpenResult } from '../transport/port.ts';
import type { Timers } from '../transport/timers.ts';

/** What the device desk needs from its process. `openSerial` of `drivers/transport/serial.ts`, `systemTimers` of `drivers/transport/timers.ts`. */
export interface DeskOptions {
	/** Milliseconds since 1970. */
	now(): number;
	timers: Timers;
	/** Called for every message to the main process; must not throw. */
	send(message: DeskMessage): void;
	openSerial(wire: WireSettings): Promise<OpenResult>;
}

export interface Desk {
	/** Takes any value from the other process: what is not a `DeskRequest` is logged and dropped. Never throws. */
	handle(request: unknown): void;
	/** Stops every device; resolves when the ports are closed. */
	stop(): Promise<void>;
}

/** Shape of `createDesk` in `drivers/desk/desk.ts`. */
export type CreateDesk = (options: DeskOptions) => Desk;
export type { DeskMessage, DeskRequest };
