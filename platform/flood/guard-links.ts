/** Holds links to what one address may say: what comes beneath the messages, where no acknowledgement slows anybody down. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { FloodGuard } from './flood-guard.ts';

/** Browsers cut a large message into frames of 64 KiB and more; nobody needs more pieces than this. */
const fragmentsMost = 64;

export const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';

/** The websocket server is made by engine.io as the platform begins to listen, and is given no limit of fragments there. */
export function limitFragments(io: Server, http: HttpServer): void {
	http.on('listening', () => {
		const { ws } = (io.engine ?? {}) as unknown as { ws?: { options: { maxFragments?: number } } };
		if (ws) ws.options.maxFragments = fragmentsMost;
	});
}

/** Ends the link, and counts a strike, when it says too much. Called once, as it comes. */
export function guardLink(socket: Socket, guard: FloodGuard): void {
	const { request } = socket;
	const address = addressOf(request);
	const meter = guard.meter();
	let ended = false;
	const end = () => {
		if (ended) return;
		ended = true;
		guard.strike(address);
		request.socket.destroy();
	};
	guard.linkOpens(address);
	socket.once('disconnect', () => guard.linkCloses(address));
	const packet = () => {
		if (!meter.packet()) end();
	};
	socket.conn.on('packet', packet);
	const { socket: ws } = socket.conn.transport as unknown as { socket?: NodeJS.EventEmitter };
	ws?.on('ping', packet);
	// Fragments without end, frames that lie, messages above what is taken: no client of ours does so.
	ws?.on('error', end);
	request.socket.on('data', (chunk: Buffer) => {
		if (!meter.bytes(chunk.length)) end();
	});
}
