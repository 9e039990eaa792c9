/** Which queue a visit belongs to: the hall's routing rules in order, the first that finds a queue decides. */
import type { FaceCatalogue } from './contracts/catalogue.ts';
import type { HallPlan, QueuePlan, RoutingRule } from './contracts/hall-plan.ts';
import type { QueueId } from './contracts/identity.ts';
import type { Refusal } from './contracts/refusals.ts';
import type { HallDay } from './contracts/state.ts';
import { someWindowCanServe } from './eligibility.ts';
import { expectedMinutes } from './estimate.ts';

export interface VisitChoice {
	items: readonly string[];
	theme?: string;
	special?: 'pickup' | 'assist' | 'escalation';
	audience: 'personal' | 'enterprise';
}

/** `alternatives`: other queues that can do the same, shortest wait first. `suggestion`: one whose wait is clearly shorter. */
export type Route =
	| { ok: true; queue: QueueId; rule: string; alternatives: QueueId[]; suggestion: QueueId | null }
	| { ok: false; refusal: Refusal };

/** What is known of the hall at the moment; without it the order of the plan decides between equals. */
export interface RouteMoment {
	state: HallDay;
	now: number;
}

/** For a plan that does not say when another queue is suggested. The citizen decides. */
const clearlyShorter = 0.6;

/**
 * Routes one choice. Where several queues fit a rule equally, the shortest expected wait wins; specialised queues go before
 * others for themes. Several items without a theme go to a queue that does them all. Refuses with `queue-has-no-window`,
 * `item-not-in-queue` (no single queue does all of them), `unknown-item` or `unknown-queue`.
 */
export function routeVisit(plan: HallPlan, catalogue: FaceCatalogue, choice: VisitChoice, moment?: RouteMoment): Route {
	const wait = (queue: QueuePlan) => (moment ? (expectedMinutes(moment.state, plan, queue.id, moment.now) ?? Number.MAX_VALUE) : 0);
	const byWait = (one: QueuePlan, other: QueuePlan) => wait(one) - wait(other);
	const able = queuesAble(plan, choice);
	const below = moment ? (plan.suggestShorterBelow === undefined ? clearlyShorter : plan.suggestShorterBelow) : null;
	for (const rule of plan.routing) {
		const queue = queueByRule(plan, catalogue, choice, rule, byWait);
		if (queue && someWindowCanServe(plan, queue.id)) return routed(queue, rule.id, able, byWait, wait, below);
	}
	const fallback = [...able].sort(byWait).find((queue) => someWindowCanServe(plan, queue.id));
	if (fallback) return routed(fallback, 'every-item', able, byWait, wait, below);
	return { ok: false, refusal: whyNone(plan, choice, able) };
}

function routed(
	queue: QueuePlan,
	rule: string,
	able: readonly QueuePlan[],
	byWait: (one: QueuePlan, other: QueuePlan) => number,
	wait: (queue: QueuePlan) => number,
	/** `null` = nothing is suggested. */
	suggestBelow: number | null,
): Route {
	const others = able.filter((other) => other.id !== queue.id).sort(byWait);
	const [shortest] = others;
	const suggestion = suggestBelow !== null && shortest && wait(shortest) < suggestBelow * wait(queue) ? shortest.id : null;
	return { ok: true, queue: queue.id, rule, alternatives: others.map((other) => other.id), suggestion };
}

type ByWait = (one: QueuePlan, other: QueuePlan) => number;

function queueByRule(
	plan: HallPlan,
	catalogue: FaceCatalogue,
	choice: VisitChoice,
	rule: RoutingRule,
	byWait: ByWait,
): QueuePlan | undefined {
	if (!ruleApplies(catalogue, choice, rule.when)) return undefined;
	const [item] = choice.items;
	const listing = (id: QueueId | undefined) =>
		plan.queues.find((queue) => queue.id === id && choice.items.every((code) => queue.items.includes(code)));
	switch (rule.to) {
		case 'special':
			return plan.queues.find((queue) => queue.special === choice.special);
		case 'first-queue-listing-theme': {
			const queues = plan.queues.filter((queue) => queue.themes.includes(choice.theme ?? ''));
			return queues.sort((one, other) => Number(isSpecialised(plan, other)) - Number(isSpecialised(plan, one)) || byWait(one, other))[0];
		}
		case 'first-queue-listing-item':
			return plan.queues.filter((queue) => queue.special === undefined && queue.items.includes(item ?? '')).sort(byWait)[0];
		case 'fixed':
			return listing(rule.queue);
		case 'by-audience':
			return listing(choice.audience === 'personal' ? rule.personal : rule.enterprise);
	}
}

function ruleApplies(catalogue: FaceCatalogue, choice: VisitChoice, when: RoutingRule['when']): boolean {
	if (when === 'citizen-chooses-special') return choice.special !== undefined;
	if (choice.special !== undefined) return false;
	if (when === 'theme') return choice.theme !== undefined;
	if (choice.theme !== undefined || choice.items.length !== 1) return false;
	const item = catalogue.items.find((other) => other.code === choice.items[0]);
	if (when === 'single-item-fast') return item?.fast === true;
	if (when === 'single-item-comprehensive') return item?.comprehensive === true;
	return true;
}

/** A queue served, at the start of the day, by specialised windows alone. */
function isSpecialised(plan: HallPlan, queue: QueuePlan): boolean {
	const windows = plan.windows.filter((window) => window.homeDuty.includes(queue.id));
	return windows.length > 0 && windows.every((window) => window.kind === 'specialised');
}

function queuesAble(plan: HallPlan, choice: VisitChoice): QueuePlan[] {
	if (choice.special !== undefined) return plan.queues.filter((queue) => queue.special === choice.special);
	const { theme, items } = choice;
	if (theme !== undefined) {
		const listing = plan.queues.filter((queue) => queue.themes.includes(theme));
		if (listing.length > 0 || items.length === 0) return listing;
	}
	if (items.length === 0) return [];
	return plan.queues.filter((queue) => items.every((item) => queue.items.includes(item)));
}

function whyNone(plan: HallPlan, choice: VisitChoice, able: readonly QueuePlan[]): Refusal {
	const [queue] = able;
	if (queue) return { code: 'queue-has-no-window', params: { queue: queue.id } };
	const unknown = choice.items.find((item) => !plan.queues.some((other) => other.items.includes(item)));
	if (unknown !== undefined) return { code: 'unknown-item', params: { item: unknown } };
	const [item] = choice.items;
	if (item !== undefined) return { code: 'item-not-in-queue', params: { item, queue: '' } };
	return { code: 'unknown-queue', params: { queue: choice.special ?? choice.theme ?? '' } };
}
