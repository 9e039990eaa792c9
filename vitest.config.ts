import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/**
 * What changes something global, be it only while it runs: pages (jsdom), the hall in the box and the IndexedDB put in place of a browser's,
 * which Dexie keeps once it has found it; false clocks, environments and networks. Each of them has a process of its own.
 */
const apart = [
	'test/**/*.test.tsx',
	'test/box/**/*.test.ts',
	// Collects all garbage before and after each run, which takes seconds where a hundred files left theirs.
	'test/drivers/fuzz.test.ts',
	'test/applications/{drafts-at-peers,wishes-at-peers}.test.ts',
	'test/electron/{lock-down,resolve-electron,watch-pulse}.test.ts',
	'test/engine/store.test.ts',
];
const elsewhere = ['test/e2e/**', 'node_modules/**'];

export default defineConfig({
	test: {
		// A machine that does something else besides is no failure.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 30_000 } },
		// Two more than the two cores: many of these tests wait for other processes, or for a clock.
		maxWorkers: 4,
		// Room for what lives only a moment, so that it is not carried on: a life of the box takes 5 to 15 % less of the processor.
		execArgv: ['--max-semi-space-size=64'],
		sequence: { sequencer: LongestFirst },
		reporters: ['default'],
		projects: [
			{ extends: true, test: { name: 'apart', include: apart, exclude: elsewhere } },
			{
				// File after file in one process, which loads the product once instead of once for each.
				extends: true,
				test: { name: 'together', include: ['test/**/*.test.ts'], exclude: [...elsewhere, ...apart], isolate: false },
			},
		],
	},
});
