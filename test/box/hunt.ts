/**
 * `npm run hunt -- --seeds N [--from S] [--large]`: lives of a hall in a box, one a seed, on every core; breaches, faults by kind, and a table of which
 * fault struck in which state. `--planted`: each planted bug must be found instead. Exit 1 when a rule was broken, or a planted bug was not.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import { findPlanted, type PlantedResult } from './find-planted.ts';
import { type BoxResult, runBox } from './hall-in-a-box.ts';
import { plantedBugs } from './planted-bugs.ts';
import { huntedLife, largeLife } from './seeds.ts';

type Job = { seed: number; large: boolean } | { bug: number };
type Said = { job: Job; result: BoxResult } | { job: Job; planted: PlantedResult } | { job: Job; threw: string };

async function work(job: Job): Promise<Said> {
	try {
		if ('bug' in job) return { job, planted: await findPlanted(plantedBugs[job.bug]!, 60, 120) };
		return { job, result: await runBox(job.large ? largeLife(job.seed) : huntedLife(job.seed)) };
	} catch (cause) {
		return { job, threw: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
	}
}

const whole = (text: string) => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
	return value;
};

async function main(): Promise<void> {
	const program = new Command('hunt')
		.description('Hunt for breaches of the rules in a simulated hall')
		.option('--seeds <n>', 'how many lives', whole, 20)
		.option('--from <n>', 'first seed, or first planted bug', whole, 1)
		.option('--workers <n>', 'how many at once', whole, availableParallelism())
		.option('--large', 'large quiet halls, which have three times the happenings for the processor time', false)
		.option('--planted', 'look whether each planted bug is found', false)
		.option('--json', 'answer as JSON', false)
		.option('--progress <file>', 'write what was lived so far there after each life, as JSON')
		.parse();
	const { seeds, from, workers, large, planted, json, progress } = program.opts<{
		seeds: number;
		from: number;
		workers: number;
		large: boolean;
		planted: boolean;
		json: boolean;
		progress?: string;
	}>();
	const jobs: Job[] = planted
		? plantedBugs.map((_, bug) => ({ bug })).slice(from - 1)
		: Array.from({ length: seeds }, (_, index) => ({ seed: from + index, large }));
	const began = performance.now();
	const since = () => (performance.now() - began) / 1000;
	const said: Said[] = [];
	await Promise.all(
		Array.from({ length: Math.min(workers, jobs.length) }, () => {
			const worker = new Worker(new URL(import.meta.url), { workerData: 'hunt' });
			return new Promise<void>((resolve, reject) => {
				const next = () => {
					const job = jobs.shift();
					if (job) worker.postMessage(job);
					else void worker.terminate().then(() => resolve());
				};
				worker.on('message', (message: Said) => {
					said.push(message);
					tell(message, json);
					if (progress) writeFileSync(progress, `${JSON.stringify(factsOf(said, since()))}\n`);
					next();
				});
				worker.on('error', reject);
				next();
			});
		}),
	);
	process.exitCode = summary(said, since(), json) ? 0 : 1;
}

function tell(message: Said, json: boolean): void {
	if (json) return;
	if ('threw' in message) console.log(`${JSON.stringify(message.job)} threw: ${message.threw}`);
	else if ('planted' in message) {
		const { name, seed, breach, happenings, seconds } = message.planted;
		console.log(seed === null ? `NOT FOUND  ${name}` : `found  ${name}: seed ${seed}, ${happenings} happenings, ${seconds} s, ${breach}`);
	} else {
		const { seed, trace, happenings, events, breaches } = message.result;
		console.log(`seed ${seed}  trace ${trace}  ${happenings} happenings  ${events} log events  ${breaches.length} breaches`);
		for (const { rule, what } of breaches.slice(0, 10)) console.log(`    ${rule} ${what}`);
	}
}

/** What was lived so far. `seconds`: of the wall clock; `processorSeconds`: of all lives together. */
function factsOf(said: readonly Said[], seconds: number) {
	const results = said.flatMap((each) => ('result' in each ? [each.result] : []));
	const planted = said.flatMap((each) => ('planted' in each ? [each.planted] : []));
	const broken = said.filter((each) => 'threw' in each).length;
	const breaches = results.reduce((sum, each) => sum + each.breaches.length, 0);
	const sum = (field: 'happenings' | 'events' | 'tickets' | 'papers' | 'lostWithMachine') =>
		results.reduce((total, each) => total + each[field], 0);
	const add = (pick: (result: BoxResult) => Map<string, number>) => {
		const total = new Map<string, number>();
		for (const result of results) for (const [key, count] of pick(result)) total.set(key, (total.get(key) ?? 0) + count);
		return Object.fromEntries([...total].sort(([a], [b]) => (a < b ? -1 : 1)));
	};
	const { user, system } = process.cpuUsage();
	const processorSeconds = (user + system) / 1e6;
	return {
		seeds: results.length,
		firstSeed: results.reduce((least, { seed }) => Math.min(least, seed), Number.POSITIVE_INFINITY),
		lastSeed: Math.max(0, ...results.map(({ seed }) => seed)),
		seconds: Math.round(seconds),
		processorSeconds: Math.round(processorSeconds),
		happenings: sum('happenings'),
		happeningsPerSecond: Math.round(sum('happenings') / seconds),
		happeningsPerProcessorSecond: Math.round(sum('happenings') / processorSeconds),
		logEvents: sum('events'),
		tickets: sum('tickets'),
		papers: sum('papers'),
		lostWithMachine: sum('lostWithMachine'),
		breaches,
		threw: broken,
		faults: add((result) => result.faults),
		looked: add((result) => result.looked),
		notes: add((result) => result.notes),
		slowestHealingMs: Math.max(0, ...results.map((each) => each.slowestHealingMs)),
		faultByState: add((result) => result.coverage),
		planted: planted.map(({ name, seed, happenings, breach }) => ({ name, seed, happenings, breach })),
		missed: planted.filter((each) => each.seed === null).length,
	};
}

function summary(said: readonly Said[], seconds: number, json: boolean): boolean {
	const facts = factsOf(said, seconds);
	const { breaches, planted, missed } = facts;
	if (json) console.log(JSON.stringify(facts));
	else {
		if (facts.seeds > 0) {
			console.log(
				`\n${facts.seeds} lives in ${facts.seconds} s: ${facts.happenings} happenings (${facts.happeningsPerSecond}/s, ${facts.happeningsPerProcessorSecond} per processor second), ${facts.logEvents} log events, ${facts.tickets} tickets, ${facts.papers} papers, ${facts.lostWithMachine} things lost with a machine, ${breaches} breaches`,
			);
			console.log(
				`  looked at: ${Object.entries(facts.looked)
					.map(([rule, count]) => `${rule} ${count}`)
					.join(', ')}`,
			);
			for (const [key, count] of Object.entries(facts.faultByState)) console.log(`  ${key.replace('\t', ' while ')}: ${count}`);
		}
		if (planted.length > 0) console.log(`\n${planted.length - missed} of ${planted.length} planted bugs found`);
	}
	return breaches === 0 && facts.threw === 0 && missed === 0;
}

if (isMainThread) await main();
else if (workerData === 'hunt') parentPort!.on('message', (job: Job) => void work(job).then((said) => parentPort!.postMessage(said)));
