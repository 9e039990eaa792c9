/** `npm run canaries -- --people 500`: a day with made-up people, and a search of everything it left for anything of theirs. */
import { Command } from 'commander';
import { liveCanaryDay } from './canaries/day.ts';
import { canaryPerson, secretsOf } from './canaries/people.ts';
import { searchDay } from './canaries/search-day.ts';

const options = new Command()
	.name('npm run canaries --')
	.option('--people <number>', 'how many', '500')
	.option('--json', 'one line of JSON')
	.parse()
	.opts<{ people: string; json?: boolean }>();
const people = Number(options.people);
if (!Number.isSafeInteger(people) || people < 1 || people > 5_000) {
	console.error('--people: a whole number from 1 to 5000.');
	process.exit(2);
}
const began = Date.now();
const day = await liveCanaryDay(people, (words) => console.error(words));
try {
	const secrets = Array.from({ length: people }, (_, n) => secretsOf(canaryPerson(n))).flat();
	const { found, files, bytes } = searchDay(day, secrets);
	const seconds = Math.round((Date.now() - began) / 1_000);
	if (options.json)
		console.log(JSON.stringify({ people, texts: secrets.length, did: day.did, files, bytes, found: found.length, seconds }));
	else {
		console.log(
			Object.entries(day.did)
				.map(([what, times]) => `${what} ${times}`)
				.join(', '),
		);
		console.log(
			`${secrets.length} texts of ${people} people looked for in ${files} files and answers, ${(bytes / 1_048_576).toFixed(1)} MB: ${found.length} found (${seconds} s)`,
		);
		for (const { file, as, secret } of found.slice(0, 40))
			console.log(`  ${file}: text ${secret % 5} of person ${Math.floor(secret / 5)} as ${as}`);
	}
	process.exitCode = found.length > 0 || day.did['applications not sent'] !== 0 ? 1 : 0;
} finally {
	await day.remove();
}
process.exit();
