import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** The real Electron app, two files at a time beside everything else (`scripts/test.ts`): each has its own data, ports and display places. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		testTimeout: 180_000,
		hookTimeout: 180_000,
		maxWorkers: 2,
		sequence: { sequencer: LongestFirst },
	},
});
