/** An announcement is a job: said once, however often it is asked for (S9). */
import type { SayJob, SayResult } from '../../domain/contracts/device-desk.ts';

/** Jobs of a long day; older ones are not asked for again. */
const remembered = 1000;

/** Returns the function behind the bridge's `say`. What certainly was not said may be asked for again. Never rejects. */
export function sayOnce(say: (job: SayJob) => Promise<SayResult>): (job: SayJob) => Promise<SayResult> {
	const begun = new Map<string, Promise<SayResult>>();
	return (job) => {
		const earlier = begun.get(job.job);
		if (earlier) return earlier.then((result) => ({ ...result, code: 'already-done' }));
		const saying = say(job);
		begun.set(job.job, saying);
		void saying.then(({ outcome }) => outcome === 'failed' && begun.delete(job.job));
		if (begun.size > remembered) begun.delete(begun.keys().next().value!);
		return saying;
	};
}
