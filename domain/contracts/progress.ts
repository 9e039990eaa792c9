/** “我的办件到哪了” at a terminal, message `progress`: what may be said of a case to whoever holds its number or its ticket. Nothing of a person, and no staff. */
import { z } from 'zod';
import { applicationNumber } from './applications.ts';
import { caseNumber, deliveryWays, materialCode, pauseReasons } from './cases.ts';
import { businessDay, catalogueCode, instant, ticketNumber } from './identity.ts';

const document = z.string().min(1).max(40);
/** Long enough to find a house; every sign counts as one, rare ones too. */
export const addressLimits = { least: 6, most: 120 } as const;
const deliveryAddress = z
	.string()
	.trim()
	.refine((text) => [...text].length >= addressLimits.least && [...text].length <= addressLimits.most, {
		error: 'the address is too short or too long',
	});

export const progressRequest = z.discriminatedUnion('do', [
	/** `BJ-…` or `SQ-…` of the receipt, or `BC-…` of a matter that could not be done; small letters and spaces too. */
	z.object({ do: z.literal('number'), number: z.string().min(4).max(40) }),
	/** Of a ticket that was held up, its signature proved: the cases that were begun with it. */
	z.object({ do: z.literal('ticket'), day: businessDay, ticket: ticketNumber }),
	/** Everything of whoever laid this card down: what they applied for, and what was begun with their numbers of today. Used once, kept nowhere. */
	z.object({ do: z.literal('mine'), document }),
	/** Which way the result of one of them goes; by card alone, so that a number somebody found sends nothing elsewhere. */
	z.object({
		do: z.literal('deliver'),
		document,
		number: z.string().min(4).max(40),
		way: z.enum(deliveryWays),
		/** Of a courier. */
		address: deliveryAddress.optional(),
	}),
]);
export type ProgressRequest = z.infer<typeof progressRequest>;

export const shownProgress = z.object({
	kind: z.enum(['case', 'application', 'complaint']),
	number: z.string(),
	/** Of a case its stage; `handed-in` or `submitted` of an application; `open` or `closed` of a matter that could not be done, or how far it is. */
	stage: z.enum([
		...(['begun', 'accepted', 'decided', 'delivered', 'refused', 'withdrawn', 'unknown'] as const),
		...(['handed-in', 'submitted'] as const),
		...(['open', 'contacted', 'answered', 'revisited', 'set-aside', 'closed'] as const),
	]),
	since: instant,
	items: z.array(
		z.object({
			item: catalogueCode,
			/** The promised day; `null` = none was given yet. */
			due: businessDay.nullable(),
			outcome: z.enum(['granted', 'not-granted']).nullable(),
			delivered: z.enum(deliveryWays).nullable(),
		}),
	),
	/** Materials that were told to be missing, or are still to come, and until when. */
	toBring: z.array(z.object({ material: materialCode, by: businessDay.nullable() })),
	paused: z.enum(pauseReasons).nullable(),
	delivery: z.enum(deliveryWays).nullable(),
	/** Ways that may be chosen now; empty unless its own card was laid down. */
	choosable: z.array(z.enum(deliveryWays)).optional(),
	/** Until when somebody is to answer; of complaints. */
	answerBy: businessDay.nullable(),
});
export type ShownProgress = z.infer<typeof shownProgress>;

export const progressAnswer = z.union([
	z.object({ ok: z.literal(true), found: z.array(shownProgress) }),
	z.object({
		ok: z.literal(false),
		code: z.enum(['not-seated', 'malformed', 'busy', 'unreachable', 'not-yours', 'not-now', 'address-needed']),
	}),
]);
export type ProgressAnswer = z.infer<typeof progressAnswer>;

/** Both numbers of one reference, so that either finds it. */
export const numbersOf = (ref: string): [string, string] => [applicationNumber(ref), caseNumber(ref)];
