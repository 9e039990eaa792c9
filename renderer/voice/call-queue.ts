/**
 * Calls waiting to be spoken: each once, one after the other, none lost. A call is known by what it says and when it was made, not by its place in
 * the log: a take-over may move it, and a platform put back from a backup counts anew. What comes late (after a cut or a restart) is spoken only
 * while its ticket is still called there.
 */
import { z } from 'zod';
import type { CallRecord, HallDay } from '../../domain/contracts/state.ts';

/** A call older than this when it is first seen came late. */
export const lateAfterMs = 20_000;

/** The day keeps its newest 50 calls; of them, and of some that a roll-back may bring again, it is remembered that they were begun. */
const remembered = 200;

/** What a page keeps of the day's calls, oldest first. Numbers and windows, nothing of a person. */
export const spokenCalls = z.object({ day: z.string(), calls: z.array(z.string()) });
export type SpokenCalls = z.infer<typeof spokenCalls>;

export interface CallQueueParts {
	/** Resolves when it has been spoken; may reject, the queue goes on. */
	speak(call: CallRecord): Promise<void>;
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

const isAfter = (one: CallRecord, other: CallRecord) => one.at > other.at || (one.at === other.at && one.recall > other.recall);

/** The same wherever in the log it stands. */
const nameOf = (call: CallRecord) => `${call.ticket} ${call.window} ${call.recall} ${call.at}`;

/** `kept`: what an earlier page of this machine had begun. */
export function createCallQueue(parts: CallQueueParts, kept: SpokenCalls | null): CallQueue {
	let day = kept?.day ?? null;
	/** Begun, by this page or one before it. */
	let spoken = kept?.calls ?? [];
	/** Calls of the day that need not be looked at again: begun, waiting, or too late. */
	const heard = new Set<string>(spoken);
	let newest: HallDay | null = null;
	let jobs: { call: CallRecord; late: boolean }[] = [];
	let running: Promise<void> | null = null;
	let stopped = false;

	async function run(of: string) {
		while (!stopped) {
			const job = jobs.shift();
			if (!job) return;
			if (job.late && newest && !stillCalled(newest, job.call)) continue;
			if (day === of) spoken = [...spoken, nameOf(job.call)].slice(-remembered);
			// A page that cannot keep it still speaks: a call heard twice after a restart is better than one not heard.
			await parts.begun({ day: of, calls: spoken }).catch(() => {});
			try {
				await parts.speak(job.call);
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
			const fresh = state.calls.filter((call) => !heard.has(nameOf(call))).sort((a, b) => a.position - b.position);
			for (const call of fresh) {
				heard.add(nameOf(call));
				const late = now - call.at > lateAfterMs;
				// Late and already called again, or gone: silent.
				if (late && (!stillCalled(state, call) || state.calls.some((other) => other.ticket === call.ticket && isAfter(other, call))))
					continue;
				jobs.push({ call, late });
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
