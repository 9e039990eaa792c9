import { idleWindow, type Moment, type Outlook } from '../../domain/tide/moment.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import type { ProposalQuestion } from '../../domain/tide/planner/proposal.ts';
import { type TideHall, tidalRule } from '../../domain/tide/tide-hall.ts';

/** Four windows, three queues: two windows for each of the first two, the third beside the second. Everybody may do everything of its neighbours. */
export const smallHall: TideHall = {
	queues: [
		{ id: 'A', name: '社保', meanServiceS: 300, variation: 0.7, targetWaitS: 480 },
		{ id: 'B', name: '医保', meanServiceS: 300, variation: 0.7, targetWaitS: 480 },
		{ id: 'C', name: '取件', meanServiceS: 120, variation: 0.7, targetWaitS: 180 },
	],
	windows: [
		{ id: 'W01', home: [0], skills: [0, 1], speed: 1, off: [] },
		{ id: 'W02', home: [0], skills: [0], speed: 1, off: [] },
		{ id: 'W03', home: [1], skills: [0, 1], speed: 1, off: [] },
		{ id: 'W04', home: [1, 2], skills: [0, 1, 2], speed: 1, off: [] },
	],
	params: { reassignS: 45, contextS: 15, nonhomeFactor: 1.1, maxSet: 2, approvalDelayS: 60, headStartS: [0, 900, 600] },
	lastTicketS: 28_800,
	endS: 32_400,
};

/** Two hours after opening: `waiting` people of queue A have come over the last minutes, nobody else waits, two people of each queue per quarter are expected. */
export function questionWith(waiting: number, over: Partial<ProposalQuestion> = {}, hall = smallHall): ProposalQuestion {
	const now = 7200;
	const moment: Moment = {
		now,
		windows: hall.windows.map((window, w) =>
			w < 2 && waiting > 0 ? { ...idleWindow(window.home, now - 60), stage: 'serving', serves: 0, last: 0 } : idleWindow(window.home, 0),
		),
		waiting: Array.from({ length: waiting }, (_, place) => [0, now - 600 + (600 * place) / waiting, 0] as const),
		closures: hall.windows.map(() => []),
	};
	const outlook: Outlook = {
		from: now,
		intervalS: 900,
		expected: hall.queues.map(() => Array(8).fill(waiting > 0 ? 2 : 0)),
		certainty: hall.queues.map(() => 20),
		booked: [],
		show: 0.85,
		priorityShare: 0.1,
	};
	return { hall, rule: tidalRule, moment, outlook, limits: usualLimits, seed: 7, work: 200_000, goOn: () => true, ...over };
}
