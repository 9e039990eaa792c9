/** Notices a desk that is held up in native code: it is asked for a beat now and then, however many jobs it has. */
export const beatEveryMs = 2_500;
/** So many beats unanswered in a row, counted and not timed: a machine that was asleep has not frozen. */
export const beatsMissed = 5;
/** A desk that has said nothing yet may still be loading, which takes long on a slow PC. */
export const beatsMissedAtFirst = 16;

export interface Heartbeat {
	/** The desk said something; `beat`: it answered. */
	heard(beat: boolean): void;
	stop(): void;
}

/** `stuck` is called once. */
export function watchHeartbeat(parts: {
	after(ms: number, action: () => void): () => void;
	ask(beat: number): void;
	stuck(): void;
}): Heartbeat {
	let asked = 0;
	let missed = 0;
	let heardAny = false;
	let cancel = () => {};
	const tick = () => {
		if (missed >= (heardAny ? beatsMissed : beatsMissedAtFirst)) return parts.stuck();
		missed += 1;
		asked += 1;
		parts.ask(asked);
		cancel = parts.after(beatEveryMs, tick);
	};
	cancel = parts.after(beatEveryMs, tick);
	return {
		heard(beat) {
			heardAny = true;
			if (beat) missed = 0;
		},
		stop: () => cancel(),
	};
}
