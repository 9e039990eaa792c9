/**
 * Cases about the hall itself: a bad review (差评) and 办不成事. Their steps are reports in the hall-day log of the day they happened on; a book over
 * the logs of all days (`domain/complaints`) says how each case stands. Codes, times and staff numbers alone: what was said stays in a sealed note.
 */
import { z } from 'zod';
import { catalogueCode, staffId, ticketNumber } from './identity.ts';
import { reasonCode } from './reviews.ts';

/** `PJ-20261122-A044`: of a bad review, one for each service. `BC-` and 12 characters of the hall's alphabet: 办不成事, random. */
export const complaintRef = z.string().regex(/^(PJ-\d{8}-[A-Z]{1,2}(\d{3,5}|\d{1,2}-\d{3,4})|BC-[0-9A-HJKMNP-TV-Z]{12})$/);
export type ComplaintRef = z.infer<typeof complaintRef>;

export const complaintKinds = ['bad-review', 'cannot-be-done'] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/** 办不成事, told by the citizen at a terminal, or taken down by a clerk or a manager. */
export const openedComplaint = z.object({
	complaint: complaintRef.refine((ref) => ref.startsWith('BC-'), 'a case of 办不成事 begins with BC-'),
	reason: reasonCode,
	ticket: ticketNumber.optional(),
	items: z.array(catalogueCode).max(40).optional(),
});

/**
 * What was done about a case. National rules (国办发〔2019〕51号, section on 差评): whoever handled the matter answers for it; somebody looks into
 * it and calls back (实名差评回访率 100 %); what is clear is put right at once, what is not is put on a list with a term, what has no basis is
 * explained; what proves a mistake or malice is not taken over.
 */
export const complaintSteps = {
	/** Whoever says it takes the case on and is its owner. */
	taken: ['self'],
	/** 首次联系. `no-contact`: nobody left a way to be reached. */
	contacted: ['reached', 'not-reached', 'no-contact'],
	/** 整改 or 解释. */
	answered: ['put-right', 'put-right-by-term', 'explained', 'arranged-elsewhere'],
	/** 回访. */
	revisited: ['satisfied', 'not-satisfied', 'not-reached', 'declined', 'no-contact'],
	/** The citizen took it back. */
	withdrawn: ['by-citizen'],
	/** 误评 or 恶意差评: 评价结果不予采纳. */
	'not-adopted': ['mistaken', 'malicious', 'not-this-hall'],
	/** To another member of staff, who is the owner once it is `taken`. */
	'handed-over': ['colleague', 'department', 'leader'],
	closed: ['settled', 'explained', 'not-adopted', 'withdrawn', 'passed-on'],
} as const;
export type ComplaintStep = keyof typeof complaintSteps;
export const complaintStepNames = Object.keys(complaintSteps) as ComplaintStep[];

export const saidStep = z
	.object({
		complaint: complaintRef,
		step: z.enum(complaintStepNames as [ComplaintStep, ...ComplaintStep[]]),
		code: reasonCode,
		/** To whom it was handed over. */
		to: staffId.optional(),
	})
	.refine(({ step, code }) => (complaintSteps[step] as readonly string[]).includes(code), {
		path: ['code'],
		message: 'not a code of this step',
	});
