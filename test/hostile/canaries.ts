/**
 * `npm run canaries -- --people 500`: a day with made-up people, and a search of everything it left for anything of theirs. With `--app` they go through
 * the real app at its real terminal (it must be built: `node scripts/build.ts`), and its profile, caches and home are searched as well.
 */
import { Command } from 'commander';
import { liveCanaryDayInApp } from './canaries/app-day.ts';
import { type CanaryDay, liveCanaryDay } from './canaries/day.ts';
import { canaryPerson, secretsOf } from './canaries/people.ts';
import { type Searched, searchDay } from './canaries/search-day.ts';

const options = new Command()
	.name('npm run canaries --')
	.option('--people <number>', 'how many; 500, with --app 20')
	.option('--app', 'through the real app')
	.option(
		'--at-screen <number>',
		'with --app: how many touch the screen for everything; the others’ deeds are said by the page itself',
		'4',
	)
	.option('--cards <number>', 'with --app: how many of the others lay their card on the reader', '60')
	.option('--json', 'one line of JSON')
	.parse()
	.opts<{ people?: string; app?: boolean; atScreen: string; cards: string; json?: boolean }>();
const people = Number(options.people ?? (options.app ? 20 : 500));
if (!Number.isSafeInteger(people) || people < 1 || people > 5_000) {
	console.error('--people: a whole number from 1 to 5000.');
	process.exit(2);
}
const began = Date.now();
const secrets = Array.from({ length: people }, (_, n) => secretsOf(canaryPerson(n))).flat();
let gone = false;
if (options.app) {
	const did = await liveCanaryDayInApp(
		people,
		Number(options.atScreen),
		Number(options.cards),
		(day, when) => tell({ ...day, did: {} }, when),
		console.error,
	);
	if (options.json) console.log(JSON.stringify({ people, did }));
	else console.log(didInWords(did));
} else {
	const day = await liveCanaryDay(people, (words) => console.error(words));
	try {
		tell(day, 'after the day');
		if (day.did['applications not sent'] !== 0) gone = true;
		if (!options.json) console.log(didInWords(day.did));
	} finally {
		await day.remove();
	}
}
process.exit(gone ? 1 : 0);

function tell(day: Searched & Pick<CanaryDay, 'did'>, when: string): void {
	const { found, files, bytes } = searchDay(day, secrets);
	gone ||= found.length > 0;
	const seconds = Math.round((Date.now() - began) / 1_000);
	if (options.json) {
		console.log(JSON.stringify({ when, people, texts: secrets.length, did: day.did, files, bytes, found: found.length, seconds }));
		return;
	}
	console.log(
		`${when}: ${secrets.length} texts of ${people} people looked for in ${files} files and answers, ${(bytes / 1_048_576).toFixed(1)} MB: ${found.length} found (${seconds} s)`,
	);
	for (const { file, as, secret } of found.slice(0, 40))
		console.log(secret < 0 ? `  ${file}: ${as}` : `  ${file}: text ${secret % 5} of person ${Math.floor(secret / 5)} as ${as}`);
}

function didInWords(did: Record<string, number>): string {
	return Object.entries(did)
		.map(([what, times]) => `${what} ${times}`)
		.join(', ');
}
