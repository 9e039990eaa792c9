import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
		exclude: ['test/e2e/**', 'node_modules/**'],
		testTimeout: 20_000,
		hookTimeout: 20_000,
		maxWorkers: 2,
		reporters: ['default'],
	},
});
