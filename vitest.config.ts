import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
		exclude: ['test/e2e/**', 'node_modules/**'],
		testTimeout: 20_000,
		hookTimeout: 20_000,
		// One more than the two cores: many of these tests wait for other processes.
		maxWorkers: 3,
		sequence: { sequencer: LongestFirst },
		reporters: ['default'],
	},
});
