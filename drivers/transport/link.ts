import type { OpenFailure, OpenPort, OpenResult, Port } from './port.ts';
import type { Timers } from './timers.ts';

/** Milliseconds before the n-th reopening: 1, 2, 4 … at most 30 s, for ever. */
export function reopenDelay(attempt: number): number {
	return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5));
}

/** A port that takes no bytes for so long is held up (flow control, a hung adapter): it is given up and opened again. */
export const writeLimitMs = 10_000;
/** A port that does not close within this (bytes held back by flow control) is left behind. */
export const closeLimitMs = 2000;

export interface Link {
	readonly up: boolean;
	start(): void;
	/** Resolves when the opening that is under way has come to an end, at once when none is. */
	settled(): Promise<void>;
	/** `false` when the link is down, went down before the bytes were drained, or took them not within `writeLimitMs`. */
	write(bytes: Uint8Array): Promise<boolean>;
	/**
	 * Closes the port and opens it anew at once (another speed was chosen). Resolves when the opening has come to an end. `down` is not told:
	 * whoever asks for it has no command in flight.
	 */
	reopen(): Promise<void>;
	/** Closes the port and reopens it no more; also one that is just being opened. */
	stop(): Promise<void>;
}

/** Why a link is down. `driver-fault`: `opened` threw. */
export type DownCode = 'port-lost' | 'driver-fault' | OpenFailure;

export interface LinkListeners {
	opened(): void;
	bytes(bytes: Uint8Array): void;
	/** The port was lost, or an opening failed (`text` says why, from the operating system). */
	down(code: DownCode, text: string): void;
}

/** Keeps one port open: after an error or a close it is opened again and again with growing pauses. */
export function createLink(open: OpenPort, timers: Timers, listeners: LinkListeners): Link {
	let port: Port | null = null;
	let attempt = 0;
	let faults = 0;
	let stopped = false;
	let cancelReopen: () => void = () => {};
	let opening: Promise<void> = Promise.resolve();

	const reopenLater = () => {
		if (stopped) return;
		cancelReopen = timers.after(reopenDelay(attempt), () => {
			opening = openOnce();
		});
		attempt++;
	};
	const openOnce = async () => {
		if (stopped) return;
		const result = await openSafely(open);
		if (!result.ok) {
			listeners.down(result.code, result.text);
			reopenLater();
			return;
		}
		if (stopped) {
			await result.port.close();
			return;
		}
		const opened = result.port;
		port = opened;
		attempt = 0;
		opened.onBytes((bytes) => {
			if (port === opened) listeners.bytes(bytes);
		});
		opened.onClosed(() => {
			if (port !== opened) return;
			port = null;
			listeners.down('port-lost', '');
			reopenLater();
		});
		if (port !== opened) return;
		try {
			listeners.opened();
		} catch {
			// A fault of one driver must not end the process of all: it gets another chance, later and later.
			port = null;
			attempt = faults++;
			void opened.close().catch(() => {});
			listeners.down('driver-fault', 'the driver failed when the port was opened');
			reopenLater();
		}
	};

	/** Nothing waits for ever for a port that hangs: what holds it up is given up. */
	const withinLimit = async (work: Promise<unknown>) => {
		let cancel = () => {};
		const limit = new Promise<void>((resolve) => {
			cancel = timers.after(closeLimitMs, resolve);
		});
		await Promise.race([work.catch(() => {}), limit]);
		cancel();
	};
	const closeLast = async () => {
		const last = port;
		port = null;
		if (last) await withinLimit(last.close());
	};

	return {
		get up() {
			return port !== null;
		},
		start() {
			opening = openOnce();
		},
		settled: () => opening,
		async write(bytes) {
			const open = port;
			if (!open) return false;
			// A library that throws on a write says no more than that it did not write.
			const written = (async () => open.write(bytes))().catch(() => false);
			const stuck = Symbol('stuck');
			let cancel = () => {};
			const limit = new Promise<typeof stuck>((resolve) => {
				cancel = timers.after(writeLimitMs, () => resolve(stuck));
			});
			const result = await Promise.race([written, limit]);
			cancel();
			if (result !== stuck) return result;
			if (port === open) {
				port = null;
				// Closing may be held up by the same bytes: it is not waited for.
				void open.close().catch(() => {});
				listeners.down('port-lost', 'the bytes were not taken');
				reopenLater();
			}
			return false;
		},
		reopen() {
			const before = opening;
			const reopening = async () => {
				// Two openings of one port at once would shut each other out.
				await before;
				if (stopped) return;
				cancelReopen();
				await closeLast();
				await openOnce();
			};
			opening = reopening();
			return opening;
		},
		async stop() {
			stopped = true;
			cancelReopen();
			await closeLast();
			await withinLimit(opening);
		},
	};
}

/** A library that throws where it should answer must not take the desk with it. */
async function openSafely(open: OpenPort): Promise<OpenResult> {
	try {
		return await open();
	} catch {
		return { ok: false, code: 'cannot-open', text: 'the port could not be opened' };
	}
}
