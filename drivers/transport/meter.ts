import type { DeviceReport } from '../../domain/contracts/device.ts';
import type { Direction } from '../capture/redactor.ts';
import type { OpenPort, Port } from './port.ts';

/** What went over one port since the meter was made, over all its openings. */
export type Traffic = Pick<DeviceReport, 'openedAt' | 'lastHeardAt' | 'bytesIn' | 'bytesOut'>;

/** Hears both directions of one port as they pass; for a capture. The bytes may hold a person: they go through a redactor before anything else. */
export type Tap = (direction: Direction, bytes: Uint8Array, at: number) => void;

export interface Meter {
	/** Opens the same port; what is opened is metered. */
	open: OpenPort;
	/** As it is now. `openedAt` is `null` while the port is closed. */
	readonly counts: Traffic;
	/** One listener at a time; `null` takes it away. */
	tap(listener: Tap | null): void;
}

/**
 * Counts what passes a port and lets a capture listen. `now` in milliseconds since 1970. Whoever listens to the port may fail without harm:
 * an exception out of its listeners goes to `faulted` instead of ending the process, for one driver's fault must not take the others along.
 */
export function meterPort(open: OpenPort, now: () => number, faulted: (error: unknown) => void = () => {}): Meter {
	let bytesIn = 0;
	let bytesOut = 0;
	let openedAt: number | null = null;
	let lastHeardAt: number | null = null;
	let current: Port | null = null;
	let listening: Tap | null = null;

	const safely = (run: () => void) => {
		try {
			run();
		} catch (error) {
			faulted(error);
		}
	};
	const metered = (port: Port): Port => ({
		async write(bytes) {
			// Before it is written: the answer may come before the port says that it was drained.
			safely(() => listening?.('to-device', bytes, now()));
			const written = await port.write(bytes);
			if (written) bytesOut += bytes.length;
			return written;
		},
		onBytes(listener) {
			port.onBytes((bytes) => {
				bytesIn += bytes.length;
				lastHeardAt = now();
				safely(() => listening?.('to-host', bytes, now()));
				safely(() => listener(bytes));
			});
		},
		onClosed(listener) {
			port.onClosed(() => {
				if (current === port) {
					current = null;
					openedAt = null;
				}
				safely(listener);
			});
		},
		close: () => port.close(),
	});
	return {
		async open() {
			const result = await open();
			if (!result.ok) return result;
			current = result.port;
			openedAt = now();
			return { ok: true, port: metered(result.port) };
		},
		get counts() {
			return { openedAt, lastHeardAt, bytesIn, bytesOut };
		},
		tap(listener) {
			listening = listener;
		},
	};
}
