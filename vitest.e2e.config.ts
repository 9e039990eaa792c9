import { defineConfig } from 'vitest/config';

/** The real Electron app: one file after the other, because each owns the whole machine while it runs. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		testTimeout: 120_000,
		hookTimeout: 120_000,
		fileParallelism: false,
		maxWorkers: 1,
	},
});
