/** Plans one day and tries it, beside the platform: solving and simulating take seconds. */
import { parentPort } from 'node:worker_threads';
import { adviseDay, type DayQuestion } from '../../domain/tide/tomorrow/advise-day.ts';
import { loadSolver } from './solve-plan.ts';

parentPort?.once('message', async ({ question, withinS }: { question: Omit<DayQuestion, 'solve'>; withinS: number }) => {
	const solve = await loadSolver(withinS);
	let ms = 0;
	const advice = adviseDay({
		...question,
		solve(model) {
			const solved = solve(model);
			ms = solved.ms;
			return solved;
		},
	});
	parentPort?.postMessage({ advice, ms });
});
