/** What speaks against moves that a person put together. The planner keeps to all of it by itself. */
import type { Moment } from '../moment.ts';
import type { TideHall } from '../tide-hall.ts';
import { openFor } from './candidates.ts';
import type { Move } from './trials.ts';

export type MoveTrouble =
	/** Nothing would be on the sign. */
	| { why: 'empty'; window: number }
	/** The clerk of this window may not serve that queue. */
	| { why: 'not-able'; window: number; queue: number }
	/** More queues than a sign holds. */
	| { why: 'too-many'; window: number; most: number }
	/** A setting of a manager holds; seconds since opening. */
	| { why: 'locked'; window: number; until: number }
	/** A change of this window is decided already, and not in force. */
	| { why: 'changing'; window: number }
	/** Nothing changes. */
	| { why: 'same'; window: number }
	/** Nobody would serve that queue any more. */
	| { why: 'unserved'; queue: number };

/** A window that is open for less than half of this serves nobody for now. */
const serveWithinS = 1200;

/** Empty = the moves can be asked for. Several moves of one window: the last one counts. */
export function checkMoves(hall: TideHall, moment: Moment, moves: readonly Move[]): MoveTrouble[] {
	const troubles: MoveTrouble[] = [];
	const before = moment.windows.map((window) => window.pending ?? window.set);
	const after = [...before];
	for (const { window, set } of moves) {
		after[window] = set;
		const { pending, stage, lockedUntil } = moment.windows[window]!;
		if (set.length === 0) troubles.push({ why: 'empty', window });
		if (set.length > hall.params.maxSet) troubles.push({ why: 'too-many', window, most: hall.params.maxSet });
		for (const queue of set) if (!hall.windows[window]!.skills.includes(queue)) troubles.push({ why: 'not-able', window, queue });
		if (lockedUntil !== null && lockedUntil > moment.now) troubles.push({ why: 'locked', window, until: lockedUntil });
		else if (pending !== null || stage === 'changing') troubles.push({ why: 'changing', window });
		else if (set.join() === before[window]!.join()) troubles.push({ why: 'same', window });
	}
	const serving = (signs: readonly (readonly number[])[], queue: number) =>
		signs.some(
			(sign, window) => sign.includes(queue) && openFor(moment, window, moment.now, moment.now + serveWithinS) >= serveWithinS / 2,
		);
	for (let queue = 0; queue < hall.queues.length; queue++)
		if (serving(before, queue) && !serving(after, queue)) troubles.push({ why: 'unserved', queue });
	return troubles;
}
