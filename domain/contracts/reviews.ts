/**
 * 好差评: what a citizen says of one service, in five levels with reasons, and what a hall chose about it. Given on the citizen's side alone (the
 * pad at the window, the terminal, the phone page); exactly one counts for each service; no answer is no answer, never a good mark.
 */
import { z } from 'zod';
import { words } from './identity.ts';

/** 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意 (国办发〔2019〕51号, GB/T 39734). */
export const reviewLevel = z.number().int().min(1).max(5);
/** The two lower levels are a 差评: they open a case. */
export const worstGoodLevel = 3;
export const reasonCode = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);
export const mostReasons = 6;

/** Where it was given: `pad` at the window, `terminal` after the ticket was scanned, `phone` on the ticket's page. */
export const reviewChannels = ['pad', 'terminal', 'phone'] as const;
export const reviewChannel = z.enum(reviewChannels);
export type ReviewChannel = z.infer<typeof reviewChannel>;

/** Why a review that was told does not count. It is recorded all the same (S6). */
export const reviewFaults = ['duplicate', 'before-end', 'too-late', 'unknown-ticket', 'wrong-side'] as const;
export const reviewFault = z.enum(reviewFaults);
export type ReviewFault = z.infer<typeof reviewFault>;

export const reviewReason = z.object({ code: reasonCode, name: words, for: z.enum(['good', 'bad']) });
export type ReviewReason = z.infer<typeof reviewReason>;

const workdays = z.number().int().min(1).max(60);
/** Working days from the day a case was opened on. */
export const caseDeadlines = z.object({ contact: workdays, settle: workdays });
export type CaseDeadlines = z.infer<typeof caseDeadlines>;

/** What a hall chose; a plan without it has `defaultReviewPlan`. */
export const reviewPlan = z.object({
	/** A review may be given for so many days after its service ended. */
	days: z.number().int().min(1).max(14),
	reasons: z.array(reviewReason).max(30),
	/** Reasons offered when something could not be done here (办不成事). */
	cannotBeDone: z.array(z.object({ code: reasonCode, name: words })).max(20),
	deadlines: z.object({ review: caseDeadlines, cannotBeDone: caseDeadlines }),
});
export type ReviewPlan = z.infer<typeof reviewPlan>;
