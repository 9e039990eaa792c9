/**
 * `npm run kills -- [--store journal|platform|applications] [--json]`: the writer of each store killed at every one of its write points, on a new machine
 * and on one with a past. `npm test` plays each kind of point once on either. Exit 1 on a loss.
 */
import { Command, Option } from 'commander';
import { killEverywhere, type Store } from './kill-everywhere.ts';

const { store: only, json } = new Command('kills')
	.description('Kills the journal, the platform store and the applications of a machine at every write point')
	.addOption(new Option('--store <name>', 'one store alone').choices(['journal', 'platform', 'applications']))
	.option('--json', 'answer as JSON', false)
	.parse()
	.opts<{ store?: Store; json: boolean }>();

let sound = true;
const all: object[] = [];
for (const store of only ? [only] : (['journal', 'platform', 'applications'] as const))
	for (const past of [0, 1]) {
		const result = await killEverywhere({ store, rounds: store === 'applications' ? 2 - past : 2, past });
		sound &&= result.losses.length === 0;
		all.push({ store, past, ...result });
		if (json) continue;
		const seconds = Math.round(result.milliseconds / 100) / 10;
		const on = past === 0 ? 'a new machine' : 'a machine with a past';
		console.log(`${store} on ${on}: ${result.points} points, ${result.kills} kills, ${result.losses.length} losses, ${seconds} s`);
		for (const loss of result.losses.slice(0, 20)) console.log(`    ${loss}`);
	}
if (json) console.log(JSON.stringify(all));
process.exitCode = sound ? 0 : 1;
