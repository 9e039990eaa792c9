/** The fixed share of `npm run power-cuts -- --store app`: the real app on a file system whose power goes while events arrive and while it is cut off. */
import { expect, it } from 'vitest';
import { cutAppPower } from '../faults/cut-app.ts';
import { whyNoLoopDisks } from '../faults/loop-disk.ts';

const cuts = 2;
const why = await whyNoLoopDisks();
if (why !== null)
	console.warn(`\n  NOT PLAYED: power cuts of the real app. ${why}.\n  Run \`npm run power-cuts -- --store app\` as root on Linux.\n`);

if (why !== null) it(`S5 I-8 power cuts of the app: NOT PLAYED HERE, ${why}`, () => expect(why).not.toBe(''));
else
	it(`S5 I-8 the power of the app's disk goes ${cuts} times: it shows the same day alone, owes the same reports, and in the end nothing is missing`, async () => {
		const result = await cutAppPower({ cuts, seed: 2, durability: 'as it is' });
		expect(result.losses).toEqual([]);
		expect(result.cuts).toBeGreaterThanOrEqual(cuts);
		expect(result.rowsFound).toBeGreaterThan(0);
	}, 240_000);
