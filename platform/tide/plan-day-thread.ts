/** Plans a day to come and simulates its slots, beside the platform: solving and simulating take seconds. */
import { parentPort } from 'node:worker_threads';
import { adviseDay } from '../../domain/tide/tomorrow/advise-day.ts';
import { adviseSlots } from '../../domain/tide/tomorrow/slot-places.ts';
import type { DayWork } from './day-work.ts';
import { loadSolver } from './solve-plan.ts';

parentPort?.once('message', async (work: DayWork) => {
	if (work.do === 'slots') return parentPort?.postMessage(adviseSlots(work.question));
	const solve = await loadSolver(work.withinS);
	let ms = 0;
	const advice = adviseDay({
		...work.question,
		solve(model) {
			const solved = solve(model);
			ms = solved.ms;
			return solved;
		},
	});
	parentPort?.postMessage({ advice, ms });
});
