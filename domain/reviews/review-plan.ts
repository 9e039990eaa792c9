import type { HallPlan } from '../contracts/hall-plan.ts';
import type { ReviewPlan } from '../contracts/reviews.ts';

/**
 * What holds where a hall says nothing. Reasons follow the heads of the national index (服务效率, 服务水平, 服务态度); terms: contact within one
 * working day, settled within five (a city's own rule may be stricter, and is written into `hall.yaml`).
 */
export const defaultReviewPlan: ReviewPlan = {
	days: 7,
	reasons: [
		{ code: 'quick', name: { zh: '办得快', en: 'Quick' }, for: 'good' },
		{ code: 'friendly', name: { zh: '态度好', en: 'Friendly' }, for: 'good' },
		{ code: 'clear', name: { zh: '讲得清楚', en: 'Clearly explained' }, for: 'good' },
		{ code: 'done-at-once', name: { zh: '一次办好', en: 'Done in one visit' }, for: 'good' },
		{ code: 'waited-long', name: { zh: '等得太久', en: 'Waited too long' }, for: 'bad' },
		{ code: 'slow', name: { zh: '办得慢', en: 'Slow service' }, for: 'bad' },
		{ code: 'unfriendly', name: { zh: '态度不好', en: 'Unfriendly' }, for: 'bad' },
		{ code: 'not-told-at-once', name: { zh: '没有一次讲清', en: 'Not told everything at once' }, for: 'bad' },
		{ code: 'extra-papers', name: { zh: '多要了材料', en: 'Asked for extra papers' }, for: 'bad' },
		{ code: 'several-trips', name: { zh: '让我跑了几趟', en: 'Had to come several times' }, for: 'bad' },
		{ code: 'not-done', name: { zh: '事情没办成', en: 'It was not done' }, for: 'bad' },
	],
	cannotBeDone: [
		{ code: 'sent-away', name: { zh: '让我去别处，别处又让我来这里', en: 'Sent to and fro' } },
		{ code: 'refused-no-reason', name: { zh: '不给办，没说为什么', en: 'Refused without a reason' } },
		{ code: 'extra-papers', name: { zh: '要的材料清单上没有', en: 'Asked for papers not on the list' } },
		{ code: 'overdue', name: { zh: '过了说好的日子还没办好', en: 'Not done by the promised day' } },
		{ code: 'system-failed', name: { zh: '系统老是办不了', en: 'The system keeps failing' } },
		{ code: 'other', name: { zh: '别的原因，我当面说', en: 'Something else; I will tell a person' } },
	],
	deadlines: { review: { contact: 1, settle: 5 }, cannotBeDone: { contact: 1, settle: 5 } },
};

export function reviewPlanOf(plan: HallPlan): ReviewPlan {
	return plan.reviews ?? defaultReviewPlan;
}

/** Good words for the three upper levels, bad ones for the two lower. */
export function reasonsFor(plan: HallPlan, level: number): ReviewPlan['reasons'] {
	const side = level > 2 ? 'good' : 'bad';
	return reviewPlanOf(plan).reasons.filter((reason) => reason.for === side);
}
