/** What the terminal offers, taken from the catalogue and the queues of this hall: only what can really be queued for here. */
import type { FaceCatalogue, FaceItem, FaceTheme } from '../../domain/contracts/catalogue.ts';
import type { HallPlan, QueuePlan } from '../../domain/contracts/hall-plan.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import type { Audience } from './choice.ts';

export interface Group {
	code: string;
	name: Words;
	themes: FaceTheme[];
	items: FaceItem[];
}

/** The themes and items some queue of this hall takes, for one audience, in the order of the catalogue. */
export function offered(plan: HallPlan, catalogue: FaceCatalogue, audience: Audience): { themes: FaceTheme[]; items: FaceItem[] } {
	const themes = new Set(plan.queues.flatMap((queue) => queue.themes));
	const items = new Set(plan.queues.filter((queue) => queue.special === undefined).flatMap((queue) => queue.items));
	return {
		themes: catalogue.themes.filter((theme) => themes.has(theme.code) && theme.who.includes(audience)),
		items: catalogue.items.filter((item) => items.has(item.code) && item.who.includes(audience)),
	};
}

/** Items for the front page: frequent ones, quick ones first; each department once, those with the most frequent items first, then again. */
export function frequentItems(items: FaceItem[], count: number): FaceItem[] {
	const frequent = items.filter((item) => item.frequent);
	const ordered = [...frequent.filter((item) => item.fast), ...frequent.filter((item) => !item.fast)];
	const sameDept = (list: FaceItem[], item: FaceItem) => list.filter((other) => other.dept === item.dept).length;
	return ordered
		.map((item, index) => ({ item, turn: sameDept(ordered.slice(0, index), item), weight: sameDept(frequent, item) }))
		.sort((one, other) => one.turn - other.turn || other.weight - one.weight)
		.slice(0, count)
		.map(({ item }) => item);
}

/** Everything, by life stage or by department, without empty groups. */
export function groupsOf(plan: HallPlan, catalogue: FaceCatalogue, audience: Audience, by: 'life-stage' | 'department'): Group[] {
	const { themes, items } = offered(plan, catalogue, audience);
	if (by === 'department') {
		return catalogue.departments
			.map(({ code, name }) => ({ code, name, themes: [], items: items.filter((item) => item.dept === code) }))
			.filter((group) => group.items.length > 0);
	}
	return catalogue.lifeStages
		.filter((stage) => stage.who === audience)
		.map(({ code, name }) => ({
			code,
			name,
			themes: themes.filter((theme) => theme.lifeStage === code),
			items: items.filter((item) => item.lifeStage === code),
		}))
		.filter((group) => group.themes.length + group.items.length > 0);
}

export interface ElderOffer {
	queue: QueuePlan;
	/** The most asked-for items there, as examples. */
	examples: FaceItem[];
}

/**
 * Queues for 长辈版, two to a page: first those with a subject of their own (社保医保, 公安), the most asked-for first, then the
 * comprehensive ones. Express queues are left out: they are a way of working, not something one comes for.
 */
export function elderOffers(plan: HallPlan, catalogue: FaceCatalogue): ElderOffer[] {
	const { items } = offered(plan, catalogue, 'personal');
	const frequent = items.filter((item) => item.frequent);
	const kinds = (queue: QueuePlan) => plan.windows.filter((window) => window.homeDuty.includes(queue.id)).map((window) => window.kind);
	return plan.queues
		.filter((queue) => queue.special === undefined && !kinds(queue).includes('express'))
		.map((queue) => {
			const here = frequent.filter((item) => queue.items.includes(item.code));
			const own = kinds(queue).every((kind) => kind === 'specialised');
			const examples = [...here].sort((a, b) => a.name.zh.length - b.name.zh.length).slice(0, 2);
			return { queue, own, count: here.length, examples };
		})
		.filter((offer) => offer.count > 0)
		.sort((a, b) => Number(b.own) - Number(a.own) || b.count - a.count)
		.map(({ queue, examples }) => ({ queue, examples }));
}
