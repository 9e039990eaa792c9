/** A platform inside the test: memory store, hand-turned clock, log kept, any free port of the loopback address. */
import { io, type Socket } from 'socket.io-client';
import { jsonLog } from '../../platform/observe/log.ts';
import type { PlatformParts } from '../../platform/platform-parts.ts';
import { startPlatform } from '../../platform/start-platform.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, epochOf, HandClock } from './fixture.ts';

/** `clock`: one that another platform of the test has too. */
export async function openPlatform({ clock = new HandClock(), ...more }: Partial<PlatformParts> & { clock?: HandClock } = {}) {
	const lines: string[] = [];
	const sockets: Socket[] = [];
	const platform = await startPlatform({
		hall: demoHall(),
		store: new MemoryStore(),
		clock,
		log: jsonLog({ write: (line) => void lines.push(line) }),
		host: '127.0.0.1',
		port: 0,
		faces: '/nowhere/at/all',
		...more,
	});
	return {
		...platform,
		clock,
		lines,
		connect(options: { origin?: string } = {}): Socket {
			const extraHeaders = options.origin ? { origin: options.origin } : undefined;
			const socket = io(platform.url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
			sockets.push(socket);
			return socket;
		},
		async seated(station: string, epoch = epochOf('a'), more: Record<string, unknown> = {}): Promise<Socket> {
			const socket = this.connect();
			const answer = await socket.emitWithAck('hello', { protocol: 1, seats: [{ station, epoch }], holds: null, ...more });
			if (!answer.ok) throw new Error(JSON.stringify(answer));
			return socket;
		},
		async end() {
			for (const socket of sockets) socket.close();
			await platform.close();
		},
	};
}
export type OpenPlatform = Awaited<ReturnType<typeof openPlatform>>;

/** The next message of this name. */
export function next<T>(socket: Socket, name: string): Promise<T> {
	return new Promise((resolve) => socket.once(name, resolve));
}
