/** Power cuts on a real file system: a writer at work, the disk gone at a seeded moment, the machine started again, its store compared. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from '../box/random.ts';
import { begin, newStory, type Store } from './kill-everywhere.ts';
import type { DiskFault } from './kill-points.ts';
import { LoopDisk } from './loop-disk.ts';

export interface Cuts {
	store: Store;
	cuts: number;
	acknowledged: number;
	/** Cuts that came while the store was still being opened. */
	whileOpening: number;
	/** In words, each with the cut it happened at. */
	losses: string[];
	unopenable: number;
	milliseconds: number;
}

export interface CutPlan {
	store: Store;
	cuts: number;
	seed: number;
	/** With a fault the cuts stop at the first loss seen: the proof that a loss is seen. */
	fault: DiskFault;
}

const megabytes = 64;

export async function cutPower({ store, cuts, seed, fault }: CutPlan): Promise<Cuts> {
	const began = performance.now();
	const random = createRandom(seed);
	const result: Cuts = { store, cuts: 0, acknowledged: 0, whileOpening: 0, losses: [], unopenable: 0, milliseconds: 0 };
	const disk = await LoopDisk.make(megabytes);
	try {
		let story = newStory(store);
		let place = 0;
		while (result.cuts < cuts && (fault === 'none' || result.losses.length === 0)) {
			// Several cuts in the life of one store, and now and then a machine that is new; few lives on one, or its day would be all that is read.
			if (result.cuts > 0 && random.chance(0.3)) {
				rmSync(join(disk.folder, `machine-${place}`), { recursive: true, force: true });
				story = newStory(store);
				place += 1;
			}
			const folder = join(disk.folder, `machine-${place}`);
			const earlier = story.acknowledged;
			const life = begin(store, folder, story, { killAt: 0, rounds: 0, fault });
			// One in four comes while the process starts and opens; its whole length is not known, so the spread is wide.
			if (random.chance(0.25)) await Promise.race([wait(random.between(60, 500)), life.over]);
			else {
				await life.spoke;
				await Promise.race([wait(random.between(0, 150)), life.over]);
			}
			await disk.cutPower(...(life.child.pid === undefined ? [] : [life.child.pid]));
			life.child.kill('SIGKILL');
			const { lines } = await life.over;
			await disk.unmount();
			await disk.mount();
			result.cuts += 1;
			if (!lines.some(([word]) => word === (store === 'platform' ? 'answered' : 'kept'))) result.whileOpening += 1;
			const at = (losses: string[]) => losses.map((loss) => `cut ${result.cuts}: ${loss}`);
			result.losses.push(...at(story.hear(lines)));
			result.acknowledged += story.acknowledged - earlier;
			try {
				result.losses.push(...at(await story.check(folder)));
			} catch (cause) {
				result.unopenable += 1;
				result.losses.push(...at([`cannot be used any more: ${String(cause)}`]));
			}
		}
	} finally {
		await disk.remove();
	}
	result.milliseconds = performance.now() - began;
	return result;
}
