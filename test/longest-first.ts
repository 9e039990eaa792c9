/**
 * Begins with the files that take longest, so that none of them runs alone at the end while the other cores are idle; then what has a process of
 * its own; at last what shares one, project after project, without a break, so that it is shared.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of their paths, the longest first; the rest follows as vitest orders it. */
const longest = [
	'e2e/every-screen',
	'e2e/offline-sign-in',
	'e2e/kills-in-journey',
	'e2e/reviews',
	'box/lives-first',
	'box/lives-second',
	'faults/kills',
	'box/planted',
	'box/booking',
	'faults/power-cuts',
	'centre/down',
	'centre/hall-and-centre',
	'centre/standby',
	'platform/term-',
	'platform/main.test',
	'packages/platform-package',
	'drivers/device-command',
	'platform/storage-damage',
	'platform/repair',
	'manual/papers',
	'electron/real',
	'reservations/warm-standby',
	'reservations/capacity',
	'platform/sixteen',
	'applications/copies',
	'three-days/',
];
const place = (file: TestSpecification) => {
	if (!file.project.config.isolate) return longest.length + (file.project.name === 'platforms' ? 1 : 2);
	const at = longest.findIndex((part) => file.moduleId.includes(part));
	return at < 0 ? longest.length : at;
};

export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		return (await super.sort(files)).sort((one, other) => place(one) - place(other));
	}
}
