/** What the catalogue says about a case before it is begun: its materials, its limits, and who works on it behind the counter. Pure. */

import type { CaseStep, deliveryWays, NeededMaterial, PromisedItem, SubTask, TimeLimit } from '../contracts/cases.ts';
import type { BookTheme, CatalogueBook, DeliveryWay } from '../contracts/catalogue-book.ts';
import type { Words } from '../contracts/identity.ts';
import { materialsOf } from '../notice/materials.ts';
import { standingSelection } from '../selection/selection.ts';
import type { WorkCalendar } from '../working-time/calendar.ts';
import { deferredUntil, dueDay } from '../working-time/due.ts';

export interface PlannedMaterial extends NeededMaterial {
	name: Words;
	/** How it need not be handed in; `null` = it must be. */
	exemptVia: 'e-license' | 'data-share' | 'system-generated' | 'captured-on-site' | null;
	/** The item of this case whose result it is: it is made on the way. */
	madeBy: string | null;
	/** A signed promise is needed to bring it later. */
	promise: boolean;
	/** In which case it is needed; empty = always. */
	cases: { zh: string; en: string | null }[];
}

export interface CasePlan {
	items: string[];
	theme: string | null;
	/** Items the catalogue does not have any more: nobody can accept them. */
	withdrawn: string[];
	materials: PlannedMaterial[];
	limits: { item: string; limit: TimeLimit; legal: TimeLimit | null }[];
	tasks: SubTask[];
	delivery: (typeof deliveryWays)[number][];
}

type Way = CasePlan['delivery'][number];
const wayOf: Record<DeliveryWay, Way> = { window: 'window', courier: 'courier', ecert: 'electronic', sms: 'electronic', kiosk: 'window' };

/** `null` = the catalogue has none of these items. */
export function planCase(book: CatalogueBook, chosen: { items: readonly string[]; theme?: string | null | undefined }): CasePlan | null {
	const { selection, withdrawn } = standingSelection(book, { theme: chosen.theme ?? null, items: chosen.items });
	const items = selection.items.flatMap((code) => book.items.filter((item) => item.code === code));
	if (items.length === 0) return null;
	const theme = book.themes.find(({ code }) => code === selection.theme);
	const codes = items.map(({ code }) => code);
	const ways = [...new Set((theme?.delivery ?? items.flatMap(({ delivery }) => delivery)).map((way) => wayOf[way]))];
	return {
		...{ items: codes, theme: selection.theme, withdrawn },
		materials: materialsOf(book, selection).map(({ material, need, cases, usedBy, exemptVia, madeBy, tolerant }) => ({
			...{ material: material.code, name: material.name, items: usedBy.length > 0 ? usedBy : codes, need, exemptVia, madeBy },
			...{ deferDays: tolerant?.withinWorkdays ?? null, promise: tolerant?.promise ?? false, cases: cases.map(({ when }) => when) },
		})),
		limits: items.map(({ code, timeLimits: { promised, legal } }) => {
			// The theme promises its items together; one with a longer clock of its own keeps that.
			const apart = theme?.items.find(({ ref }) => ref === code)?.timedSeparately ?? true;
			const { value, unit } = theme && !apart ? theme.timeLimits.promised : promised;
			return { item: code, limit: { value, unit }, legal };
		}),
		tasks: theme ? tasksOfTheme(theme, codes) : items.flatMap(({ code, dept, timeLimits }) => tasksOfItem(code, dept, timeLimits.promised)),
		delivery: ways.length > 0 ? ways : ['window'],
	};
}

/** A single item is one task of its department; what is done while the person waits is done at the window. */
function tasksOfItem(code: string, dept: string, { instant, value }: { instant: boolean; value: number }): SubTask[] {
	return instant || value === 0 ? [] : [{ id: code, dept, items: [code], after: [] }];
}

/**
 * Steps of the theme that concern the chosen items. What begins the theme without any item is done by accepting it. What waited for a step that is
 * left out waits for those before it.
 */
function tasksOfTheme(theme: BookTheme, codes: readonly string[]): SubTask[] {
	const { steps } = theme.process;
	const kept = steps.filter(({ items, after }) => (items.length === 0 ? after.length > 0 : items.some((item) => codes.includes(item))));
	const before = (id: string, seen: readonly string[] = []): string[] => {
		if (seen.includes(id)) return [];
		const step = steps.find((one) => one.id === id);
		return (step?.after ?? []).flatMap((one) => (kept.some((other) => other.id === one) ? [one] : before(one, [...seen, id])));
	};
	return kept.map(({ id, by, items }) => ({
		...{ id, dept: by, items: items.filter((item) => codes.includes(item)), after: [...new Set(before(id))] },
	}));
}

/** What is promised on the receipt when the case is accepted on `day`. */
export function promisesOf({ limits }: Pick<CasePlan, 'limits'>, calendar: WorkCalendar, day: string): PromisedItem[] {
	return limits.map(({ item, limit, legal }) => ({
		...{ item, limit, due: dueDay(calendar, day, limit), legal },
		legalDue: legal ? dueDay(calendar, day, legal) : null,
	}));
}

/** Until when a deferred material is promised: never after the first of the items that need it. */
export function deferredBy(material: PlannedMaterial, promises: readonly PromisedItem[], calendar: WorkCalendar, day: string): string {
	const due = promises
		.filter(({ item }) => material.items.includes(item))
		.reduce((first, one) => (one.due < first ? one.due : first), '9999-12-31');
	return deferredUntil(calendar, day, material.deferDays ?? 1, due === '9999-12-31' ? (promises[0]?.due ?? day) : due);
}

/** The report with which a case begins. */
export function beginStep(plan: CasePlan, origin: 'application' | 'window'): CaseStep {
	const materials = plan.materials.map(({ material, items, need, deferDays }) => ({ material, items, need, deferDays }));
	return { do: 'begin', origin, items: plan.items, ...(plan.theme ? { theme: plan.theme } : {}), materials };
}
