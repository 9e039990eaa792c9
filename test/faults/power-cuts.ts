/**
 * `npm run power-cuts -- --cuts N --seed S [--store journal|platform|applications] [--json]`: N power cuts for each store on a real file system that is
 * shut down while it is written. First shows that a loss would be seen: the same without fsync must lose something. Exit 1 when something
 * acknowledged was lost or a store could not be used again, when the proof failed, or when power cannot be cut on this machine.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Cuts, cutPower } from './cut-power.ts';
import type { Store } from './kill-everywhere.ts';
import { whyNoLoopDisks } from './loop-disk.ts';

const whole = (text: string) => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
	return value;
};
const options = new Command('power-cuts')
	.description('Cuts the power of a real file system under the journal, the platform store and the applications of a machine')
	.option('--cuts <n>', 'how many for each store', whole, 30)
	.option('--seed <s>', 'moments of the cuts', whole, 1)
	.addOption(new Option('--store <name>', 'one store alone').choices(['journal', 'platform', 'applications']))
	.option('--json', 'answer as JSON', false)
	.parse()
	.opts<{ cuts: number; seed: number; store?: Store; json: boolean }>();

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
	for (const store of options.store ? [options.store] : (['journal', 'platform', 'applications'] as const)) {
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
	if (options.json) console.log(JSON.stringify({ seed: options.seed, stores: all }));
	return sound;
}

process.exitCode = (await main()) ? 0 : 1;
