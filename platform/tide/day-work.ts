/** Work on a day to come that takes seconds of the processor, on a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { DayAdvice, DayQuestion } from '../../domain/tide/tomorrow/advise-day.ts';
import type { SlotOutcome, SlotQuestion } from '../../domain/tide/tomorrow/slot-places.ts';

export type DayWork = { do: 'advise'; question: Omit<DayQuestion, 'solve'>; withinS: number } | { do: 'slots'; question: SlotQuestion };
interface DayAnswers {
	advise: { advice: DayAdvice; ms: number };
	slots: SlotOutcome;
}

/** Beyond this the thread is given up. */
const patienceMs = 90_000;

/** `null` = the thread died or took too long. */
export function workInThread<W extends DayWork>(work: W): Promise<DayAnswers[W['do']] | null> {
	return new Promise((resolve) => {
		const worker = new Worker(new URL('./plan-day-thread.ts', import.meta.url), { execArgv: [], name: 'day-planner' });
		// A platform that is closed waits for no simulation.
		worker.unref();
		const timer = setTimeout(() => end(null), patienceMs);
		timer.unref();
		function end(found: DayAnswers[W['do']] | null) {
			clearTimeout(timer);
			void worker.terminate();
			resolve(found);
		}
		worker.once('message', end);
		worker.once('error', () => end(null));
		worker.once('exit', () => end(null));
		worker.postMessage(work);
	});
}
