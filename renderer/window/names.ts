/** What a ticket is for, in the words of the catalogue. No personal data is in it. */
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { Visit } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Words } from '../../domain/contracts/identity.ts';

type InWords = (words: Words) => string;

/** Theme, or the one item, or the first item and how many more, or the queue when the visit names nothing. */
export function visitName(visit: Visit, catalogue: FaceCatalogue, plan: HallPlan, inWords: InWords): { name: string; count: number } {
	const theme = catalogue.themes.find((one) => one.code === visit.theme);
	if (theme) return { name: inWords(theme.name), count: visit.items.length };
	const first = catalogue.items.find((one) => one.code === visit.items[0]);
	if (first) return { name: inWords(first.name), count: visit.items.length };
	return { name: queueName(visit.queue, plan, inWords), count: 0 };
}

export function queueName(id: string, plan: HallPlan, inWords: InWords): string {
	const queue = plan.queues.find((one) => one.id === id);
	return queue ? inWords(queue.name) : id;
}

/** `W02` → `02`. */
export function windowNumber(id: string, plan: HallPlan): string {
	return plan.windows.find((one) => one.id === id)?.number ?? id;
}

/** Name of the priority group verified for this visit, or `null`. */
export function groupName(visit: Visit, plan: HallPlan, inWords: InWords): string | null {
	const group = plan.priorityGroups.find((one) => one.code === visit.priorityGroup);
	return group ? inWords(group.name) : null;
}

/** Usual minutes of what this visit is for: the sum of its items, or the mean of its queue. */
export function usualMinutes(visit: Visit, catalogue: FaceCatalogue, plan: HallPlan): number | null {
	const sum = visit.items.reduce((total, code) => total + (catalogue.items.find((one) => one.code === code)?.meanMinutes ?? 0), 0);
	const usual = sum > 0 ? sum : (plan.queues.find((one) => one.id === visit.queue)?.meanMinutes ?? null);
	return usual === null ? null : Math.round(usual);
}
