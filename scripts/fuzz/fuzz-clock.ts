import type { Timers } from '../../drivers/transport/timers.ts';

/** Time that moves only when it is told to; hours pass in seconds. */
export interface FuzzClock {
	now(): number;
	timers: Timers;
	/** Runs everything that falls due within `ms`, in order, letting promises settle in between. */
	advance(ms: number): Promise<void>;
	/** Waits that are open now: a driver that forgets to end its waits piles them up. */
	readonly waiting: number;
}

export function createFuzzClock(): FuzzClock {
	let time = Date.UTC(2026, 10, 23, 2, 0, 0);
	let number = 0;
	const waiting = new Map<number, { at: number; run: () => void }>();
	const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
	const nextDue = (target: number) => {
		let least: { key: number; at: number; run: () => void } | null = null;
		for (const [key, entry] of waiting) if (entry.at <= target && (least === null || entry.at < least.at)) least = { key, ...entry };
		return least;
	};
	return {
		now: () => time,
		timers: {
			after(ms, run) {
				const key = number++;
				waiting.set(key, { at: time + ms, run });
				return () => waiting.delete(key);
			},
		},
		async advance(ms) {
			const target = time + ms;
			await settle();
			for (let due = nextDue(target); due; due = nextDue(target)) {
				waiting.delete(due.key);
				time = Math.max(time, due.at);
				due.run();
				await settle();
			}
			time = target;
		},
		get waiting() {
			return waiting.size;
		},
	};
}
