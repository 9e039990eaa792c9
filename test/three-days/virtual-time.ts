/** Simulated time for many machines at once: what is due runs in order, and every promise runs to its end in between. */
import type { Timers } from '../../renderer/engine/ports.ts';

/** Rounds of the event loop until nothing waits for promises any more: the longest chain of this scenario is far shorter. */
const rounds = 12;
export async function settle(turns = rounds): Promise<void> {
	for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

export class VirtualTime {
	now: number;
	#last = 0;
	readonly #due = new Map<number, { at: number; action: () => void }>();

	constructor(start: number) {
		this.now = start;
	}

	readonly clock = () => this.now;
	readonly timers: Timers = {
		set: (action, afterMs) => {
			this.#last += 1;
			this.#due.set(this.#last, { at: this.now + afterMs, action });
			return this.#last;
		},
		clear: (timer) => void this.#due.delete(timer),
	};
	readonly after = (ms: number, action: () => void) => {
		const timer = this.timers.set(action, ms);
		return () => this.timers.clear(timer);
	};

	async until(end: number): Promise<void> {
		for (;;) {
			let first: [number, { at: number; action: () => void }] | null = null;
			for (const each of this.#due)
				if (each[1].at <= end && (!first || each[1].at < first[1].at || (each[1].at === first[1].at && each[0] < first[0]))) first = each;
			if (!first) break;
			this.#due.delete(first[0]);
			this.now = Math.max(this.now, first[1].at);
			first[1].action();
			await settle(4);
		}
		this.now = Math.max(this.now, end);
	}
}
