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
/**
 * Platforms in the test's own process, with a store in memory and a clock turned by hand: they open ports of their own, and of all that they load
 * nothing remembers. Loading it is two fifths of what such a file costs.
 */
const platforms = [
	'test/applications/{at-rest,by-card,drafts,upload,upload-door}.test.ts',
	'test/centre/{day-hash,http}.test.ts',
	'test/engine/{endpoints,link,platform,take-over-platform}.test.ts',
	'test/phone/{phone-page,phone-script,progress}.test.ts',
	'test/platform/{alarms-platform,audit-book,audit-running,cases,days,diagnostics,disk-watch,enrolment,figures-http,health-page}.test.ts',
	'test/platform/{hostile-words,http,machine-health,notice-page,offline-sign-in,offline-sign-in-ended,permission-wall,quarantine}.test.ts',
	'test/platform/{reconciliation,repair-lost-records,repair-rows,service-relay,sign-in,socket,staff-accounts,station-keys}.test.ts',
	'test/platform/{term-block,term-fence,term-gathering,term-hand-over,term-offers,tide,tide-learned}.test.ts',
	'test/retention/every-record.test.ts',
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
		sequence: { sequencer: LongestFirst },
		reporters: ['default'],
		projects: [
			{
				extends: true,
				test: { name: 'apart', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: [...elsewhere, ...together, ...platforms] },
			},
			{ extends: true, test: { name: 'platforms', include: platforms, exclude: elsewhere, isolate: false } },
			{ extends: true, test: { name: 'together', include: together, exclude: elsewhere, isolate: false } },
		],
	},
});
