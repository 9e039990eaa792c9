/** Time that the test turns by hand, for clock and timers at once. */
import type { Timers } from '../../renderer/engine/ports.ts';

export interface TestTime {
	clock: () => number;
	timers: Timers;
	/** Fires what falls due, in order, and lets every promise run in between. */
	advance(ms: number): Promise<void>;
}

/** Lets everything that only waits for promises and immediates run. */
export async function settle(rounds = 30): Promise<void> {
	for (let round = 0; round < rounds; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** 2026-11-26, a Thursday, 9:00 in Shanghai. */
export const nineOClock = Date.UTC(2026, 10, 26, 1);

export function createTestTime(start = nineOClock): TestTime {
	let now = start;
	let last = 0;
	const pending = new Map<number, { at: number; action: () => void }>();
	return {
		clock: () => now,
		timers: {
			set(action, afterMs) {
				last += 1;
				pending.set(last, { at: now + afterMs, action });
				return last;
			},
			clear: (timer) => void pending.delete(timer),
		},
		async advance(ms) {
			const end = now + ms;
			await settle();
			for (;;) {
				const due = [...pending].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
				if (!due) break;
				pending.delete(due[0]);
				now = Math.max(now, due[1].at);
				due[1].action();
				await settle();
			}
			now = end;
			await settle();
		},
	};
}
