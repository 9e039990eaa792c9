/**
 * `npm run power-cuts -- --cuts N --seed S [--store journal|platform|applications|app] [--json]`: N power cuts for each store on a real file system that is
 * shut down while it is written; `app` is the whole real app with its IndexedDB (`cut-app.ts`), built before, under `xvfb-run` where there is no display. First shows that a loss would be seen: the same without fsync must lose something. Exit 1 when something
 * acknowledged was lost or a store could not be used again, when the proof failed, or when power cannot be cut on this machine.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { hasDisplay } from '../../scripts/display.ts';
import { type AppCuts, cutAppPower } from './cut-app.ts';
import { type Cuts, cutPower } from './cut-power.ts';
import type { Store } from './kill-everywhere.ts';
import { whyNoLoopDisks } from './loop-disk.ts';

const whole = (text: string) => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
	return value;
};
const stores = ['journal', 'platform', 'applications'] as const;
const options = new Command('power-cuts')
	.description('Cuts the power of a real file system under the journal, the platform store and the applications of a machine')
	.option('--cuts <n>', 'how many for each store', whole, 30)
	.option('--seed <s>', 'moments of the cuts', whole, 1)
	.addOption(new Option('--store <name>', 'one store alone').choices([...stores, 'app']))
	.option('--json', 'answer as JSON', false)
	.parse()
	.opts<{ cuts: number; seed: number; store?: Store | 'app'; json: boolean }>();

/** Cuts within which a store without fsync must have lost something. */
const cutsOfProof = 5;

/** 0 losses in n cuts leave at most 3/n as the chance of a loss in one, with 95 % confidence. */
const bound = ({ cuts, losses }: Cuts) => (losses.length === 0 ? Math.min(1, 3 / cuts) : null);

async function main(): Promise<boolean> {
	const why = await whyNoLoopDisks();
	if (why !== null) {
		if (options.json) console.log(JSON.stringify({ error: { code: 'no-loop-disk', message: why } }));
		else console.error(`The power cannot be cut on this machine: ${why}.`);
		return false;
	}
	let sound = true;
	const all: object[] = [];
	for (const store of options.store === 'app' ? [] : options.store ? [options.store] : stores) {
		const proof = await cutPower({ store, cuts: cutsOfProof, seed: options.seed, fault: 'no-sync' });
		const real = await cutPower({ store, cuts: options.cuts, seed: options.seed, fault: 'none' });
		sound &&= proof.losses.length > 0 && real.losses.length === 0;
		const seconds = Math.round(real.milliseconds / 100) / 10;
		all.push({ ...real, milliseconds: Math.round(real.milliseconds), bound95: bound(real), seenWithoutFsync: proof.losses.length });
		if (options.json) continue;
		console.log(
			proof.losses.length > 0
				? `${store} without fsync: ${proof.losses.length} losses seen after ${proof.cuts} cuts, so a loss is seen`
				: `${store} without fsync: NO loss seen in ${proof.cuts} cuts, so this proves nothing`,
		);
		console.log(
			`${store}: ${real.cuts} cuts (${real.whileOpening} while opening), ${real.acknowledged} acknowledged, ${real.losses.length} losses, ${real.unopenable} unopenable, at most ${((bound(real) ?? 1) * 100).toFixed(2)} % a cut (95 %), ${seconds} s`,
		);
		for (const loss of real.losses.slice(0, 20)) console.log(`    ${loss}`);
	}
	if (!options.store || options.store === 'app') sound &&= await cutTheApp(all);
	if (options.json) console.log(JSON.stringify({ seed: options.seed, stores: all }));
	return sound;
}

/** With the end of IndexedDB's log gone from the disk a loss must be seen; as the product leaves it, none. */
async function cutTheApp(all: object[]): Promise<boolean> {
	if (!hasDisplay()) {
		console.error('The app needs a display: run this under xvfb-run.');
		return false;
	}
	const proof = await cutAppPower({ cuts: cutsOfProof, seed: options.seed, durability: 'end lost' });
	const after = ({ cuts, losses }: AppCuts) => options.json || console.error(`app: ${cuts} cuts, ${losses.length} losses`);
	const real = await cutAppPower({ cuts: options.cuts, seed: options.seed, durability: 'as it is', after });
	all.push({ store: 'app', ...real, milliseconds: Math.round(real.milliseconds), seenWithoutEnd: proof.losses.length });
	if (!options.json) tellApp(proof, real);
	return proof.losses.length > 0 && real.losses.length === 0;
}

function tellApp(proof: AppCuts, real: AppCuts): void {
	console.log(
		proof.losses.length > 0
			? `app whose log lost its end: a loss is seen after ${proof.cuts} cuts`
			: `app whose log lost its end: NO loss seen in ${proof.cuts} cuts, so this proves nothing`,
	);
	const damaged = Object.entries(real.damaged).map(([how, times]) => `${how} ${times}`);
	console.log(
		`app: ${real.cuts} cuts (${real.whileStarting} while starting, ${real.whileCutOff} without a platform), ${real.rowsAcknowledged} rows acknowledged, ${real.rowsFound} found again when it started alone, ${real.numbersTold} own numbers told, ${real.reportsOwed} reports owed, damaged on top: ${damaged.join(', ') || 'none'}; ${real.losses.length} losses, ${Math.round(real.milliseconds / 1000)} s`,
	);
	for (const loss of real.losses.slice(0, 20)) console.log(`    ${loss}`);
}

process.exitCode = (await main()) ? 0 : 1;
