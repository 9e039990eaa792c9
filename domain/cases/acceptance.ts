/**
 * The completeness check at the window: what each material is marked as, and what pressing the one key then does. What nobody touched counts as the
 * catalogue would have it: needed ones as seen, shared ones as exempt, those of special cases as not needed.
 */
import type { CaseStep, deliveryWays, Mark } from '../contracts/cases.ts';
import type { WorkCalendar } from '../working-time/calendar.ts';
import { type CasePlan, deferredBy, type PlannedMaterial, promisesOf } from './plan-case.ts';

/** Marks that a clerk has set, by material. */
export type Marks = Readonly<Record<string, Mark>>;

export function presumedMark({ need, exemptVia, madeBy }: PlannedMaterial): Mark {
	if (madeBy !== null) return 'exempt';
	if (need === 'conditional') return 'not-needed';
	// A licence held in a phone is looked at like paper.
	return exemptVia === null || exemptVia === 'e-license' ? 'seen' : 'exempt';
}

/** What the person said in the form of the application, as marks to begin with. */
export function marksSaid(plan: CasePlan, said: Readonly<Record<string, 'attached' | 'on-paper' | 'later' | 'not-needed'>>): Marks {
	const marks: Record<string, Mark> = {};
	for (const material of plan.materials) {
		const how = said[material.material];
		if (how === 'attached' || how === 'on-paper') marks[material.material] = 'seen';
		else if (how === 'later') marks[material.material] = material.deferDays === null ? 'missing' : 'deferred';
		else if (how === 'not-needed' && material.need === 'conditional') marks[material.material] = 'not-needed';
	}
	return marks;
}

export const markOf = (material: PlannedMaterial, marks: Marks): Mark => marks[material.material] ?? presumedMark(material);

/** The marks one key turns through, in the order in which they are likely. */
export function marksFor(material: PlannedMaterial): Mark[] {
	const missing: Mark[] = material.deferDays === null ? ['missing'] : ['deferred', 'missing'];
	const presumed = presumedMark(material);
	if (presumed === 'not-needed') return ['not-needed', 'seen', ...missing];
	return presumed === 'exempt' ? ['exempt', 'seen', ...missing] : ['seen', ...missing];
}

export function nextMark(material: PlannedMaterial, marks: Marks): Mark {
	const all = marksFor(material);
	return all[(all.indexOf(markOf(material, marks)) + 1) % all.length] ?? presumedMark(material);
}

/** `accept`: all there; `deferred`: something follows under a promise; `notice`: something is missing and the person is told, once. */
export interface Outcome {
	kind: 'accept' | 'deferred' | 'notice';
	missing: PlannedMaterial[];
	deferred: (PlannedMaterial & { by: string })[];
	promises: ReturnType<typeof promisesOf>;
}

export function outcomeOf(plan: CasePlan, marks: Marks, calendar: WorkCalendar, day: string): Outcome {
	const promises = promisesOf(plan, calendar, day);
	const missing = plan.materials.filter((material) => markOf(material, marks) === 'missing');
	const deferred = plan.materials
		.filter((material) => markOf(material, marks) === 'deferred')
		.map((material) => ({ ...material, by: deferredBy(material, promises, calendar, day) }));
	return { kind: missing.length > 0 ? 'notice' : deferred.length > 0 ? 'deferred' : 'accept', missing, deferred, promises };
}

/** Every mark, also those that stand as presumed: with the acceptance the clerk has said them. */
export function checkStep(plan: CasePlan, marks: Marks): CaseStep[] {
	if (plan.materials.length === 0) return [];
	return [{ do: 'check', marks: plan.materials.map((material) => ({ material: material.material, mark: markOf(material, marks) })) }];
}

/** What the key says, after the case was begun and checked. */
export function outcomeStep(plan: CasePlan, outcome: Outcome, delivery: (typeof deliveryWays)[number]): CaseStep {
	if (outcome.kind === 'notice') return { do: 'notice', materials: outcome.missing.map(({ material }) => material) };
	return {
		...{ do: 'accept', items: outcome.promises, delivery, tasks: plan.tasks },
		deferred: outcome.deferred.map(({ material, by }) => ({ material, by })),
	};
}
