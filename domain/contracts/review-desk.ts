/** What a manager's seat asks of reviews and cases over all days, message `review-desk`. Steps themselves are commands (`complaints.ts`). */
import { z } from 'zod';
import { complaintKinds, complaintRef, complaintStepNames } from './complaints.ts';
import { businessDay, instant, staffId, ticketNumber } from './identity.ts';

/** Characters of one note. */
export const longestNote = 1_000;

/** Figures go back so far; cases are kept for good. */
export const mostDays = 92;

export const reviewDeskRequest = z.discriminatedUnion('do', [
	/** Every case that is open or was closed within so many days, and the figures of so many days, today included. */
	z.object({ do: z.literal('look'), days: z.number().int().min(1).max(mostDays) }),
	/** What was said, in words: sealed at the platform, in no log. */
	z.object({ do: z.literal('note'), complaint: complaintRef, text: z.string().trim().min(1).max(longestNote) }),
	z.object({ do: z.literal('notes'), complaint: complaintRef }),
]);
export type ReviewDeskRequest = z.infer<typeof reviewDeskRequest>;
export const reviewDeskUp = z.object({ session: z.string().max(128), request: reviewDeskRequest });
export type ReviewDeskUp = z.infer<typeof reviewDeskUp>;

const deadline = z.object({ due: businessDay, dueAt: instant, card: z.enum(['none', 'yellow', 'red']), doneAt: instant.nullable() });
const code = z.string().max(40);

export const shownCase = z.object({
	ref: complaintRef,
	kind: z.enum(complaintKinds),
	day: businessDay,
	openedAt: instant,
	by: z.enum(['citizen', 'window', 'manager']),
	openedBy: staffId.nullable(),
	station: z.string(),
	reasons: z.array(code),
	about: z.object({
		ticket: ticketNumber.nullable(),
		window: z.string().nullable(),
		clerk: staffId.nullable(),
		level: z.number().int().nullable(),
	}),
	stage: z.enum(['open', 'contacted', 'answered', 'revisited', 'set-aside', 'closed']),
	owner: staffId.nullable(),
	offered: staffId.nullable(),
	firstContactAt: instant.nullable(),
	settledAt: instant.nullable(),
	closedAt: instant.nullable(),
	outcome: code.nullable(),
	steps: z.array(
		z.object({
			at: instant,
			day: businessDay,
			staff: staffId.nullable(),
			what: z.enum(complaintStepNames as [string, ...string[]]),
			code,
			to: staffId.nullable(),
			fault: z.enum(['nobody-signed-in', 'rated-clerk', 'not-ready', 'after-end', 'opened-before']).nullable(),
		}),
	),
	deadlines: z.object({ contact: deadline, settle: deadline }),
});
export type ShownCase = z.infer<typeof shownCase>;

const count = z.number().int().min(0);
const figures = {
	ended: count,
	reviewed: count,
	levels: z.tuple([count, count, count, count, count]).nullable(),
	good: z.number().min(0).max(1).nullable(),
	reasons: z.array(z.object({ code, count })),
};
export const shownFigures = z.object({
	all: z.object(figures),
	windows: z.array(z.object({ window: z.string(), ...figures })),
	queues: z.array(z.object({ queue: z.string(), ...figures })),
	passedOver: z.record(z.string(), count),
});

export const shownNote = z.object({ at: instant, staff: staffId, text: z.string() });
export type ShownNote = z.infer<typeof shownNote>;

export const reviewDeskAnswer = z.union([
	z.object({
		ok: z.literal(true),
		do: z.literal('look'),
		cases: z.array(shownCase),
		figures: shownFigures,
		from: businessDay,
		to: businessDay,
	}),
	z.object({ ok: z.literal(true), do: z.literal('notes'), notes: z.array(shownNote) }),
	z.object({
		ok: z.literal(false),
		code: z.enum(['not-permitted', 'malformed', 'busy', 'unknown-complaint', 'own-case', 'too-many-notes']),
	}),
]);
export type ReviewDeskAnswer = z.infer<typeof reviewDeskAnswer>;
export type ReviewLook = Extract<ReviewDeskAnswer, { do: 'look' }>;
