/** Longest time that one piece of work took the processor. */
export interface Stopwatch {
	/** Runs it; what it throws is thrown on. */
	time<T>(run: () => T): T;
	readonly worstMs: number;
}

/** So many runs lie at most between two looks at the time of the processor: a look costs more than a run. */
const lookEvery = 64;

/** A machine that is busy with other things makes every clock on the wall look bad: no run counts for more than the processor has worked. */
export function createStopwatch(): Stopwatch {
	let worstMs = 0;
	let runs = 0;
	let looked = process.cpuUsage();
	return {
		time(run) {
			if (runs++ % lookEvery === 0) looked = process.cpuUsage();
			const began = performance.now();
			try {
				return run();
			} finally {
				const wall = performance.now() - began;
				if (wall > worstMs) {
					const { user, system } = process.cpuUsage(looked);
					worstMs = Math.max(worstMs, Math.min(wall, (user + system) / 1000));
					looked = process.cpuUsage();
				}
			}
		},
		get worstMs() {
			return worstMs;
		},
	};
}
