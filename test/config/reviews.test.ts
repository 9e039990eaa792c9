import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { hallPlanFromFile } from '../../config/hall-plan-from-file.ts';
import { hallFile } from '../../config/schemas/hall.ts';
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import { defaultReviewPlan, reasonsFor, reviewPlanOf } from '../../domain/reviews/review-plan.ts';

const demo = parse(readFileSync('config/halls/demo/hall.yaml', 'utf8'));
const planOf = (more: object) => hallPlan.parse(hallPlanFromFile(hallFile.parse({ ...demo, ...more }), []));
const wrong = (more: object) => hallFile.safeParse({ ...demo, ...more }).error?.issues.map(({ path }) => path.join('.')) ?? [];

test('a hall that says nothing of reviews has the usual reasons and terms, and no address for phones', () => {
	const plan = planOf({});
	expect(reviewPlanOf(plan)).toEqual(defaultReviewPlan);
	expect(plan.phoneAddress).toBeUndefined();
	expect(reasonsFor(plan, 2).every((reason) => reason.for === 'bad')).toBe(true);
	expect(reasonsFor(plan, 3).every((reason) => reason.for === 'good')).toBe(true);
});

test('what a hall says replaces its part alone; the plan is another one for deciding', () => {
	const own = planOf({ reviews: { days: 3, deadlines: { review: { contact: 1, settle: 3 }, cannotBeDone: { contact: 1, settle: 10 } } } });
	expect(reviewPlanOf(own)).toEqual({ ...defaultReviewPlan, days: 3, deadlines: own.reviews?.deadlines });
	expect(own.configVersion).not.toBe(planOf({}).configVersion);
});

test('an address is scheme and machine; reasons and terms that cannot be are told by their place', () => {
	expect(planOf({ phoneAddress: 'https://hall.example:8443' }).phoneAddress).toBe('https://hall.example:8443');
	for (const phoneAddress of ['hall.example', 'https://hall.example/t', 'javascript:alert(1)', 'https://a@b'])
		expect(wrong({ phoneAddress })).toEqual(['phoneAddress']);
	expect(wrong({ reviews: { days: 30 } })).toEqual(['reviews.days']);
	expect(wrong({ reviews: { deadlines: { review: { contact: 0, settle: 5 }, cannotBeDone: { contact: 1, settle: 5 } } } })).toEqual([
		'reviews.deadlines.review.contact',
	]);
});
