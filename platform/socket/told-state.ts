/** What the platform tells of its state in the answer of a beat, so that a station whose state differs notices it (S10). */
import type { BeatAnswer } from '../../domain/contracts/wire.ts';
import { stateHash } from '../../domain/state-hash.ts';
import type { Authority } from '../authority/authority.ts';

/** A day of 1,500 tickets takes 2 ms to hash on a quiet machine, 9 ms on a busy one: at most once per position, and not more often than this. */
const hashEveryMs = 3_000;

interface Told {
	day: string;
	position: number;
	hash: string;
	/** Platform time. */
	at: number;
}

const lastTold = new WeakMap<Authority, Told>();

/** The newest hash; of an earlier position when the state moved on a moment ago. Nothing before the first. */
export function toldState(authority: Authority, now: number): BeatAnswer['state'] {
	const { day, state, head } = authority;
	let told = lastTold.get(authority);
	const due = !told || told.day !== day || (told.position !== head && Math.abs(now - told.at) >= hashEveryMs);
	// While a round is being written the state is ahead of what anyone was told.
	if (due && state.position === head) {
		told = { day, position: head, hash: stateHash(state), at: now };
		lastTold.set(authority, told);
	}
	return told?.day === day ? { position: told.position, hash: told.hash } : undefined;
}
