/**
 * First what has a process of its own, then what shares one, without a break, so that it is shared; of both kinds the files that take longest
 * begin, so that none of them runs alone at the end while the other cores are idle.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of their paths, the longest first; the rest follows as vitest orders it. */
const longest = [
	'e2e/every-screen',
	'e2e/offline-sign-in',
	'e2e/reviews',
	'e2e/kills-in-journey',
	'e2e/mishaps',
	'e2e/notice',
	'e2e/enrolment',
	'e2e/take-over',
	'e2e/hall-day',
	'e2e/technician',
	'e2e/booking',
	'e2e/form',
	'e2e/manual-mode',
	'e2e/find',
	'e2e/acceptance',
	'box/lives-first',
	'box/lives-second',
	'box/planted',
	'box/booking',
	'drivers/fuzz',
	'faults/kills',
	'centre/down-processes',
	'platform/term-processes',
	'centre/down.',
	'packages/platform-package',
	'faults/power-cuts',
	'centre/hall-and-centre',
	'centre/standby',
	'platform/term-',
	'platform/main.test',
	'drivers/device-command',
	'platform/storage-damage',
	'platform/repair',
	'manual/papers',
	'electron/real',
	'reservations/warm-standby',
	'reservations/capacity',
	'platform/sixteen',
	'platform/canaries',
	'applications/copies',
	'three-days/',
	'tide/tidal-day',
	'guide/guide-command',
	'tide/analytic',
	'platform/postgres',
	'electron/escrow',
	'drivers/id-reader/pty',
	'drivers/lines/golden-deliveries',
	'drivers/printer/wires',
];
const place = (file: TestSpecification) => {
	const at = longest.findIndex((part) => file.moduleId.includes(part));
	const among = at < 0 ? longest.length : at;
	return file.project.config.isolate ? among : longest.length + 1 + among;
};

export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		return (await super.sort(files)).sort((one, other) => place(one) - place(other));
	}
}
