import type { CallRule, TideHall } from './tide-hall.ts';
import type { WaitingLines } from './waiting-lines.ts';

/** A sign to hang at an instant: decided earlier, approved now. */
export interface SetChange {
	at: number;
	window: number;
	set: readonly number[];
}

/** Chooses the queue a free window calls from; `-1` = nobody. Only for halls whose rule is not a `CallRule` (analytic cases). */
export type Chooser = (run: { readonly lines: WaitingLines }, window: number, now: number) => number;

export interface RunOptions {
	hall: TideHall;
	rule: CallRule;
	/** Most people of any day that will be played. */
	room: number;
	/** Follow people who leave; without it patience is not looked at. */
	patience: boolean;
	chooser?: Chooser;
	/** With so many people inside, whoever comes is sent away (analytic cases). */
	mostInHall?: number;
}
