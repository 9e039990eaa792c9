/**
 * Calls waiting to be spoken: each once, one after the other, none lost. A call is known by what it says and when it was made, not by its place in
 * the log: a take-over may move it, and a platform put back from a backup counts anew. What comes late (after a cut or a restart) is spoken only
 * while its ticket is still called there.
 */
import { z } from 'zod';
import type { CallRecord, HallDay } from '../../domain/contracts/state.ts';

/** A call that is further than this from now when it is first seen came late, or a clock was wrong. */
export const lateAfterMs = 20_000;

/** The day keeps its newest 50 calls; of them, and of some that a roll-back may bring again, it is remembered that they were begun. */
const remembered = 200;

/** What a page keeps of the day's calls, oldest first. Numbers and windows, nothing of a person. */
export const spokenCalls = z.object({ day: z.string(), calls: z.array(z.string()) });
export type SpokenCalls = z.infer<typeof spokenCalls>;

export interface CallQueueParts {
	/** Resolves when it has been spoken; may reject, the queue goes on. `name`: the same for this call wherever in the log it stands. */
	speak(call: CallRecord, name: string): Promise<void>;
	/** A job is about to begin: what is kept here will not be spoken again, whatever happens now (S9). */
	begun(spoken: SpokenCalls): Promise<void>;
	failed(call: CallRecord): void;
}

export interface CallQueue {
	/** Everything the day knows; `now`: platform time, ms. */
	see(state: HallDay, now: number): void;
	waiting(): number;
	/** Resolves when nothing waits and nothing is spoken. */
	idle(): Promise<void>;
	stop(): void;
}

function stillCalled(state: HallDay, call: CallRecord): boolean {
	const life = state.tickets[call.ticket]?.life;
	return life?.stage === 'called' && life.window === call.window;
}

const isAfter = (one: CallRecord, other: CallRecord) => one.at > other.at || (one.at === other.at && one.position > other.position);

/**
 * Calls in order, each with a name that is the same wherever in the log it stands. The log's time stands still while a platform's clock that ran
 * ahead is put right: calls that are alike but for their place are told apart by their number.
 */
function named(calls: readonly CallRecord[]): { call: CallRecord; name: string }[] {
	const alike = new Map<string, number>();
	return [...calls]
		.sort((a, b) => a.position - b.position)
		.map((call) => {
			const name = `${call.ticket} ${call.window} ${call.recall} ${call.at}`;
			const before = alike.get(name) ?? 0;
			alike.set(name, before + 1);
			return { call, name: before === 0 ? name : `${name} ${before}` };
		});
}

/** `kept`: what an earlier page of this machine had begun. */
export function createCallQueue(parts: CallQueueParts, kept: SpokenCalls | null): CallQueue {
	let day = kept?.day ?? null;
	/** Begun, by this page or one before it. */
	let spoken = kept?.calls ?? [];
	/** Calls of the day that need not be looked at again: begun, waiting, or too late. */
	const heard = new Set<string>(spoken);
	let newest: HallDay | null = null;
	let jobs: { call: CallRecord; name: string; late: boolean }[] = [];
	let running: Promise<void> | null = null;
	let stopped = false;

	async function run(of: string) {
		while (!stopped) {
			const job = jobs.shift();
			if (!job) return;
			if (job.late && newest && !stillCalled(newest, job.call)) continue;
			if (day === of) spoken = [...spoken, job.name].slice(-remembered);
			// A page that cannot keep it still speaks: a call heard twice after a restart is better than one not heard.
			await parts.begun({ day: of, calls: spoken }).catch(() => {});
			try {
				await parts.speak(job.call, job.name);
			} catch {
				parts.failed(job.call);
			}
		}
	}

	return {
		see(state, now) {
			if (state.day !== day) {
				if (day !== null && state.day < day) return;
				day = state.day;
				spoken = [];
				jobs = [];
				heard.clear();
			}
			newest = state;
			for (const { call, name } of named(state.calls)) {
				if (heard.has(name)) continue;
				heard.add(name);
				const late = Math.abs(now - call.at) > lateAfterMs;
				// Late and already called again, or gone: silent.
				if (late && (!stillCalled(state, call) || state.calls.some((other) => other.ticket === call.ticket && isAfter(other, call))))
					continue;
				jobs.push({ call, name, late });
			}
			if (jobs.length === 0 || running || stopped) return;
			running = run(state.day).finally(() => {
				running = null;
			});
		},
		waiting: () => jobs.length,
		async idle() {
			while (running) await running;
		},
		stop() {
			stopped = true;
			jobs = [];
		},
	};
}
