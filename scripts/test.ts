/**
 * `npm test`: proves everything, in the order in which failures are cheapest to mend. Arguments go to vitest (a file, `-t "title"`).
 * Ends with the plain line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { displayCommand } from './display.ts';
import { resolveElectron } from './electron/resolve.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);
const chosen = process.argv.slice(2);
const results = mkdtempSync(join(tmpdir(), 'tidehall-test-'));
let passed = 0;
let failed = 0;

/** One whole check counts as one. */
function check(title: string, command: string, args: string[]): void {
	log(`\n▸ ${title}`);
	const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0;
	if (ok) passed += 1;
	else failed += 1;
}

/** A vitest run counts its tests; a run that breaks without a result counts as one failure. */
function vitest(title: string, config: string, prefix: string[], environment: NodeJS.ProcessEnv = {}): void {
	log(`\n▸ ${title}`);
	const file = join(results, `${config}.json`);
	const [command, ...args] = [
		...prefix,
		process.execPath,
		'node_modules/vitest/vitest.mjs',
		'run',
		'--config',
		config,
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`,
		...chosen,
	];
	const status = spawnSync(command!, args, { stdio: 'inherit', env: { ...process.env, ...environment } }).status;
	if (!existsSync(file)) {
		failed += 1;
		return;
	}
	const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
	passed += report.numPassedTests;
	failed += report.numFailedTests;
	// A file that could not even be loaded, or an error outside any test, must not pass unseen.
	if (status !== 0 && report.numFailedTests === 0) failed += Math.max(1, report.numFailedTestSuites);
}

try {
	if (chosen.length === 0) {
		check('Types', process.execPath, ['scripts/check-types.ts']);
		check('Lint and format', 'node_modules/.bin/biome', ['ci', '--diagnostic-level=warn', '--max-diagnostics=40', '.']);
		check('Import table', process.execPath, ['scripts/check-imports.ts']);
	}
	vitest('Unit, contract, fuzz, drivers, platform', 'vitest.config.ts', []);
	const electron = await resolveElectron({ log });
	await build({ log });
	vitest('The real Electron app, end to end', 'vitest.e2e.config.ts', displayCommand(), { TIDEHALL_ELECTRON: electron.path });
} catch (error) {
	log(error instanceof Error ? error.message : String(error));
	failed += 1;
} finally {
	rmSync(results, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
