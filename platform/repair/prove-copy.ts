/** Whether another's copy of a day is the log that was written here: held to every chain value that is still proved or kept. Pure. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart, continueChain } from '../../domain/day-hash.ts';
import { sha256 } from '../centre/sha256.ts';
import type { DayProof } from '../storage/day-proof.ts';

export type ProvedCopy = { ok: true; events: HallEvent[] } | { ok: false; what: string };

/**
 * The copy must be equal to all that is proved before the damage, reach at least to where the log ended, and agree there with a chain value that was
 * kept of what came after. What it holds beyond that end is not taken.
 */
export function proveCopy({ head, sound, anchors }: DayProof, events: readonly HallEvent[]): ProvedCopy {
	const hole = events.findIndex((event, index) => event.position !== index + 1);
	if (hole >= 0) return { ok: false, what: `it has no event ${hole + 1}` };
	if (events.length < sound.head) return { ok: false, what: `it ends at event ${events.length}, and the log went to ${head}` };
	const before = continueChain(chainStart, events.slice(0, sound.head), sha256);
	if (before !== sound.hash) return { ok: false, what: `it is another log: it differs within the first ${sound.head} events` };
	if (events.length < head) return { ok: false, what: `it ends at event ${events.length}, and the log went to ${head}` };
	const reached = anchors.filter((anchor) => anchor.head <= head);
	const agrees = reached.some((anchor) => continueChain(before, events.slice(sound.head, anchor.head), sha256) === anchor.hash);
	if (reached.length > 0 && !agrees) return { ok: false, what: `it is another log: it differs after event ${sound.head}` };
	return { ok: true, events: events.slice(0, head) };
}
