import { createPipe } from '../../drivers/transport/pipe.ts';
import type { OpenPort, Port } from '../../drivers/transport/port.ts';
import type { FuzzClock } from './fuzz-clock.ts';
import type { Random } from './random.ts';
import { reads, spoil } from './spoil.ts';
import { createStopwatch } from './stopwatch.ts';

/** A cable between a driver and its simulator that spoils what the device says, now and then what it hears, and is pulled out in between. */
export interface NoisyLine {
	open: OpenPort;
	/** The line is in order from now on, or bad again. Put in order it is also plugged in. */
	calm(on: boolean): void;
	/** Spoiled frames of nobody, as if the device had said them. */
	babble(frames: number): void;
	/** Endless noise until it is called again. */
	flood(on: boolean): void;
	/** Pulled out in the middle of a frame; back after so long. */
	pullFor(ms: number): void;
	/** Frames delivered to the driver, spoiled or not. */
	readonly frames: number;
	/** Longest time that one read kept the driver, in milliseconds. */
	readonly slowestMs: number;
	/** What was thrown out of the driver's listener. */
	readonly thrown: unknown[];
}

const floodEveryMs = 10;

export function createNoisyLine(
	attach: (port: Port) => void,
	said: readonly Uint8Array[],
	random: Random,
	clock: Pick<FuzzClock, 'timers'>,
): NoisyLine {
	let calm = true;
	let plugged = true;
	let frames = 0;
	const watch = createStopwatch();
	let far: Port | null = null;
	let listener: ((bytes: Uint8Array) => void) | null = null;
	let flooding = false;
	const thrown: unknown[] = [];

	const give = (bytes: Uint8Array) => {
		if (!listener) return;
		const hear = listener;
		try {
			watch.time(() => hear(bytes));
		} catch (error) {
			thrown.push(error);
		}
	};
	const any = () => said[random.below(said.length)]!;
	const giveSpoiled = (frame: Uint8Array) => {
		frames++;
		for (const read of reads(spoil(frame, random, any()), random)) give(read);
	};
	const deliver = (bytes: Uint8Array) => {
		if (calm) {
			frames++;
			return give(bytes);
		}
		giveSpoiled(bytes);
		// Late, as bytes are that wait in an adapter.
		if (random.oneIn(6)) clock.timers.after(random.below(700), () => !calm && giveSpoiled(bytes));
	};
	const floodOn = () => {
		if (!flooding || calm) return;
		frames++;
		give(random.bytes(100 + random.below(200)));
		clock.timers.after(floodEveryMs, floodOn);
	};

	return {
		async open() {
			if (!plugged) return { ok: false, code: 'cannot-open', text: 'pulled out' };
			const pipe = createPipe();
			far = pipe.far;
			attach({
				...pipe.far,
				// What the device hears is spoiled too, one frame in ten; no sound frame of another host is among it.
				onBytes: (hear) => pipe.far.onBytes((bytes) => hear(calm || !random.oneIn(10) ? bytes : spoil(bytes, random, bytes))),
			});
			return {
				ok: true,
				port: {
					...pipe.near,
					onBytes(hear) {
						listener = hear;
						pipe.near.onBytes(deliver);
					},
					onClosed(closed) {
						pipe.near.onClosed(() => {
							if (far === pipe.far) listener = null;
							closed();
						});
					},
				},
			};
		},
		calm(on) {
			calm = on;
			if (on) plugged = true;
			if (on) flooding = false;
		},
		babble(count) {
			for (let n = 0; n < count; n++) giveSpoiled(any());
		},
		flood(on) {
			const begins = on && !flooding;
			flooding = on;
			if (begins) floodOn();
		},
		pullFor(ms) {
			if (!plugged) return;
			plugged = false;
			if (listener) give(any().subarray(0, 1 + random.below(4)));
			void far?.close();
			clock.timers.after(ms, () => {
				plugged = true;
			});
		},
		get frames() {
			return frames;
		},
		get slowestMs() {
			return watch.worstMs;
		},
		thrown,
	};
}
