/** The platform's end of simulated socket.io connections: what `platform/socket` uses of socket.io. */
import type { Server, Socket as ServerSocket } from 'socket.io';
import { type Listener, Listeners } from './listeners.ts';
import type { BoxNetwork } from './network.ts';
import type { Wire } from './wire.ts';
import type { Life } from './world.ts';

export class BoxServer {
	readonly life: Life;
	listening = true;
	#network: BoxNetwork;
	#onConnection: (socket: BoxServerSocket) => void = () => {};
	#sockets = new Set<BoxServerSocket>();
	#lastId = 0;

	constructor(network: BoxNetwork, life: Life) {
		this.#network = network;
		this.life = life;
		life.onEnd(() => {
			this.listening = false;
			for (const socket of [...this.#sockets]) socket.lost(network.random.chance(0.6));
		});
	}
	/** The few functions of socket.io's server that the platform uses. */
	asServer(): Server {
		return this as unknown as Server;
	}
	on(_name: 'connection', listener: (socket: ServerSocket) => void): void {
		this.#onConnection = listener as unknown as (socket: BoxServerSocket) => void;
	}
	to(room: string) {
		return {
			emit: (name: string, value: unknown) => {
				const text = JSON.stringify(value);
				this.#network.overheard?.(text);
				for (const socket of this.#sockets) if (socket.rooms.has(room)) socket.emitText(name, text);
			},
		};
	}
	accept(wire: Wire): void {
		const socket = new BoxServerSocket(this.#network, `${++this.#lastId}`, wire, () => this.#sockets.delete(socket));
		this.#sockets.add(socket);
		this.#network.world.after(this.life, 0.5, () => this.#onConnection(socket));
	}
	async close(): Promise<void> {
		this.listening = false;
		for (const socket of [...this.#sockets]) socket.disconnect();
	}
}

class BoxServerSocket {
	readonly id: string;
	readonly rooms = new Set<string>();
	readonly conn = { close: () => this.#end(true) };
	#network: BoxNetwork;
	#wire: Wire;
	#listeners = new Listeners();
	#any: Listener[] = [];
	#early: unknown[][] = [];
	#gone: () => void;

	constructor(network: BoxNetwork, id: string, wire: Wire, gone: () => void) {
		this.#network = network;
		this.id = id;
		this.#wire = wire;
		this.#gone = gone;
		wire.server.heard = (name, values) => this.#heard(name, values);
		wire.server.ended = () => this.#ended();
	}
	on(name: string, listener: Listener): void {
		this.#listeners.on(name, listener);
	}
	onAny(listener: Listener): void {
		this.#any.push(listener);
		for (const values of this.#early.splice(0)) listener(...values);
	}
	emit(name: string, value: unknown): void {
		this.#wire.send('down', name, [this.#network.json(value)]);
	}
	/** The same to many: written once. */
	emitText(name: string, text: string): void {
		this.#wire.send('down', name, [JSON.parse(text)]);
	}
	join(room: string): void {
		this.rooms.add(room);
	}
	disconnect(): void {
		this.#wire.send('down', 'hang-up', []);
		this.#end(true);
	}
	/** The process is gone; its system may close the connection, or not. */
	lost(told: boolean): void {
		this.#wire.close('server', told);
		this.#gone();
	}
	#end(told: boolean): void {
		if (!this.#wire.server.open) return;
		this.#wire.close('server', told);
		this.#ended();
	}
	#ended(): void {
		this.#gone();
		this.#listeners.tell('disconnect');
	}
	#heard(name: string, values: unknown[]): void {
		const [body, call] = values as [unknown, number];
		const all = [name, body, (value: unknown) => this.#wire.send('down', 'ack', [call, this.#network.json(value)])];
		if (this.#any.length === 0) this.#early.push(all);
		else for (const listener of this.#any) listener(...all);
	}
}
