/** `npm run fuzz -- --driver NAME --frames N --seed S`: spoiled frames for parsers and whole drivers; a table, and exit code 1 when a limit was broken. */
import { Command } from 'commander';
import { runDriver } from './fuzz/run-driver.ts';
import { runParser } from './fuzz/run-parser.ts';
import { breaches, type Measured } from './fuzz/subject.ts';
import { subjects } from './fuzz/subjects.ts';

const drivers = [...new Set(subjects.map(({ driver }) => driver))];
const wholeNumber = (text: string) => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN);
const program = new Command()
	.name('npm run fuzz --')
	.option('--driver <name>', `one of: ${drivers.join(', ')}; all of them without it`)
	.option('--only <kind>', 'parser or driver')
	.option('--frames <count>', 'frames for each driver, divided among its parsers and itself', '5000000')
	.option('--seed <number>', 'the same seed gives the same noise', '20261122')
	.option('--json', 'one JSON line for each run')
	.parse();
const options = program.opts<{ driver?: string; only?: string; frames: string; seed: string; json?: boolean }>();
const frames = wholeNumber(options.frames);
const seed = wholeNumber(options.seed);
const problems = [
	...(options.driver !== undefined && !drivers.includes(options.driver) ? [`--driver: give one of ${drivers.join(', ')}.`] : []),
	...(options.only !== undefined && !['parser', 'driver'].includes(options.only) ? ['--only: give parser or driver.'] : []),
	...(Number.isNaN(frames) || frames < 1 ? ['--frames: give a whole number above 0.'] : []),
	...(Number.isNaN(seed) ? ['--seed: give a whole number.'] : []),
];
if (problems.length > 0) {
	for (const problem of problems) console.error(problem);
	process.exit(2);
}

const chosen = subjects.filter(
	({ driver, kind }) =>
		(options.driver === undefined || driver === options.driver) && (options.only === undefined || kind === options.only),
);
const columns = ['driver', 'what', 'frames', 'frames/s', 'worst read ms', 'growth KB', 'misunderstood', 'thrown'];
const widths = [12, 32, 10, 10, 14, 11, 14, 7];
const row = (cells: readonly (string | number)[]) =>
	cells.map((cell, at) => (at < 2 ? String(cell).padEnd(widths[at]!) : String(cell).padStart(widths[at]!))).join(' ');
const cellsOf = (run: Measured) => [
	run.driver,
	run.name,
	run.frames,
	Math.round(run.framesPerSecond),
	run.worstFeedMs.toFixed(1),
	Math.round(run.grownBytes / 1024),
	run.misunderstood,
	run.thrown,
];

let failed = false;
if (!options.json) console.log(row(columns));
for (const subject of chosen) {
	const share = Math.ceil(frames / chosen.filter(({ driver }) => driver === subject.driver).length);
	const run = subject.kind === 'parser' ? await runParser(subject, share, seed) : await runDriver(subject, share, seed);
	console.log(options.json ? JSON.stringify(run) : row(cellsOf(run)));
	for (const breach of breaches(run)) {
		failed = true;
		console.error(`${run.driver}, ${run.name}: ${breach}. Again with: --driver ${run.driver} --frames ${frames} --seed ${seed}`);
	}
}
process.exit(failed ? 1 : 0);
