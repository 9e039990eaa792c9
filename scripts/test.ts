/**
 * `npm test`: proves everything. Arguments go to vitest (a file, `-t "title"`).
 * In the order in which failures are cheapest to mend: small checks, everything without the app, the real app end to end.
 * Ends with the plain line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, knownFiles } from './build.ts';
import { displayCommand } from './display.ts';
import { type ResolvedElectron, resolveElectron } from './electron/resolve.ts';

interface Count {
	passed: number;
	failed: number;
}
/** What a run of vitest writes of itself, as far as it is read here. */
interface Report {
	numPassedTests: number;
	numFailedTests: number;
	numFailedTestSuites: number;
	testResults: { name: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
}

const aloud = (text: string | Uint8Array) => process.stderr.write(text);
const chosen = process.argv.slice(2);
/** What vitest wrote of the last run, kept: which file takes how long is asked every time the whole grows too long. */
const results = join(import.meta.dirname, '..', '.cache', 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
/** What Node made of each file: hundreds of processes start in one run, and that is half of a start. */
const compiled = join(import.meta.dirname, '..', '.cache', 'compiled');
/** As this command was given it: the build, in the same process, says `NODE_ENV=production`, and pages of tests need React as it is developed. */
const given = { ...process.env };
/** Set once it is made; then whoever loads a hall need not read and check the product's own files again. */
let known: NodeJS.ProcessEnv = {};
const running = new Set<ReturnType<typeof spawn>>();

/** Its exit code; `null` = it could not be started, or was killed. */
function run([command, ...args]: string[], environment: NodeJS.ProcessEnv = {}): Promise<number | null> {
	return new Promise((resolve) => {
		const colour = process.stderr.isTTY ? { FORCE_COLOR: '1' } : {};
		const env = { ...given, NODE_COMPILE_CACHE: compiled, ...known, ...colour, ...environment };
		const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
		running.add(child);
		child.stdout.on('data', aloud);
		child.stderr.on('data', aloud);
		child.once('error', (error) => {
			aloud(`${error.message}\n`);
			resolve(null);
		});
		child.once('close', (code) => {
			running.delete(child);
			resolve(code);
		});
	});
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => {
		for (const child of running) child.kill(signal);
		process.exitCode = 1;
	});

/** Said once more at the very end: a log of thousands of lines is often kept by its tail alone. */
const failures: string[] = [];
function remember(report: Report): void {
	for (const { name, message, assertionResults } of report.testResults) {
		const where = relative(process.cwd(), name);
		const broken = assertionResults.filter(({ status }) => status === 'failed');
		if (broken.length === 0 && message) failures.push(`${where}: ${message}`);
		for (const { fullName, failureMessages } of broken)
			failures.push(`${where} › ${fullName}\n${failureMessages.join('\n').slice(0, 1500)}`);
	}
}

/** One whole check counts as one. */
async function check(title: string, command: string[]): Promise<Count> {
	aloud(`\n▸ ${title}\n`);
	if ((await run(command)) === 0) return { passed: 1, failed: 0 };
	failures.push(title);
	return { passed: 0, failed: 1 };
}

/** A vitest run counts its tests; a run that breaks without a result counts as one failure. */
async function vitest(config: string, prefix: string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Count> {
	const file = join(results, `${config}.json`);
	const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--reporter=default', '--reporter=json'];
	const outside = join(results, `${config}.outside.json`);
	words.push('--reporter=./scripts/errors-outside-tests.ts');
	// Whoever asks for one file of the one kind has none of the other.
	const some = chosen.length > 0 ? ['--passWithNoTests', ...chosen] : [];
	const status = await run([...prefix, process.execPath, ...words, `--outputFile.json=${file}`, ...some], {
		...environment,
		TIDEHALL_ERRORS_OUTSIDE_TESTS: outside,
	});
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
	remember(report);
	if (existsSync(outside))
		failures.push(...(JSON.parse(readFileSync(outside, 'utf8')) as string[]).map((error) => `Outside any test: ${error}`));
	// A file that could not even be loaded, or an error outside any test, must not pass unseen.
	const unseen = status !== 0 && report.numFailedTests === 0 ? Math.max(1, report.numFailedTestSuites) : 0;
	return { passed: report.numPassedTests, failed: report.numFailedTests + unseen };
}

const log = (line: string) => aloud(`${line}\n`);

async function endToEnd(prepared: Promise<ResolvedElectron>, built: Promise<unknown>): Promise<Count> {
	try {
		const electron = await prepared;
		const fault = await built;
		if (fault) throw fault;
		return await vitest('vitest.e2e.config.ts', displayCommand(), { TIDEHALL_ELECTRON: electron.path });
	} catch (error) {
		aloud(`${error instanceof Error ? error.message : String(error)}\n`);
		return { passed: 0, failed: 1 };
	}
}

async function everythingElse(): Promise<Count[]> {
	const counts: Count[] = [];
	if (chosen.length === 0) {
		counts.push(await check('Types', [process.execPath, 'scripts/check-types.ts']));
		counts.push(await check('Lint and format', ['node_modules/.bin/biome', 'ci', '--diagnostic-level=warn', '--max-diagnostics=40', '.']));
		counts.push(await check('Import table', [process.execPath, 'scripts/check-imports.ts']));
	}
	aloud('\n▸ Unit, contract, fuzz, drivers, platform\n');
	counts.push(await vitest('vitest.config.ts'));
	return counts;
}

// Begun first: fetching it and unpacking it waits for the network and the disk. That there is none is told when the app is needed.
const electron = resolveElectron({ log });
electron.catch(() => {});
// A catalogue that cannot be read is told by the tests of it.
await build({ log, only: ['known files'] }).then(
	() => {
		known = { TIDEHALL_KNOWN_FILES: knownFiles };
	},
	(error: unknown) => aloud(`${error}\n`),
);
// Beside the small checks, of which none fills both cores; what is wrong in it is told when the app is needed.
const built = build({ log }).then(
	() => null,
	(error: unknown) => error,
);
// The tests one kind after the other: both are bound by the processor, so side by side they only make each other late.
const counts = await everythingElse();
aloud('\n▸ The real Electron app, end to end\n');
counts.push(await endToEnd(electron, built));

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
if (failures.length > 0) aloud(`\n▸ What failed\n${failures.slice(0, 30).join('\n\n')}\n\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
