/** A proposal as the platform's planner says it, for tests of what becomes of it. */
import type { TideProposal } from '../../domain/contracts/tide-plan.ts';
import { minute, nine } from './small-hall.ts';

export function tideProposal(over: {
	plan?: string;
	window?: string;
	from?: string[];
	to?: string[];
	revision?: number;
	kind?: TideProposal['kind'];
	at?: number;
}): TideProposal {
	const { plan = '0900-aaaa', window = 'W04', from = ['B'], to = ['A'], revision = 1, kind = 'change', at = nine } = over;
	const because = { queue: to[0]!, waiting: 9, longestS: 1500, targetS: 900 };
	return {
		plan,
		revision,
		kind,
		trigger: 'clock',
		moves: kind === 'change' ? [{ window, from, to, gain: 84.5, error: 6.25, sure: 0.97, because, movesToday: 0 }] : [],
		waitBeforeMin: 420,
		waitAfterMin: 310.5,
		queues: [
			{ queue: 'A', targetS: 900, waitingNow: 9, meanWaitBeforeS: 1600, meanWaitAfterS: 700, inTargetBefore: 0.2, inTargetAfter: 0.8 },
		],
		pays: [{ queue: 'B', moreS: 95, people: 6 }],
		missing: kind === 'short' ? { queues: ['A'], windows: 2, people: 30 } : null,
		sure: 0.97,
		takesEffectAt: at + 3 * minute,
		expiresAt: at + 10 * minute,
		looksUntil: at + 60 * minute,
		basis: {
			version: 1,
			position: 0,
			at,
			seed: 7,
			work: 1_200_000,
			stoppedAt: null,
			futures: 200,
			outlook: { from: 0, intervalS: 900, expected: [[1]], certainty: [12], booked: [], show: 0.85, priorityShare: 0.1 },
			services: [[600, 0.8]],
		},
	};
}
