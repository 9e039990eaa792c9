/**
 * Calls waiting to be spoken: each once, one after the other, none lost. The id of a job is the position of its event.
 * What comes late (after a cut or a restart) is spoken only while its ticket is still called there.
 */
import type { CallRecord, HallDay } from '../../domain/contracts/state.ts';

/** A call older than this when it is first seen came late. */
export const lateAfterMs = 20_000;

export interface CallQueueParts {
	/** Resolves when it has been spoken; may reject, the queue goes on. */
	speak(call: CallRecord): Promise<void>;
	/** The job was begun: it will not be spoken again, whatever happens now (S9). */
	begun(day: string, position: number): Promise<void>;
	failed(call: CallRecord): void;
}

export interface CallQueue {
	/** Everything the day knows; `now`: platform time, ms. Positions up to `spokenBefore` were spoken before this page began. */
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

/** The same wherever in the log it stands. */
const nameOf = (call: CallRecord) => `${call.ticket} ${call.window} ${call.recall} ${call.at}`;

/** `lastBegun`: the highest position begun on that day, as it was kept. */
export function createCallQueue(parts: CallQueueParts, kept: { day: string; lastBegun: number } | null): CallQueue {
	let day = kept?.day ?? null;
	let seen = kept?.lastBegun ?? 0;
	/** Time of the newest call seen by this page: a platform restored from an older backup counts positions anew, its time goes on. */
	let seenAt = Number.POSITIVE_INFINITY;
	/** Calls of the day that this page has seen: after a take-over the same call may come again in another place of the log. */
	const heard = new Set<string>();
	let newest: HallDay | null = null;
	let jobs: { call: CallRecord; late: boolean }[] = [];
	let running: Promise<void> | null = null;
	let stopped = false;

	async function run(of: string) {
		while (!stopped) {
			const job = jobs.shift();
			if (!job) return;
			if (job.late && newest && !stillCalled(newest, job.call)) continue;
			// A page that cannot keep the position still speaks: a call heard twice after a restart is better than one not heard.
			await parts.begun(of, job.call.position).catch(() => {});
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
				seen = 0;
				seenAt = Number.POSITIVE_INFINITY;
				jobs = [];
				heard.clear();
			}
			newest = state;
			const fresh = state.calls.filter((call) => call.position > seen || call.at > seenAt).sort((a, b) => a.position - b.position);
			// Begun before this page was: also when a service recovered later, from before it, is the first that this page sees.
			if (!Number.isFinite(seenAt)) for (const call of state.calls) if (!fresh.includes(call)) heard.add(nameOf(call));
			for (const call of fresh) {
				seen = call.position;
				seenAt = Number.isFinite(seenAt) ? Math.max(seenAt, call.at) : call.at;
				const name = nameOf(call);
				if (heard.has(name)) continue;
				heard.add(name);
				const late = now - call.at > lateAfterMs;
				// Late and already called again, or gone: silent.
				if (late && (!stillCalled(state, call) || fresh.some((other) => other.position > call.position && other.ticket === call.ticket)))
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
