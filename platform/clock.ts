/** Platform time, injected everywhere so that tests can turn it. */
export interface Clock {
	/** Milliseconds since 1970 UTC. */
	now(): number;
	/** Runs `action` every `ms` milliseconds until the returned function is called. */
	every(ms: number, action: () => void): () => void;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	every(ms, action) {
		const timer = setInterval(action, ms);
		timer.unref();
		return () => clearInterval(timer);
	},
};
