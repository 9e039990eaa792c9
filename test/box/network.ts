/**
 * The hall's network and socket.io on it, simulated: both ends run the product's own link and server code. A dead machine may leave its
 * connection half open.
 */
import type { io } from 'socket.io-client';
import { BoxServer } from './box-server.ts';
import { BoxSocket } from './box-socket.ts';
import type { Random } from './random.ts';
import { type Direction, networkCounts, type Path, Wire } from './wire.ts';
import { createLife, type Life, type World } from './world.ts';

const isOn = (wire: Wire, place: string) => wire.machine === place || wire.url === place || `${wire.machine}>${wire.url}` === place;

export interface Chaos {
	double: number;
	reorder: number;
}

/** A platform's answer to another one: of `path`, with its query. */
export type PeerPage = (path: string, body: unknown) => Promise<{ status: number; body: unknown }>;
interface Answered {
	ok: boolean;
	status: number;
	json(): Promise<unknown>;
}
const peersWaitMs = 10_000;

export class BoxNetwork {
	readonly world: World;
	readonly random: Random;
	chaos: Chaos;
	/** Looks at whatever is sent. */
	overheard: ((text: string) => void) | null = null;
	#speaker = '';
	/** Other platforms' pages, by address. */
	#peers = new Map<string, { life: Life; page: PeerPage }>();
	/** Who calls, by the token it shows: each life of a platform has one of its own, which all take for the hall's. */
	#callers = new Map<string, { url: string; life: Life }>();
	#reports = new Map<string, { life: Life; report: () => unknown }>();
	#nobody: Life = createLife();
	#paths = new Map<string, Path>();
	#servers = new Map<string, BoxServer>();
	#wires = new Set<Wire>();

	constructor(world: World, random: Random, chaos: Chaos) {
		this.world = world;
		this.random = random;
		this.chaos = chaos;
	}

	/** Of a machine, of a platform's address, or of the two together (`machine>address`). */
	path(place: string): Path {
		const known = this.#paths.get(place);
		if (known) return known;
		const made: Path = { up: true, down: true, slow: 0 };
		this.#paths.set(place, made);
		return made;
	}
	setPath(place: string, change: Partial<Path>): void {
		Object.assign(this.path(place), change);
		for (const wire of [...this.#wires]) if (isOn(wire, place)) wire.resume();
	}
	/** Every path is well again, and nothing is doubled or reordered any more. */
	heal(): void {
		this.chaos = { double: 0, reorder: 0 };
		for (const path of this.#paths.values()) Object.assign(path, { up: true, down: true, slow: 0 });
		for (const wire of [...this.#wires]) wire.resume();
	}
	passes(machine: string, url: string, direction: Direction): boolean {
		for (const place of [machine, url, `${machine}>${url}`]) {
			const path = this.#paths.get(place);
			if (path && !path[direction]) return false;
		}
		return true;
	}
	/** Connections of a machine that carry nothing any more, while a new one would; how many there were. */
	killWires(machine: string, directions: readonly Direction[]): number {
		const wires = [...this.#wires].filter((wire) => wire.machine === machine);
		for (const wire of wires) wire.die(directions);
		return wires.length;
	}
	forget(wire: Wire): void {
		this.#wires.delete(wire);
	}
	/** When anything last came down to each machine, whatever the machine makes of it. */
	readonly lastHeard = new Map<string, number>();
	/** What goes over a line is a copy, and nothing but JSON. */
	json(value: unknown): unknown {
		if (value === undefined) return undefined;
		const text = JSON.stringify(value);
		this.overheard?.(text);
		return JSON.parse(text);
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

	/** Whose turn it is to ask another platform (`fetch` does not say who calls). */
	speaks(url: string): void {
		this.#speaker = url;
	}
	/** What `GET /api/term` answers at this address. */
	answers(url: string, life: Life, report: () => unknown): void {
		this.#reports.set(url, { life, report });
	}
	/** What this life of a platform says to the hall's others, and answers them; the token to call with. */
	answersPeers(url: string, life: Life, page: PeerPage): void {
		this.#peers.set(url, { life, page });
	}
	peerToken(url: string, life: Life): string {
		const token = `${url}#${this.#callers.size}`;
		this.#callers.set(token, { url, life });
		return token;
	}

	/** One page of another platform. Nobody hears the answer to a process that is gone; one that never comes is given up after ten seconds. */
	async #peer(input: string, token: string, body: unknown): Promise<Answered> {
		const { pathname, search, origin: to } = new URL(input);
		const { url: from, life } = this.#callers.get(token)!;
		const free = () => [from, to].every((url) => this.passes(url, to, 'up') && this.passes(url, to, 'down')) && this.passes(from, to, 'up');
		const pause = () => this.world.wait(life, this.random.between(0.5, 8));
		await pause();
		const there = this.#peers.get(to);
		if (!free() || !there?.life.alive) {
			await this.world.wait(life, there?.life.alive ? peersWaitMs : 5);
			throw new Error('unreachable');
		}
		const sent = this.json(body);
		const said = await Promise.race([there.page(`${pathname}${search}`, sent), this.world.wait(life, peersWaitMs)]);
		if (!said) throw new Error('no answer');
		const answer = this.json(said.body);
		await pause();
		if (!free()) throw new Error('unreachable');
		return { ok: said.status === 200, status: said.status, json: async () => answer };
	}

	/** In place of `fetch`, between platforms. */
	readonly fetch = async (input: string, init?: { headers?: Record<string, string>; body?: string | null }): Promise<Answered> => {
		const token = init?.headers?.authorization?.replace('Bearer ', '');
		if (token !== undefined) return this.#peer(input, token, init?.body ? JSON.parse(init.body) : undefined);
		const from = this.#speaker;
		const to = new URL(input).origin;
		const free = () => [from, to].every((url) => this.passes(url, to, 'up') && this.passes(url, to, 'down'));
		const pause = () => this.world.wait(this.#nobody, this.random.between(0.5, 8));
		await pause();
		const there = this.#reports.get(to);
		if (!free() || !there?.life.alive) {
			await this.world.wait(this.#nobody, there?.life.alive ? 2_000 : 5);
			throw new Error('unreachable');
		}
		const said = this.json(there.report());
		await pause();
		if (!free()) throw new Error('unreachable');
		return { ok: true, status: 200, json: async () => said };
	};

	open(machine: string, url: string, client: Wire['client']): Wire | null {
		const server = this.#servers.get(url);
		if (!server?.listening || !this.passes(machine, url, 'up') || !this.passes(machine, url, 'down')) return null;
		networkCounts.connections += 1;
		const wire = new Wire(this, machine, url, client, { open: true, life: server.life, heard() {}, ended() {} });
		this.#wires.add(wire);
		server.accept(wire);
		return wire;
	}
}
