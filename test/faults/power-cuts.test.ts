import { expect, test } from 'vitest';
import { cutPower } from './cut-power.ts';
import type { Store } from './kill-everywhere.ts';
import { whyNoLoopDisks } from './loop-disk.ts';

/** The fixed share of `npm run power-cuts`. */
const cuts = 6;
const seed = 2026;
const why = await whyNoLoopDisks();
if (why !== null)
	console.warn(
		`\n  NOT PLAYED: power cuts and full disks on a real file system. ${why}.\n  Run \`npm run power-cuts\` as root on Linux.\n`,
	);

const names: Record<Store, string> = {
	journal: "the machine's journal",
	platform: 'the platform store',
	applications: 'the applications of a machine',
};

for (const store of ['journal', 'platform', 'applications'] as const) {
	if (why !== null) {
		test(`S5 I-8 power cuts of ${names[store]}: NOT PLAYED HERE, ${why}`, () => expect(why).not.toBe(''));
		continue;
	}

	test(`S5 I-8 the power goes ${cuts} times while ${names[store]} is written: all that was acknowledged is there, nothing is half there`, async () => {
		const result = await cutPower({ store, cuts, seed, fault: 'none' });
		expect(result.losses).toEqual([]);
		expect(result).toMatchObject({ cuts, unopenable: 0 });
		// How much, is a matter of how busy the machine is.
		expect(result.acknowledged).toBeGreaterThan(0);
	}, 240_000);

	test(`without fsync the same cuts of ${names[store]} lose something, and it is seen`, async () => {
		const result = await cutPower({ store, cuts: 5, seed, fault: 'no-sync' });
		expect(result.losses.length).toBeGreaterThan(0);
	}, 240_000);
}
