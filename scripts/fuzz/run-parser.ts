import { heldBytes } from './memory.ts';
import { createRandom } from './random.ts';
import { reads, spoil } from './spoil.ts';
import { createStopwatch } from './stopwatch.ts';
import type { Measured, ParserSubject } from './subject.ts';

const understandEvery = 1000;
const breatheEvery = 100_000;

/** Feeds so many spoiled frames, and asks in between whether a sound one is still understood. */
export async function runParser(subject: ParserSubject, frames: number, seed: number): Promise<Measured> {
	const random = createRandom(seed);
	const parser = subject.make();
	const heardAlone = (bytes: Uint8Array) => {
		const fresh = subject.make();
		return [...fresh.feed(bytes), ...(fresh.calm?.() ?? [])];
	};
	const sound = subject.sound.map(({ bytes }) => ({ bytes, means: JSON.stringify(heardAlone(bytes)) }));
	const all = [...sound.map(({ bytes }) => bytes), ...(subject.other ?? [])];
	let misunderstood = 0;
	const watch = createStopwatch();
	let thrown = 0;
	let firstThrown: string | null = null;

	const guarded = (run: () => unknown[]): unknown[] => {
		let events: unknown[] = [];
		try {
			events = watch.time(run);
		} catch (error) {
			thrown++;
			firstThrown ??= error instanceof Error ? (error.stack ?? error.message) : String(error);
		}
		return events;
	};
	const understands = ({ bytes, means }: (typeof sound)[number]): boolean => {
		guarded(() => parser.calm?.() ?? []);
		return JSON.stringify([...guarded(() => parser.feed(bytes)), ...guarded(() => parser.calm?.() ?? [])]) === means;
	};

	// Also loads the tables of the character sets, which are held once and are no growth.
	for (const one of sound) if (!understands(one)) misunderstood++;
	const before = await heldBytes();
	const began = performance.now();
	for (let n = 1; n <= frames; n++) {
		const bytes = spoil(all[random.below(all.length)]!, random, all[random.below(all.length)]!);
		for (const read of reads(bytes, random)) guarded(() => parser.feed(read));
		if (n % understandEvery === 0 && !understands(sound[random.below(sound.length)]!)) misunderstood++;
		if (n % breatheEvery === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	const seconds = (performance.now() - began) / 1000;
	for (const one of sound) if (!understands(one)) misunderstood++;
	const grownBytes = (await heldBytes()) - before;
	const { driver, name, kind } = subject;
	const framesPerSecond = frames / seconds;
	return {
		driver,
		name,
		kind,
		frames,
		seconds,
		framesPerSecond,
		worstFeedMs: watch.worstMs,
		grownBytes,
		misunderstood,
		thrown,
		firstThrown,
	};
}
