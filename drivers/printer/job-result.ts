import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { type meaningOf, readBufferedPaper } from './status.ts';

/** What is known after the bytes of a ticket were handed to the port. */
export type AfterJob =
	| { written: false }
	| { written: true; oneWay: true }
	| {
			written: true;
			oneWay: false;
			confirmWanted: boolean;
			/** Answer to the question behind the cut; `null` = none came. */
			confirmed: number | null;
			after: ReturnType<typeof meaningOf> | 'silent' | 'port-lost';
	  };

/**
 * D1: claims no more than can be proved. `done`: the printer answered behind the cut. `acknowledged`: it is well after it took the bytes.
 * `written`: the port says the bytes are out. A write alone is never called printed.
 */
export function judgeJob(job: string, after: AfterJob): PrintResult {
	if (!after.written) return { job, outcome: 'unknown', proof: 'none', code: 'port-lost' };
	if (after.oneWay) return { job, outcome: 'unknown', proof: 'written', code: 'one-way' };
	const state = after.after;
	if (after.confirmed !== null) {
		const paper = readBufferedPaper(after.confirmed);
		const code = typeof state === 'object' ? state.code : paper.nearEnd ? 'near-end' : 'ok';
		return { job, outcome: 'printed', proof: 'done', code };
	}
	if (typeof state === 'string') return { job, outcome: 'unknown', proof: 'written', code: state === 'silent' ? 'no-answer' : 'port-lost' };
	if (state.state === 'stopped') return { job, outcome: 'unknown', proof: 'written', code: state.code };
	if (after.confirmWanted) return { job, outcome: 'unknown', proof: 'acknowledged', code: 'not-confirmed' };
	return { job, outcome: 'printed', proof: 'acknowledged', code: state.code };
}
