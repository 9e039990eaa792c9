/**
 * The hall's network and socket.io on it, simulated: both ends run the product's own link and server code. A path can be cut in one direction
 * or both; what is sent meanwhile waits as TCP keeps it, and is lost when the connection ends. A dead machine may leave its connection half open.
 */
import type { Server, Socket as ServerSocket } from 'socket.io';
import type { io } from 'socket.io-client';
import type { Random } from './random.ts';
import type { Life, World } from './world.ts';

type Direction = 'up' | 'down';
type Listener = (...values: unknown[]) => void;

export interface Path {
	up: boolean;
	down: boolean;
	/** Added to every message, ms. */
	slow: number;
}

export const networkCounts = { sent: 0, parked: 0, lost: 0, doubled: 0, reordered: 0, connections: 0 };

const json = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

class Listeners {
	#by = new Map<string, Set<Listener>>();
	on(name: string, listener: Listener): void {
		const set = this.#by.get(name) ?? new Set();
		set.add(listener);
		this.#by.set(name, set);
	}
	off(name: string, listener: Listener): void {
		this.#by.get(name)?.delete(listener);
	}
	tell(name: string, ...values: unknown[]): void {
		for (const listener of [...(this.#by.get(name) ?? [])]) listener(...values);
	}
}

/** One connection. Each end may believe it open while the other has gone. */
class Wire {
	client: { open: boolean; life: Life; heard(name: string, values: unknown[]): void; ended(): void };
	server: { open: boolean; life: Life; heard(name: string, values: unknown[]): void; ended(): void };
	#network: BoxNetwork;
	#machine: string;
	#last: Record<Direction, number> = { up: 0, down: 0 };
	#parked: { direction: Direction; name: string; values: unknown[] }[] = [];

	constructor(network: BoxNetwork, machine: string, client: Wire['client'], server: Wire['server']) {
		this.#network = network;
		this.#machine = machine;
		this.client = client;
		this.server = server;
	}

	/** From the client up, from the server down. */
	send(direction: Direction, name: string, values: unknown[]): void {
		const from = direction === 'up' ? this.client : this.server;
		if (!from.open) return;
		networkCounts.sent += 1;
		if (!this.#network.path(this.#machine)[direction]) {
			networkCounts.parked += 1;
			this.#parked.push({ direction, name, values });
			return;
		}
		this.#travel(direction, name, values);
	}

	#travel(direction: Direction, name: string, values: unknown[]): void {
		const { world, random, chaos } = this.#network;
		const to = direction === 'up' ? this.server : this.client;
		const slow = this.#network.path(this.#machine).slow;
		let at = world.now + random.between(0.2, 4) + random.next() * slow;
		if (random.chance(chaos.reorder)) {
			networkCounts.reordered += 1;
			at += random.between(1, 300);
		} else {
			at = Math.max(at, this.#last[direction]);
			this.#last[direction] = at;
		}
		const arrive = () => {
			if (!to.open) networkCounts.lost += 1;
			else if (!this.#network.path(this.#machine)[direction]) this.#parked.push({ direction, name, values });
			else to.heard(name, values);
		};
		world.after(to.life, at - world.now, arrive);
		if (random.chance(chaos.double)) {
			networkCounts.doubled += 1;
			world.after(to.life, at - world.now + random.between(1, 2000), arrive);
		}
	}

	/** The path is free again. */
	resume(): void {
		const parked = this.#parked;
		this.#parked = [];
		for (const { direction, name, values } of parked) {
			if (this.#network.path(this.#machine)[direction]) this.#travel(direction, name, values);
			else this.#parked.push({ direction, name, values });
		}
	}

	/** One end is closed; the other is told when the path allows it and `told` is true. */
	close(by: 'client' | 'server', told: boolean): void {
		const own = by === 'client' ? this.client : this.server;
		const other = by === 'client' ? this.server : this.client;
		if (!own.open) return;
		own.open = false;
		if (!other.open) this.#network.forget(this);
		const direction: Direction = by === 'client' ? 'up' : 'down';
		const { world } = this.#network;
		if (told && other.open && this.#network.path(this.#machine)[direction]) {
			world.after(other.life, Math.max(1, this.#last[direction] - world.now + 0.5), () => {
				if (!other.open) return;
				other.open = false;
				this.#network.forget(this);
				other.ended();
			});
		}
	}
	get machine(): string {
		return this.#machine;
	}
}

export interface Chaos {
	double: number;
	reorder: number;
}

export class BoxNetwork {
	readonly world: World;
	readonly random: Random;
	readonly chaos: Chaos;
	#paths = new Map<string, Path>();
	#servers = new Map<string, BoxServer>();
	#wires = new Set<Wire>();

	constructor(world: World, random: Random, chaos: Chaos) {
		this.world = world;
		this.random = random;
		this.chaos = chaos;
	}

	path(machine: string): Path {
		const known = this.#paths.get(machine);
		if (known) return known;
		const made: Path = { up: true, down: true, slow: 0 };
		this.#paths.set(machine, made);
		return made;
	}
	setPath(machine: string, change: Partial<Path>): void {
		Object.assign(this.path(machine), change);
		for (const wire of [...this.#wires]) if (wire.machine === machine) wire.resume();
	}
	forget(wire: Wire): void {
		this.#wires.delete(wire);
	}

	/** In place of `new Server(http, options)`. */
	listen(url: string, life: Life): BoxServer {
		const server = new BoxServer(this, life);
		this.#servers.set(url, server);
		life.onEnd(() => {
			if (this.#servers.get(url) === server) this.#servers.delete(url);
		});
		return server;
	}

	/** In place of `io` of socket.io-client, for one life of one machine's engine. */
	connector(machine: string, life: Life): typeof io {
		return ((url: string) => new BoxSocket(this, machine, url, life)) as unknown as typeof io;
	}

	open(machine: string, url: string, client: Wire['client']): Wire | null {
		const server = this.#servers.get(url);
		const { up, down } = this.path(machine);
		if (!server?.listening || !up || !down) return null;
		networkCounts.connections += 1;
		const wire = new Wire(this, machine, client, { open: true, life: server.life, heard() {}, ended() {} });
		this.#wires.add(wire);
		server.accept(wire);
		return wire;
	}
}

/** The station's socket: comes back by itself with growing pauses, unless one end hung up on purpose. */
class BoxSocket {
	connected = false;
	sendBuffer: unknown[] = [];
	#network: BoxNetwork;
	#machine: string;
	#url: string;
	#life: Life;
	#listeners = new Listeners();
	#wire: Wire | null = null;
	#attempt = 0;
	#wanted = true;
	#calls = new Map<number, (value: unknown) => void>();
	#lastCall = 0;
	#onces = new Map<Listener, Listener>();
	readonly io = { engine: { close: () => this.#drop('transport close', true) } };

	constructor(network: BoxNetwork, machine: string, url: string, life: Life) {
		this.#network = network;
		this.#machine = machine;
		this.#url = url;
		this.#life = life;
		life.onEnd(() => this.#wire?.close('client', network.random.chance(0.6)));
		network.world.after(life, 1, () => this.#open());
	}

	on = (name: string, listener: Listener) => this.#listeners.on(name, listener);
	off = (name: string, listener: Listener) => {
		this.#listeners.off(name, this.#onces.get(listener) ?? listener);
		this.#onces.delete(listener);
	};
	once = (name: string, listener: Listener) => {
		const once: Listener = (...values) => {
			this.off(name, listener);
			listener(...values);
		};
		this.#onces.set(listener, once);
		this.#listeners.on(name, once);
	};

	connect(): void {
		this.#wanted = true;
		if (!this.connected) this.#network.world.after(this.#life, 1, () => this.#open());
	}
	disconnect(): void {
		this.#wanted = false;
		this.#drop('io client disconnect', true);
	}
	timeout(ms: number) {
		return {
			emit: (name: string, body: unknown, callback: (error: Error | null, value?: unknown) => void) => {
				const call = ++this.#lastCall;
				const cancel = this.#network.world.after(this.#life, ms, () => {
					this.#calls.delete(call);
					callback(new Error('operation has timed out'));
				});
				this.#calls.set(call, (value) => {
					cancel();
					callback(null, value);
				});
				this.#wire?.send('up', name, [json(body), call]);
			},
		};
	}
	emit(name: string, body: unknown, callback: (value: unknown) => void): void {
		const call = ++this.#lastCall;
		this.#calls.set(call, callback);
		this.#wire?.send('up', name, [json(body), call]);
	}

	#open(): void {
		if (!this.#wanted || this.connected) return;
		const wire = this.#network.open(this.#machine, this.#url, {
			open: true,
			life: this.#life,
			heard: (name, values) => this.#heard(name, values),
			ended: () => this.#ended('transport close'),
		});
		if (!wire) {
			this.#retry();
			return;
		}
		this.#wire = wire;
		this.#attempt = 0;
		this.connected = true;
		this.#listeners.tell('connect');
	}
	#retry(): void {
		const { world, random } = this.#network;
		const pause = Math.min(5000, 500 * 2 ** Math.min(this.#attempt++, 4)) * random.between(0.5, 1.5);
		world.after(this.#life, pause, () => this.#open());
	}
	#heard(name: string, values: unknown[]): void {
		if (name === 'ack') {
			const [call, value] = values as [number, unknown];
			const callback = this.#calls.get(call);
			this.#calls.delete(call);
			callback?.(value);
		} else if (name === 'hang-up') {
			this.#wire?.close('client', false);
			this.#ended('io server disconnect');
		} else this.#listeners.tell(name, ...values);
	}
	#drop(reason: string, told: boolean): void {
		if (!this.connected) return;
		this.#wire?.close('client', told);
		this.#ended(reason);
	}
	#ended(reason: string): void {
		if (!this.connected) return;
		this.connected = false;
		this.#wire = null;
		this.#calls.clear();
		this.#listeners.tell('disconnect', reason);
		if (this.#wanted && reason === 'transport close') this.#retry();
	}
}

/** The platform's end. */
class BoxServer {
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
				for (const socket of this.#sockets) if (socket.rooms.has(room)) socket.emit(name, value);
			},
		};
	}
	accept(wire: Wire): void {
		const socket = new BoxServerSocket(`${++this.#lastId}`, wire, () => this.#sockets.delete(socket));
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
	#wire: Wire;
	#listeners = new Listeners();
	#any: Listener[] = [];
	#early: unknown[][] = [];
	#gone: () => void;

	constructor(id: string, wire: Wire, gone: () => void) {
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
		this.#wire.send('down', name, [json(value)]);
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
		const all = [name, body, (value: unknown) => this.#wire.send('down', 'ack', [call, json(value)])];
		if (this.#any.length === 0) this.#early.push(all);
		else for (const listener of this.#any) listener(...all);
	}
}
