import type { DeskMessage, DeskRequest } from '../../domain/contracts/device-desk.ts';
import type { RealTransport } from '../transport/open.ts';
import type { OpenResult } from '../transport/port.ts';
import type { ListedPort } from '../transport/ports.ts';
import type { Timers } from '../transport/timers.ts';

/** What the device desk needs from its process. */
export interface DeskOptions {
	/** Milliseconds since 1970. */
	now(): number;
	timers: Timers;
	/** Called for every message to the main process; must not throw. */
	send(message: DeskMessage): void;
	/** `openTransport` of `drivers/transport/open.ts`. */
	open(transport: RealTransport, baud: number): Promise<OpenResult>;
	/** Of `drivers/transport/ports.ts`. */
	listPorts(): Promise<ListedPort[]>;
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
