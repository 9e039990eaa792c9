import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { type Meaning, readBufferedPaper } from './status.ts';

/** What is known after the bytes of a paper were handed to the port. */
export type AfterJob =
	/** They did not all go out. `stopped`: why, as the printer said; `heldUp`: it said "wait" and took no more in time. */
	| { written: false; stopped: Meaning | null; heldUp: boolean }
	| { written: true; oneWay: true }
	| {
			written: true;
			oneWay: false;
			confirmWanted: boolean;
			/** Answer to the question behind the cut; `null` = none came. */
			confirmed: number | null;
			/** Bytes came that were no answers: then an answer may be noise too. */
			noisy: boolean;
			after: Meaning | 'silent' | 'garbled' | 'port-lost' | 'not-asked';
	  };

/**
 * D1: claims no more than can be proved. `done`: the printer answered behind the cut. `acknowledged`: it is well after it took the bytes.
 * `written`: the port says the bytes are out. A write alone is never called printed.
 */
export function judgeJob(job: string, after: AfterJob): PrintResult {
	const result = (outcome: PrintResult['outcome'], proof: PrintResult['proof'], code: string) => ({ job, outcome, proof, code });
	if (!after.written) return result('unknown', 'none', after.stopped?.code ?? (after.heldUp ? 'busy' : 'port-lost'));
	if (after.oneWay) return result('unknown', 'written', 'one-way');
	const state = after.after;
	if (after.noisy || state === 'garbled') return result('unknown', 'written', 'protocol-error');
	if (after.confirmed !== null) {
		const paper = readBufferedPaper(after.confirmed);
		const said = paper.paperEnd ? 'paper-end' : paper.nearEnd ? 'near-end' : 'ok';
		return result('printed', 'done', typeof state === 'object' && state.code !== 'ok' ? state.code : said);
	}
	if (state === 'silent' || state === 'not-asked') return result('unknown', 'written', 'no-answer');
	if (state === 'port-lost') return result('unknown', 'written', 'port-lost');
	if (state.state === 'stopped') return result('unknown', 'written', state.code);
	if (after.confirmWanted) return result('unknown', 'acknowledged', 'not-confirmed');
	return result('printed', 'acknowledged', state.code);
}
