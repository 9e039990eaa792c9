import type { Port } from '../../drivers/transport/port.ts';
import { createFuzzClock } from './fuzz-clock.ts';
import { heldBytes } from './memory.ts';
import { createNoisyLine } from './noisy-line.ts';
import { createRandom } from './random.ts';
import type { DriverSubject, Measured } from './subject.ts';

/** Frames of bad line between two looks whether the driver still does its work. */
const workEvery = 20_000;
/** Longest wait of the reopening, and of anything a driver may have begun. */
const recoveryMs = 60_000;

/** Runs a driver against its simulator over a bad line until so many frames were delivered. */
export async function runDriver(subject: DriverSubject, frames: number, seed: number): Promise<Measured> {
	const random = createRandom(seed);
	const clock = createFuzzClock();
	let attach: (port: Port) => void = () => {};
	const line = createNoisyLine((port) => attach(port), subject.said, random, clock);
	const rejected: unknown[] = [];
	const onRejected = (reason: unknown) => rejected.push(reason);
	process.on('unhandledRejection', onRejected);
	const own = subject.make({ open: line.open, clock });
	attach = own.attach;
	own.start();
	let misunderstood = 0;

	/** `works` waits by the clock, which somebody has to move. */
	const looksWell = async () => {
		line.calm(true);
		await clock.advance(recoveryMs);
		let done: boolean | null = null;
		void own.works().then(
			(well) => {
				done = well;
			},
			() => {
				done = false;
			},
		);
		for (let waited = 0; done === null && waited < 2 * recoveryMs; waited += 500) await clock.advance(500);
		if (done !== true) misunderstood++;
		line.calm(false);
	};

	await looksWell();
	const before = await heldBytes();
	const began = performance.now();
	for (let looked = line.frames; line.frames < frames; ) {
		own.stir(random);
		line.babble(random.below(40));
		if (random.oneIn(40)) line.flood(random.oneIn(2));
		if (random.oneIn(60)) line.pullFor(random.below(20_000));
		await clock.advance(random.below(random.oneIn(10) ? 10_000 : 800));
		if (line.frames - looked >= workEvery) {
			await looksWell();
			looked = line.frames;
		}
	}
	await looksWell();
	const seconds = (performance.now() - began) / 1000;
	const grownBytes = (await heldBytes()) - before;
	line.calm(true);
	const stopped = own.stop();
	await clock.advance(recoveryMs);
	await stopped;
	process.off('unhandledRejection', onRejected);
	const wrong = [...line.thrown, ...rejected];
	const first = wrong[0];
	return {
		driver: subject.driver,
		name: subject.name,
		kind: 'driver',
		frames: line.frames,
		seconds,
		framesPerSecond: line.frames / seconds,
		worstFeedMs: line.slowestMs,
		grownBytes,
		misunderstood,
		thrown: wrong.length,
		firstThrown: first === undefined ? null : first instanceof Error ? (first.stack ?? first.message) : String(first),
	};
}
