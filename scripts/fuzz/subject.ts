import type { OpenPort, Port } from '../../drivers/transport/port.ts';
import type { FuzzClock } from './fuzz-clock.ts';
import type { Random } from './random.ts';
import type { Vector } from './vectors.ts';

/** A parser under noise. */
export interface ParserSubject {
	kind: 'parser';
	driver: string;
	name: string;
	/** Sound frames, each of which this parser understands by itself. */
	sound: readonly Vector[];
	/** Further bytes that are spoiled as well. */
	other?: readonly Uint8Array[];
	/**
	 * When the next sound frame is understood after any noise. `at-once`: no frame is lost. `after-reset`: none is lost, for before each command
	 * the bus drops what is left of an unfinished frame. `after-silence`: none is lost once the line has been silent as long as the driver waits.
	 */
	next: 'at-once' | 'after-reset' | 'after-silence';
	/** Bytes that begin no frame: any number of them may stand around frames. Absent where every byte may be content (scanned codes). */
	harmless?: Uint8Array;
	make(): {
		/** Events that mean something; what tells of noise is left out. */
		feed(bytes: Uint8Array): unknown[];
		/** The reset or the silence of `next`; may give events. */
		calm?(): unknown[];
	};
}

/** A driver and its simulator at the two ends of a noisy line, on a clock of their own. */
export interface DriverSubject {
	kind: 'driver';
	driver: string;
	name: string;
	/** What its device may say. */
	said: readonly Uint8Array[];
	make(parts: { open: OpenPort; clock: FuzzClock }): {
		/** The device's end of a line that was just opened. */
		attach(port: Port): void;
		start(): void;
		/** Someone uses it: puts a card down, prints, calls a number. */
		stir(random: Random): void;
		/** On a good line: one real piece of work, seen to its end. `false` when it does not come off. */
		works(): Promise<boolean>;
		stop(): Promise<void>;
	};
}

export type Subject = ParserSubject | DriverSubject;

/** Of a run, beside the limits that it must keep. */
export interface Measured {
	driver: string;
	name: string;
	kind: Subject['kind'];
	frames: number;
	seconds: number;
	framesPerSecond: number;
	worstFeedMs: number;
	grownBytes: number;
	misunderstood: number;
	thrown: number;
	/** First thing that was thrown, with its place. */
	firstThrown: string | null;
}

export const limits = { worstFeedMs: 1000, grownBytes: 8 * 1024 * 1024 } as const;

/** What a run did that it must not do; empty when all is well. */
export function breaches(run: Measured): string[] {
	return [
		...(run.thrown > 0 ? [`${run.thrown} throws, first: ${run.firstThrown ?? 'unknown'}`] : []),
		...(run.misunderstood > 0 ? [`${run.misunderstood} sound frames or pieces of work were not understood after noise`] : []),
		...(run.worstFeedMs > limits.worstFeedMs ? [`one read took ${Math.round(run.worstFeedMs)} ms`] : []),
		...(run.grownBytes > limits.grownBytes ? [`${run.grownBytes} bytes are held that were not held before`] : []),
	];
}
