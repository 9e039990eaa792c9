import type { Clock } from '../clock.ts';

const hourMs = 3_600_000;

/** A job that is asked for every few seconds and done once an hour, one at a time; a clock that was put back does not stop it. */
export function everyHour(clock: Pick<Clock, 'now'>, job: () => Promise<void>): () => Promise<void> {
	let doneAt = clock.now();
	let running = false;
	return async () => {
		const now = clock.now();
		if (running || Math.abs(now - doneAt) < hourMs) return;
		running = true;
		doneAt = now;
		try {
			await job();
		} finally {
			running = false;
		}
	};
}
