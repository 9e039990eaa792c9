import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/**
 * Pure code, with clocks in the hands of the test: file after file in one process, which loads the product once instead of once for each.
 * What starts processes, opens lines or sockets, or looks at a page has a process of its own, as has everything else; so has the store, since
 * Dexie keeps the IndexedDB it finds when it is loaded first.
 */
const alone = '*command*|*pty|*terminals|*platform|*wires|tcp|network|ports|device-file|preview|capacity|endpoints|link|store';
const parts =
	'board,config,documents,domain,drivers,engine,guide,guide-model,manager,reconciliation,reminders,reservations,reviews,sealing';
const together = [`test/{${parts},technician,terminal,tide,voice,window,words}/**/!(${alone}).test.ts`];
const elsewhere = ['test/e2e/**', 'node_modules/**'];

export default defineConfig({
	test: {
		// A machine that does something else besides is no failure.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 30_000 } },
		// Two more than the two cores: many of these tests wait for other processes, or for a clock.
		maxWorkers: 4,
		sequence: { sequencer: LongestFirst },
		reporters: ['default'],
		projects: [
			{
				extends: true,
				test: { name: 'apart', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: [...elsewhere, ...together] },
			},
			{ extends: true, test: { name: 'together', include: together, exclude: elsewhere, isolate: false } },
		],
	},
});
