/** What the platforms of one hall say to each other over HTTP (`/api/peer/…`), all of it with the hall's peers' token. */
import { z } from 'zod';
import { hallEvent } from '../../domain/contracts/events.ts';
import { businessDay, staffId } from '../../domain/contracts/identity.ts';
import { platformId, platformTerm, takeOverOrder, termBegin } from '../../domain/contracts/term.ts';

const reason = z.string().trim().min(1).max(200);

export const keptRecords = z.array(z.object({ kind: z.string().max(100), key: z.string().max(300), value: z.unknown() }));

/** Before a hand-over: the day's log and the records that its successor needs. It begins nothing yet. */
export const prepareUp = z.object({ order: takeOverOrder, records: keptRecords });
/** The former platform has stood down: begin. */
export const beginUp = z.object({ order: takeOverOrder.omit({ events: true }), begin: termBegin, unsettled: z.array(platformId).max(9) });
export const takeOverUp = z.object({ order: takeOverOrder });
export const handOverUp = z.object({ to: platformId, reason, by: staffId.nullable() });
/** With a manager's session in the Authorization header, who is `by`. */
export const handOverAsked = z.object({ to: platformId, reason });
export const offerUpByPeer = z.object({ term: platformTerm, day: businessDay, events: z.array(hallEvent).max(500) });
/** This platform has stood down and offered everything it alone held. */
export const settledUp = z.object({ platform: platformId });

export const peerDone = z.object({ ok: z.literal(true) });
export const logAsked = z.object({
	day: businessDay.optional(),
	position: z.coerce.number().int().min(0),
	last: z.string().max(64).optional(),
});
export const logPage = z.object({
	term: platformTerm,
	begun: z.array(termBegin),
	day: businessDay,
	head: z.number().int().min(0),
	/** The asker's last event is not the one that stands there here: its log is another. */
	forked: z.boolean(),
	events: z.array(hallEvent).max(500),
});
/** A day's log as this platform holds and can prove it, whatever its part: for one whose own was damaged. */
export const dayAsked = z.object({ day: businessDay, after: z.coerce.number().int().min(0).default(0) });
export const recordsPage = z.object({ records: keptRecords });
export type LogPage = z.infer<typeof logPage>;
