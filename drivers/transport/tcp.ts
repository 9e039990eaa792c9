import { createConnection, type Socket } from 'node:net';
import type { OpenFailure, OpenResult, Port } from './port.ts';

/** A network that swallows the first packet says nothing: without a limit of our own the system waits for two minutes. */
export const connectLimitMs = 5000;
/** Silence after which the system asks the other side whether it is still there; ten unanswered questions, a second apart, end the connection. */
const keepAliveMs = 10_000;
/** Bytes on their way get so long when a port is closed on purpose. */
const lingerMs = 1000;

/**
 * Connects to a device in the network. A write resolves when the system has taken the bytes; whether they arrive is known only by an answer.
 * A device that was switched off is noticed within 20 s by its silence; where bytes are still on their way to it, by the answer that is missing.
 */
export function openTcp(address: { host: string; port: number }, limitMs = connectLimitMs): Promise<OpenResult> {
	return new Promise((resolve) => {
		let socket: Socket;
		let limit: NodeJS.Timeout | undefined;
		const failed = (code: OpenFailure, text: string) => {
			clearTimeout(limit);
			socket?.destroy();
			resolve({ ok: false, code, text });
		};
		try {
			socket = createConnection({ ...address, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs });
		} catch (error) {
			return resolve({ ok: false, code: 'cannot-open', text: messageOf(error) });
		}
		limit = setTimeout(() => failed('cannot-open', `no connection within ${limitMs} ms`), limitMs);
		const refused = (error: Error) => failed('cannot-open', messageOf(error));
		socket.once('error', refused);
		socket.once('connect', () => {
			clearTimeout(limit);
			socket.removeListener('error', refused);
			resolve({ ok: true, port: portOf(socket) });
		});
	});
}

function portOf(socket: Socket): Port {
	let closed = false;
	let tellClosed: () => void = () => {};
	const unsettled = new Set<(ok: boolean) => void>();
	const lost = () => {
		if (closed) return;
		closed = true;
		for (const settle of unsettled) settle(false);
		tellClosed();
	};
	// Without a listener an error would end the process; what follows it is a close.
	socket.on('error', () => socket.destroy());
	socket.on('close', lost);
	return {
		write(bytes) {
			return new Promise((resolve) => {
				if (closed || socket.destroyed || !socket.writable) return resolve(false);
				const settle = (ok: boolean) => {
					if (unsettled.delete(settle)) resolve(ok);
				};
				unsettled.add(settle);
				// A copy: the bytes belong to the caller again as soon as this returns.
				socket.write(Buffer.from(bytes), (error) => settle(!error && !closed && !socket.destroyed));
			});
		},
		onBytes(listener) {
			socket.on('data', (chunk: Buffer) => {
				// One chunk a turn: a device that floods the line must not keep timers and other devices from their turn.
				socket.pause();
				setImmediate(() => socket.resume());
				listener(new Uint8Array(chunk));
			});
		},
		onClosed(listener) {
			tellClosed = listener;
			if (closed) listener();
		},
		close() {
			return new Promise((resolve) => {
				if (closed) return resolve();
				const limit = setTimeout(() => socket.destroy(), lingerMs);
				socket.once('close', () => {
					clearTimeout(limit);
					resolve();
				});
				socket.destroySoon();
			});
		},
	};
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'the connection failed';
}
