import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** The real Electron app, three files at a time: each has its own data, ports and display places, and most of its time it waits. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		testTimeout: 120_000,
		hookTimeout: 120_000,
		maxWorkers: 3,
		sequence: { sequencer: LongestFirst },
	},
});
