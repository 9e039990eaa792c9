/** Tells of changes of one day's reservations, not more often than machines can use: a busy front end books many times a second. */
import type { Clock } from '../clock.ts';

const tellEveryMs = 2_000;

export interface DayChanges {
	/** A reservation of this day was made, changed or cancelled. */
	changed(day: string): void;
	/** Listeners are told within two seconds of a change of `today()`. */
	on(listener: () => void): () => void;
	stop(): void;
}

export function createDayChanges(clock: Clock, today: () => string | null): DayChanges {
	const listeners = new Set<() => void>();
	let owed = false;
	const stop = clock.every(tellEveryMs, () => {
		if (!owed) return;
		owed = false;
		for (const listener of listeners) listener();
	});
	return {
		changed(day) {
			if (day === today()) owed = true;
		},
		on(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		stop,
	};
}
