import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** The real Electron app, four files at a time, since each waits for the app a third of its time: each has its own data, ports and display places. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		testTimeout: 180_000,
		hookTimeout: 180_000,
		maxWorkers: 4,
		// The product is loaded once in each of the four processes; nothing of a hall is kept in a module that several files import.
		isolate: false,
		sequence: { sequencer: LongestFirst },
	},
});
