/** `npm run fuzz -- messages --count N --seed S`: hostile messages over socket, HTTP and IPC; a table, and exit code 1 when anything gave way. */
import { Command } from 'commander';
import { huntMessages } from './messages/hunt.ts';

const options = new Command()
	.name('npm run fuzz -- messages')
	.option('--count <number>', 'messages of all kinds together', '200000')
	.option('--seed <number>', 'the same seed says the same things', '20261122')
	.option('--json', 'one line of JSON')
	.parse(process.argv.filter((word) => word !== 'messages'))
	.opts<{ count: string; seed: string; json?: boolean }>();
const [count, seed] = [Number(options.count), Number(options.seed)];
if (!Number.isSafeInteger(count) || count < 100 || !Number.isSafeInteger(seed)) {
	console.error('--count: a whole number from 100 on. --seed: a whole number.');
	process.exit(2);
}
const { seconds, ...shares } = await huntMessages(count, seed, (words) => console.error(words));
let failed = false;
const told = Object.entries(shares).map(([who, { sent, accepted, answers, faults }]) => {
	failed ||= accepted > 0 || faults.size > 0;
	return {
		who,
		sent,
		accepted,
		answers: Object.fromEntries([...answers].sort(([, a], [, b]) => b - a)),
		faults: Object.fromEntries(faults),
	};
});
if (options.json) console.log(JSON.stringify({ count, seed, seconds, shares: told }));
else
	for (const { who, sent, accepted, answers, faults } of told) {
		console.log(`${who}: ${sent} sent, ${accepted} accepted that must not be`);
		console.log(
			`  ${Object.entries(answers)
				.map(([answer, times]) => `${answer} ${times}`)
				.join(', ')}`,
		);
		for (const [fault, { count: times, example }] of Object.entries(faults)) console.log(`  FAULT ${fault} (${times}×)\n    ${example}`);
	}
console.error(`${Math.round(seconds)} s`);
process.exit(failed ? 1 : 0);
