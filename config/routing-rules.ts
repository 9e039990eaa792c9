import type { RoutingRule } from '../domain/contracts/hall-plan.ts';
import type { HallFileRule } from './schemas/hall.ts';

/** What a line of the `routing` section means: a rule, advice that joins no queue by itself, or words about what is wrong. */
export type ReadRule =
	| { ok: true; rule: RoutingRule | null; queues: string[]; suggestBelow?: number }
	| { ok: false; field: 'when' | 'to'; what: string };

const conditions: Record<string, RoutingRule['when']> = {
	'citizen-chooses-special': 'citizen-chooses-special',
	theme: 'theme',
	'single-item && item.service.fast': 'single-item-fast',
	'single-item && item.service.comprehensive': 'single-item-comprehensive',
	'single-item': 'single-item',
};

/** Reads one rule as written in a hall file into the closed list of rules a decider knows. */
export function routingRuleFrom(line: HallFileRule): ReadRule {
	// Advice shown at the terminal; it never puts anyone into a queue without their choice.
	const share = /^alternative-wait < (0?\.\d+) \* chosen-wait$/.exec(line.when)?.[1];
	if (share !== undefined) {
		if (Number(share) === 0) return { ok: false, field: 'when', what: `when is “${line.when}”, which never holds. Give a share above 0.` };
		if (line.to === 'suggest-alternative') return { ok: true, rule: null, queues: [], suggestBelow: Number(share) };
		return { ok: false, field: 'to', what: 'an alternative-wait rule can only lead to “suggest-alternative”. Change `to`.' };
	}
	const when = conditions[line.when];
	if (!when) {
		const known = [...Object.keys(conditions), 'alternative-wait < 0.6 * chosen-wait'].map((each) => `“${each}”`).join(', ');
		return { ok: false, field: 'when', what: `when is “${line.when}”, which is not a known condition. Use one of ${known}.` };
	}
	const { id, to } = line;
	if (typeof to !== 'string') return { ok: true, rule: { id, when, to: 'by-audience', ...to }, queues: [to.personal, to.enterprise] };
	if (to === 'queue.special') return { ok: true, rule: { id, when, to: 'special' }, queues: [] };
	if (to === 'first-queue-listing-theme' || to === 'first-queue-listing-item') return { ok: true, rule: { id, when, to }, queues: [] };
	if (/^[A-Z]{1,2}$/.test(to)) return { ok: true, rule: { id, when, to: 'fixed', queue: to }, queues: [to] };
	return {
		ok: false,
		field: 'to',
		what: `to is “${to}”, which is not a known target. Use a queue letter, “queue.special”, “first-queue-listing-theme” or “first-queue-listing-item”.`,
	};
}
