/**
 * Manual mode (人工兜底): people call by hand with reserve numbers printed ahead, and what they did is entered later with its true times.
 * Level L3 of the design: it must be possible to begin it at any staff station, alone, and to enter everything from paper afterwards.
 */
import { z } from 'zod';
import { businessDay, catalogueCode, instant, queueId, staffId, ticketNumber, windowId } from './identity.ts';

/** `waiting`: handed out and not served yet when the machines came back; it takes its place in the queue by the time it was handed out. */
export const manualResults = ['served', 'no-show', 'not-served', 'waiting'] as const;
export const manualResult = z.enum(manualResults);
export type ManualResult = z.infer<typeof manualResult>;

/** One line of a clerk's form: a reserve number, or the number of a ticket that was called by hand. Times are those written on the form. */
export const manualEntry = z
	.object({
		/** Business day the paper is of: entered as late as people get to it. */
		day: businessDay,
		ticket: ticketNumber,
		/** Where it belonged; for a ticket the hall knows, its queue counts. */
		queue: queueId,
		items: z.array(catalogueCode).max(40),
		theme: catalogueCode.optional(),
		/** When the paper was handed out; `null` for a ticket that a machine printed, and when nobody noted it. */
		issuedAt: instant.nullable(),
		calledAt: instant.nullable(),
		beganAt: instant.nullable(),
		endedAt: instant.nullable(),
		result: manualResult,
		/** Where it was called or served. */
		servedAt: windowId.optional(),
		servedBy: staffId.optional(),
		/** Print run of a reserve sheet, from its QR code. */
		run: z
			.string()
			.regex(/^[0-9a-z]{1,8}$/)
			.optional(),
	})
	.superRefine(({ result, servedAt }, context) => {
		if ((result === 'served' || result === 'no-show') && servedAt === undefined)
			context.addIssue({ code: 'custom', path: ['servedAt'], message: `must name the window when the result is ${result}` });
	});
export type ManualEntry = z.infer<typeof manualEntry>;

/** Why an entry is shown to a manager although it was taken: the details of the conflict `manual-entry-doubtful`. */
export const doubtfulEntry = [
	/** Times that do not follow one another. */
	'times-out-of-order',
	/** Later than the moment it was entered. */
	'time-in-the-future',
	/** Not on the business day it was entered for. */
	'time-of-another-day',
	/** Its queue was not in manual mode then. */
	'outside-manual-mode',
] as const;
export type DoubtfulEntry = (typeof doubtfulEntry)[number];
