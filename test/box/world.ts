/**
 * Simulated time: everything that waits, waits here, and what is due runs one after the other in a fixed order. A process that dies takes
 * what it waited for with it. Between two actions every promise runs to its end.
 */
import { createHash } from 'node:crypto';

/** One life of one process. What belongs to a life that has ended never runs. */
export interface Life {
	readonly alive: boolean;
	end(): void;
	onEnd(listener: () => void): void;
	/** Runs `run` right after the next `steps`-th action of this life: a crash between two awaits, wherever that is. */
	burn(steps: number, run: () => void): void;
	/** One action of this life has run. */
	stepped(): void;
}

export function createLife(parent?: Life): Life {
	let alive = true;
	let fuse: { steps: number; run: () => void } | null = null;
	const listeners: (() => void)[] = [];
	const life: Life = {
		get alive() {
			return alive && (parent?.alive ?? true);
		},
		end() {
			if (!alive) return;
			alive = false;
			for (const listener of listeners.splice(0)) listener();
		},
		onEnd: (listener) => void listeners.push(listener),
		burn(steps, run) {
			fuse = { steps, run };
		},
		stepped() {
			parent?.stepped();
			if (!fuse || --fuse.steps > 0) return;
			const { run } = fuse;
			fuse = null;
			run();
		},
	};
	parent?.onEnd(() => life.end());
	return life;
}

interface Due {
	at: number;
	order: number;
	life: Life;
	run: (() => void) | null;
}

const drain = setImmediate;

/** No life has so many; one that does has a loop without end. */
const mostHappenings = 5_000_000;

export class World {
	#now: number;
	#order = 0;
	#heap: Due[] = [];
	#trace = createHash('sha256');
	#happenings = 0;
	/** Work of the real machine that was begun (a hash of the system's own thread pool): nothing else happens before it is done. */
	#real: Promise<unknown> | null = null;
	/** A bug that was thrown where nobody catches it. */
	failure: unknown = null;

	constructor(start: number) {
		this.#now = start;
	}

	/** True time, ms; machines see it through clocks of their own. */
	get now(): number {
		return this.#now;
	}
	/** Actions run so far: messages, timers, disk operations, steps of people, faults. */
	get happenings(): number {
		return this.#happenings;
	}

	after(life: Life, ms: number, run: () => void): () => void {
		const due: Due = { at: this.#now + Math.max(0, ms), order: this.#order++, life, run };
		push(this.#heap, due);
		return () => {
			due.run = null;
		};
	}

	/** Resolves after `ms`; never, when the life ends before. */
	wait(life: Life, ms: number): Promise<void> {
		return new Promise((resolve) => this.after(life, ms, resolve));
	}

	/** Time stands still until it is done, so that it takes its place in the one order. */
	async hold<T>(work: Promise<T>): Promise<T> {
		const before = this.#real;
		this.#real = Promise.allSettled([before, work]);
		return work;
	}

	/** Part of what must be the same when the same seed runs again. */
	note(line: string): void {
		this.#trace.update(`${this.#now} ${line}\n`);
	}
	traceHash(): string {
		return this.#trace.copy().digest('hex').slice(0, 16);
	}

	async runUntil(end: number): Promise<void> {
		for (;;) {
			const due = this.#heap[0];
			if (!due || due.at > end) break;
			pop(this.#heap);
			if (!due.run || !due.life.alive) continue;
			this.#now = due.at;
			this.#happenings += 1;
			due.run();
			await new Promise<void>((resolve) => drain(resolve));
			while (this.#real) {
				const real = this.#real;
				await real;
				if (this.#real === real) this.#real = null;
				await new Promise<void>((resolve) => drain(resolve));
			}
			due.life.stepped();
			if (this.failure) throw this.failure;
			if (this.#happenings > mostHappenings) throw new Error(`more than ${mostHappenings} happenings: something goes round for ever`);
		}
		this.#now = Math.max(this.#now, end);
	}
}

const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Due[], due: Due): void {
	let at = heap.push(due) - 1;
	while (at > 0) {
		const parent = (at - 1) >> 1;
		if (!before(due, heap[parent]!)) break;
		heap[at] = heap[parent]!;
		at = parent;
	}
	heap[at] = due;
}

function pop(heap: Due[]): void {
	const last = heap.pop()!;
	if (heap.length === 0) return;
	let at = 0;
	for (;;) {
		let child = 2 * at + 1;
		if (child >= heap.length) break;
		if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
		if (!before(heap[child]!, last)) break;
		heap[at] = heap[child]!;
		at = child;
	}
	heap[at] = last;
}

/** Again and again while the life lasts; stops when what it gives back is called. */
export function every(world: World, life: Life, ms: number, action: () => void): () => void {
	let stopped = false;
	const turn = () =>
		world.after(life, ms, () => {
			if (stopped) return;
			action();
			turn();
		});
	turn();
	return () => {
		stopped = true;
	};
}
