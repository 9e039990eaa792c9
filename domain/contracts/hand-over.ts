/** A manager orders the platform that decides to hand the hall to another one of the list, over the socket (`hand-over`). */
import { z } from 'zod';
import { platformId, platformTerm } from './term.ts';

export const handOverWish = z.object({ to: platformId, reason: z.string().trim().min(1).max(200) });
export type HandOverWish = z.infer<typeof handOverWish>;
/** `session`: the manager's sign-in. */
export const handOverUp = handOverWish.extend({ session: z.string().max(128) });
export type HandOverUp = z.infer<typeof handOverUp>;

export const handOverFaults = [
	'not-permitted', // no manager is signed in
	'not-in-charge', // it does not decide now
	'unknown-platform', // not in the hall's list
	'not-reached', // the other one does not answer
	'refused', // the other one is not able to
	'took-back', // the other one was ready and did not begin: this one decides again
	'peers-closed', // the platforms share no secret, or this one is not made for it
	'unreachable', // no platform answers this station
] as const;
export const handOverAnswer = z.discriminatedUnion('ok', [
	/** The term in which the other one decides; absent = an older platform. */
	z.object({ ok: z.literal(true), term: platformTerm.optional() }),
	z.object({ ok: z.literal(false), code: z.enum(handOverFaults) }),
]);
export type HandOverAnswer = z.infer<typeof handOverAnswer>;
/** How long it may take, ms: the other one takes the whole log first. */
export const handOverWithinMs = 30_000;
