/** `npm run fuzz -- texts --count N`: N texts that would act in each place of each answer of a desk that a page draws; exit code 1 when one acted. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const { count } = new Command()
	.name('npm run fuzz -- texts')
	.option('--count <number>', 'texts in each place', '10000')
	.parse(process.argv.filter((word) => word !== 'texts'))
	.opts<{ count: string }>();
if (!Number.isSafeInteger(Number(count)) || Number(count) < 1) {
	console.error('--count: a whole number from 1 on.');
	process.exit(2);
}
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const words = [vitest, 'run', 'test/hostile/injected-answers.test.tsx', '--testTimeout', '7200000'];
const { status } = spawnSync(process.execPath, words, {
	cwd: fileURLToPath(new URL('../..', import.meta.url)),
	stdio: 'inherit',
	env: { ...process.env, TIDEHALL_TEXTS: count },
});
process.exit(status ?? 1);
