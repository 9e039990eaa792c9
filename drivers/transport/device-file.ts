import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { OpenResult, Port } from './port.ts';
import { pause, systemTimers, type Timers } from './timers.ts';

/** Such a file cannot tell when it has something: it is asked, soon after something happened and then more and more rarely. Milliseconds. */
const soonest = 2;
const latest = 40;
const chunkBytes = 4096;
/** Questions in vain after which it is looked whether the file is still the device that was opened: about once a second. */
const lookAfter = 25;

/** Nothing there now, or no room now: no fault. */
const waitCodes = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'EBUSY']);

/**
 * Opens a device that is a file, such as `/dev/usb/lp0` (USB printer class under Linux), for reading and writing. A write resolves when the
 * system has taken all of it. Pulled out, the port is closed with the first read or write that fails.
 */
export async function openDeviceFile(path: string, timers: Timers = systemTimers): Promise<OpenResult> {
	let file: FileHandle;
	try {
		// Non-blocking: a read that waits for a silent printer would hold one of the few threads of this process for ever.
		file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
	} catch (error) {
		const missing = ['ENOENT', 'ENODEV', 'ENXIO'].includes(codeOf(error));
		return { ok: false, code: missing ? 'port-missing' : 'cannot-open', text: `${codeOf(error)} ${path}` };
	}
	try {
		const what = await file.stat();
		const same = async () => {
			const there = await stat(path).catch(() => null);
			return there !== null && there.ino === what.ino && there.rdev === what.rdev;
		};
		if (what.isCharacterDevice() || what.isFIFO()) return { ok: true, port: portOf(file, same, timers) };
	} catch {
		// Pulled out between the two: as good as not opened.
	}
	await file.close().catch(() => {});
	return { ok: false, code: 'cannot-open', text: `not a device ${path}` };
}

function portOf(file: FileHandle, stillThere: () => Promise<boolean>, timers: Timers): Port {
	let closed = false;
	let tellClosed: () => void = () => {};
	let idleMs = soonest;
	let reading = false;
	let closing: Promise<void> = Promise.resolve();
	let turn: Promise<unknown> = Promise.resolve();

	const lost = () => {
		if (closed) return;
		closed = true;
		closing = file.close().catch(() => {});
		tellClosed();
	};
	const readOn = async (listener: (bytes: Uint8Array) => void) => {
		const buffer = new Uint8Array(chunkBytes);
		let inVain = 0;
		while (!closed) {
			let got = 0;
			try {
				got = (await file.read(buffer, 0, chunkBytes, null)).bytesRead;
			} catch (error) {
				if (!waitCodes.has(codeOf(error))) return lost();
			}
			if (closed) return;
			// Some printers answer a read with nothing: no end, and no reason to ask at once again. Some systems answer so when it is gone.
			if (got === 0) {
				if (++inVain % lookAfter === 0 && !(await stillThere())) return lost();
				await pause(timers, idleMs);
				idleMs = Math.min(latest, idleMs * 2);
				continue;
			}
			idleMs = soonest;
			inVain = 0;
			listener(buffer.slice(0, got));
		}
	};
	const writeAll = async (bytes: Uint8Array): Promise<boolean> => {
		idleMs = soonest;
		let at = 0;
		while (at < bytes.length) {
			if (closed) return false;
			try {
				at += (await file.write(bytes, at, bytes.length - at, null)).bytesWritten;
			} catch (error) {
				if (!waitCodes.has(codeOf(error))) {
					lost();
					return false;
				}
				await pause(timers, soonest);
			}
		}
		return !closed;
	};

	return {
		write(bytes) {
			const copy = bytes.slice();
			const written = turn.then(() => writeAll(copy));
			turn = written;
			return written;
		},
		onBytes(listener) {
			if (reading) return;
			reading = true;
			void readOn(listener);
		},
		onClosed(listener) {
			tellClosed = listener;
			if (closed) listener();
		},
		async close() {
			lost();
			await closing;
		},
	};
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
