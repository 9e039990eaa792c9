import type { Deadline } from '../../../domain/complaints/deadlines.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Words } from '../../../domain/contracts/identity.ts';
import type { ShownCase } from '../../../domain/contracts/review-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { reviewPlanOf } from '../../../domain/reviews/review-plan.ts';
import type { Say } from '../../words/words.tsx';

export function reasonNames(plan: HallPlan, codes: readonly string[], say: (words: Words) => string): string[] {
	const { reasons, cannotBeDone } = reviewPlanOf(plan);
	return codes.map((code) => {
		const known = [...reasons, ...cannotBeDone].find((each) => each.code === code);
		return known ? say(known.name) : code;
	});
}

/** `11月23日 A044，02 号窗口`. */
export function aboutWords(plan: HallPlan, found: ShownCase, words: Say, day: (at: number) => string): string {
	const at = { day: day(Date.parse(`${found.day}T12:00:00+08:00`)), ticket: found.about.ticket ?? '' };
	if (found.about.window !== null) return words('manager.about', { ...at, window: windowNumber(plan, found.about.window) });
	return words(found.about.ticket === null ? 'manager.aboutNone' : 'manager.aboutNoWindow', at);
}

/** `late`, `soon`, `done`, or nothing to say. */
export function standing(deadline: Deadline | ShownCase['deadlines']['contact']): 'done' | 'late' | 'soon' | null {
	if (deadline.doneAt !== null) return deadline.doneAt > deadline.dueAt ? 'late' : 'done';
	return deadline.card === 'red' ? 'late' : deadline.card === 'yellow' ? 'soon' : null;
}

export function isLate(found: ShownCase): boolean {
	return (
		found.closedAt === null &&
		[found.deadlines.contact, found.deadlines.settle].some((each) => standing(each) === 'late' && each.doneAt === null)
	);
}
