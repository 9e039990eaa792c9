/**
 * After a take-over what the former platform had decided comes before what this machine reports: a paper, or a service, told before its ticket is
 * known would stand in the log as a conflict (I-20). It waits for no longer than a moment: a platform that takes no offer must not stop a seat (L-3).
 */
import type { Timers } from './ports.ts';
import type { SeatLine } from './seat-line.ts';

const longestMs = 10_000;
const lookEveryMs = 200;

export interface OffersFirst {
	/** Called after it is known whether what is held is in doubt, and before the lines are told. */
	welcomed(): void;
	/** Commands of this machine stay where they are for now. */
	waits(): boolean;
}

/** `inDoubt`: what is held is still being compared and offered. */
export function createOffersFirst(parts: {
	timers: Timers;
	inDoubt: () => boolean;
	lines: ReadonlyMap<string, Pick<SeatLine, 'goOn'>>;
}): OffersFirst {
	const { timers, inDoubt, lines } = parts;
	/** Looks left; 0 = nothing waits. */
	let left = 0;
	let welcomes = 0;
	function look(mine: number) {
		if (mine !== welcomes) return;
		left = inDoubt() ? left - 1 : 0;
		if (left > 0) timers.set(() => look(mine), lookEveryMs);
		else for (const line of lines.values()) line.goOn();
	}
	return {
		welcomed() {
			welcomes += 1;
			left = longestMs / lookEveryMs;
			look(welcomes);
		},
		waits: () => left > 0 && inDoubt(),
	};
}
