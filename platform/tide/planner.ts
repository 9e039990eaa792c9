/** Runs the planner beside the platform. A thread that died or hangs is given up, and the next work begins another. */
import { Worker } from 'node:worker_threads';
import type { PlannerAnswer, PlannerWork } from './planner-work.ts';

export interface Planner {
	/** Rejects with a `PlannerFailure`. */
	work<W extends PlannerWork>(work: W): Promise<Extract<PlannerAnswer, { do: W['do'] }>>;
	stop(): Promise<void>;
}

/** `thread-died`, `no-answer` or `stopped`; what the thread said of it is in no message: it could quote what it was given. */
export class PlannerFailure extends Error {
	readonly code: 'thread-died' | 'no-answer' | 'stopped';
	constructor(code: PlannerFailure['code']) {
		super(code);
		this.code = code;
	}
}

/** Beyond the time the work was given: on a loaded machine the last look at all futures takes its time. */
const patienceMs = 20_000;

export function plannerInThread(file = new URL('./planner-thread.ts', import.meta.url)): Planner {
	type Open = { resolve(answer: PlannerAnswer): void; reject(cause: PlannerFailure): void; timer: NodeJS.Timeout };
	const open = new Map<number, Open>();
	let last = 0;
	let worker: Worker | null = null;
	let stopped = false;

	function giveUp(code: PlannerFailure['code']) {
		const old = worker;
		worker = null;
		for (const { reject, timer } of open.values()) {
			clearTimeout(timer);
			reject(new PlannerFailure(code));
		}
		open.clear();
		void old?.terminate();
	}
	function thread(): Worker {
		if (worker) return worker;
		// Whatever the platform itself was started with (a debugger, a test's loader) is no business of the planner's.
		const made = new Worker(file, { execArgv: [], name: 'tide-planner' });
		made.unref();
		const lost = () => {
			if (worker === made) giveUp('thread-died');
		};
		made.on('error', lost);
		made.on('exit', lost);
		made.on('message', ({ id, answer }: { id: number; answer: PlannerAnswer }) => {
			const asked = open.get(id);
			if (!asked) return;
			open.delete(id);
			clearTimeout(asked.timer);
			asked.resolve(answer);
		});
		worker = made;
		return made;
	}

	return {
		work: (work) =>
			new Promise((resolve, reject) => {
				if (stopped) return reject(new PlannerFailure('stopped'));
				const id = ++last;
				const timer = setTimeout(() => giveUp('no-answer'), work.withinMs + patienceMs);
				timer.unref();
				open.set(id, { resolve: resolve as (answer: PlannerAnswer) => void, reject, timer });
				thread().postMessage({ id, work });
			}),
		async stop() {
			stopped = true;
			const old = worker;
			giveUp('stopped');
			await old?.terminate();
		},
	};
}
