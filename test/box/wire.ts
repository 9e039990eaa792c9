/**
 * One connection between a machine and a platform. A path can be cut in one direction or both; what is sent meanwhile waits as TCP keeps it, and is
 * lost when the connection ends. Each end may believe it open while the other has gone.
 */
import type { BoxNetwork } from './network.ts';
import type { Life } from './world.ts';

export type Direction = 'up' | 'down';

export interface Path {
	up: boolean;
	down: boolean;
	/** Added to every message, ms. */
	slow: number;
}

export const networkCounts = { sent: 0, parked: 0, lost: 0, doubled: 0, reordered: 0, connections: 0 };

interface End {
	open: boolean;
	life: Life;
	heard(name: string, values: unknown[]): void;
	ended(): void;
}

export class Wire {
	readonly client: End;
	readonly server: End;
	#network: BoxNetwork;
	readonly machine: string;
	readonly url: string;
	#last: Record<Direction, number> = { up: 0, down: 0 };
	#parked: { direction: Direction; name: string; values: unknown[] }[] = [];
	/** A box in between forgot this connection: what it is given in that direction is gone, and nobody is told. */
	#dead: Record<Direction, boolean> = { up: false, down: false };

	constructor(network: BoxNetwork, machine: string, url: string, client: End, server: End) {
		this.#network = network;
		this.machine = machine;
		this.url = url;
		this.client = client;
		this.server = server;
	}

	/** From the client up, from the server down. */
	send(direction: Direction, name: string, values: unknown[]): void {
		const from = direction === 'up' ? this.client : this.server;
		if (!from.open) return;
		networkCounts.sent += 1;
		if (this.#dead[direction]) {
			networkCounts.lost += 1;
			return;
		}
		if (!this.#passes(direction)) {
			networkCounts.parked += 1;
			this.#parked.push({ direction, name, values });
			return;
		}
		this.#travel(direction, name, values);
	}

	#passes(direction: Direction): boolean {
		return this.#network.passes(this.machine, this.url, direction);
	}
	/** This connection alone does not carry any more; another one would. */
	die(directions: readonly Direction[]): void {
		for (const direction of directions) this.#dead[direction] = true;
	}

	#travel(direction: Direction, name: string, values: unknown[]): void {
		const { world, random, chaos } = this.#network;
		const to = direction === 'up' ? this.server : this.client;
		const slow = this.#network.path(this.machine).slow;
		let at = world.now + random.between(0.2, 4) + random.next() * slow;
		if (random.chance(chaos.reorder)) {
			networkCounts.reordered += 1;
			at += random.between(1, 300);
		} else {
			at = Math.max(at, this.#last[direction]);
			this.#last[direction] = at;
		}
		const arrive = () => {
			if (!to.open || this.#dead[direction]) networkCounts.lost += 1;
			else if (!this.#passes(direction)) this.#parked.push({ direction, name, values });
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
			if (this.#passes(direction)) this.#travel(direction, name, values);
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
		if (told && other.open && !this.#dead[direction] && this.#passes(direction)) {
			world.after(other.life, Math.max(1, this.#last[direction] - world.now + 0.5), () => {
				if (!other.open) return;
				other.open = false;
				this.#network.forget(this);
				other.ended();
			});
		}
	}
}
