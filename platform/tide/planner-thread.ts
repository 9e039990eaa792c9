/** The planner's own thread: one piece of work after the other; the platform's thread waits for none of it. */
import { parentPort } from 'node:worker_threads';
import { doPlannerWork, type PlannerWork } from './planner-work.ts';

parentPort?.on('message', ({ id, work }: { id: number; work: PlannerWork }) => {
	parentPort?.postMessage({ id, answer: doPlannerWork(work, () => performance.now()) });
});
