import type { Timers } from './transport/timers.ts';

/** The fault of a simulated device whose line never falls silent: pseudo-random bytes from a fixed seed, without end. */
export interface Noise {
	run(on: boolean): void;
}

const everyMs = 20;
const pieceBytes = 64;

/** `put` gets a piece of noise every 20 ms while it runs. */
export function createNoise(timers: Timers, put: (bytes: Uint8Array) => unknown): Noise {
	let cancel: () => void = () => {};
	let state = 0x2545f491;
	const next = () => {
		// Xorshift: every byte value comes, also those that look like frames.
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state & 0xff;
	};
	const piece = () => {
		put(Uint8Array.from({ length: pieceBytes }, next));
		cancel = timers.after(everyMs, piece);
	};
	return {
		run(on) {
			cancel();
			if (on) piece();
		},
	};
}
