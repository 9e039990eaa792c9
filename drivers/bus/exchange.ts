/** One command and its answer as a pure state machine. Who feeds it: `bus.ts`. */

/** Milliseconds; transfer time of the bytes is already added (`transferMs`). */
export interface Timeouts {
	firstByteMs: number;
	gapMs: number;
	/** From the written command to the end of its answer: a line that never stops talking must not hold the queue for ever. Absent = no limit. */
	longestMs?: number;
}

export type ExchangeFailure =
	/** Not one byte came back. */
	| 'no-answer'
	/** Bytes came, and stopped before the answer was whole. */
	| 'broken-off'
	/** A frame came whose checksum or length is wrong, and no good one after it. */
	| 'damaged'
	/** The port went while the command was in flight. */
	| 'port-lost';

export type Exchange =
	| { at: 'writing'; heard: boolean; damaged: boolean }
	| { at: 'waiting'; deadline: number; latest: number; heard: boolean; damaged: boolean }
	| { at: 'answered' }
	| { at: 'failed'; failure: ExchangeFailure };

export type ExchangeInput =
	| { type: 'written'; now: number }
	| { type: 'not-written' }
	| { type: 'bytes'; now: number }
	| { type: 'damaged-frame' }
	| { type: 'answer' }
	| { type: 'time'; now: number }
	| { type: 'closed' };

export const newExchange: Exchange = { at: 'writing', heard: false, damaged: false };

/** Next state of the exchange. Total: inputs that do not belong to a state change nothing. */
export function stepExchange(state: Exchange, input: ExchangeInput, timeouts: Timeouts): Exchange {
	if (state.at === 'answered' || state.at === 'failed') return state;
	switch (input.type) {
		case 'closed':
		case 'not-written':
			return { at: 'failed', failure: 'port-lost' };
		case 'answer':
			return { at: 'answered' };
		case 'damaged-frame':
			return { ...state, damaged: true };
		case 'written': {
			if (state.at === 'waiting') return state;
			const latest = input.now + (timeouts.longestMs ?? Number.POSITIVE_INFINITY);
			const deadline = Math.min(latest, input.now + (state.heard ? timeouts.gapMs : timeouts.firstByteMs));
			return { ...state, at: 'waiting', deadline, latest };
		}
		case 'bytes':
			if (state.at === 'writing') return { ...state, heard: true };
			return { ...state, heard: true, deadline: Math.min(state.latest, input.now + timeouts.gapMs) };
		case 'time':
			if (state.at === 'writing' || input.now < state.deadline) return state;
			if (state.damaged) return { at: 'failed', failure: 'damaged' };
			return { at: 'failed', failure: state.heard ? 'broken-off' : 'no-answer' };
	}
}

/** Milliseconds `bytes` need on the wire, times 1.5; 10 bits a byte, 11 with parity. */
export function transferMs(bytes: number, baud: number, parity: 'none' | 'even' | 'odd' = 'none'): number {
	return Math.ceil(((bytes * (parity === 'none' ? 10 : 11)) / baud) * 1000 * 1.5);
}
