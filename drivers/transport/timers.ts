/** Time is given from outside, so that every wait can be tested without waiting. */
export interface Timers {
	/** Runs once after `ms` milliseconds; the returned function cancels. */
	after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
	after(ms, run) {
		const handle = setTimeout(run, ms);
		return () => clearTimeout(handle);
	},
};

/** Resolves after so many milliseconds of these timers. */
export function pause(timers: Timers, ms: number): Promise<void> {
	return new Promise((resolve) => timers.after(ms, resolve));
}
