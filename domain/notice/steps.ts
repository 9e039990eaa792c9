/** How the chosen items are handled: steps in order, those that run beside each other together. */
import type { BookItem, BookTheme } from '../contracts/catalogue-book.ts';
import type { Words } from '../contracts/identity.ts';

export interface NoticeStep {
	id: string;
	name: Words;
	/** Department; `null` = the one that handles the item. */
	by: string | null;
	items: string[];
	/** `null` = not said. */
	workdays: number | null;
}

/** One run of steps: of a theme (`item` = null) or of one item. A stage begins when the one before is done; its steps run side by side. */
export interface NoticeRun {
	item: string | null;
	stages: NoticeStep[][];
}

interface Linked {
	id: string;
	after: readonly string[];
}

/** Steps without their order, put into stages: each stands behind the last of those it waits for. */
export function stagesOf<S extends Linked>(steps: readonly S[]): S[][] {
	const stageOf = new Map<string, number>();
	const depth = (step: S): number => {
		const known = stageOf.get(step.id);
		if (known !== undefined) return known;
		// A circle cannot be: the check of the catalogue refuses it. Still this must end.
		stageOf.set(step.id, 0);
		const before = steps.filter(({ id }) => step.after.includes(id)).map(depth);
		const stage = before.length === 0 ? 0 : Math.max(...before) + 1;
		stageOf.set(step.id, stage);
		return stage;
	};
	const stages: S[][] = [];
	for (const step of steps) {
		const stage = depth(step);
		while (stages.length <= stage) stages.push([]);
		stages[stage]?.push(step);
	}
	return stages;
}

/** A theme's steps for some of its items: steps of other items are left out, and what waited for them waits for those before. */
export function themeRun(theme: BookTheme, chosen: readonly string[]): NoticeRun {
	const kept = theme.process.steps.filter(({ items }) => items.length === 0 || items.some((ref) => chosen.includes(ref)));
	const before = (id: string, seen: readonly string[] = []): string[] => {
		if (seen.includes(id)) return [];
		const step = theme.process.steps.find((one) => one.id === id);
		return (step?.after ?? []).flatMap((one) => (kept.some((other) => other.id === one) ? [one] : before(one, [...seen, id])));
	};
	const linked = kept.map((step) => ({ ...step, after: before(step.id) }));
	return {
		item: null,
		stages: stagesOf(linked).map((stage) =>
			stage.map(({ id, name, by, items, workdays }) => ({ id, name, by, items: items.filter((ref) => chosen.includes(ref)), workdays })),
		),
	};
}

/** Whether every step of `later` waits, in whatever way, for a step of `first`. */
export function comesBefore(theme: BookTheme, first: string, later: string): boolean {
	const { steps } = theme.process;
	const waitsFor = (id: string, seen: readonly string[] = []): boolean => {
		if (seen.includes(id)) return false;
		const step = steps.find((one) => one.id === id);
		return (step?.after ?? []).some(
			(before) => steps.some((one) => one.id === before && one.items.includes(first)) || waitsFor(before, [...seen, id]),
		);
	};
	const own = steps.filter(({ items }) => items.includes(later));
	return own.length > 0 && own.every(({ id }) => waitsFor(id));
}

export function itemRun(item: BookItem): NoticeRun {
	const stages = stagesOf(item.process).map((stage) =>
		stage.map(({ id, name }) => ({ id, name, by: null, items: [item.code], workdays: null })),
	);
	return { item: item.code, stages };
}
