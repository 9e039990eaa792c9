/** The clock's own timers. */
import type { Timers } from './ports.ts';

export function createTimers(): Timers {
	const pending = new Map<number, ReturnType<typeof setTimeout>>();
	let last = 0;
	return {
		set(action, afterMs) {
			last += 1;
			const timer = last;
			pending.set(
				timer,
				setTimeout(() => {
					pending.delete(timer);
					action();
				}, afterMs),
			);
			return timer;
		},
		clear(timer) {
			clearTimeout(pending.get(timer));
			pending.delete(timer);
		},
	};
}
