/** Who comes to the demo hall: invented visits drawn from the hall's own queues and themes. */
import type { FaceTheme } from '../../domain/contracts/catalogue.ts';
import type { Visit } from '../../domain/contracts/commands.ts';
import type { HallPlan, QueuePlan } from '../../domain/contracts/hall-plan.ts';
import type { Random } from './random.ts';

/** People waiting at 10:24 in the story of the design pictures, by queue. */
export const waitingInTheStory: Record<string, number> = { A: 15, K: 3, B: 2, F: 2, S: 2, R: 6, G: 3, H: 6, M: 1, J: 1 };

/** `themes`: of the hall's catalogue. Who comes for a whole theme comes for the items of it that everybody needs. */
export function someVisit(plan: HallPlan, queue: QueuePlan, random: Random, themes: readonly FaceTheme[]): Visit {
	const groups = plan.priorityGroups;
	const priority = random.next() < 0.08 && groups.length > 0 ? groups[random.below(groups.length)]!.code : undefined;
	const theme = queue.themes.length > 0 && random.next() < 0.2 ? queue.themes[random.below(queue.themes.length)] : undefined;
	const all = themes.find(({ code }) => code === theme)?.items.flatMap(({ ref, default: needed }) => (needed ? [ref] : []));
	const one = queue.items.length > 0 ? [queue.items[random.below(queue.items.length)]!] : [];
	return {
		queue: queue.id,
		items: all ?? one,
		theme: all && theme,
		channel: random.next() < 0.7 ? 'card' : 'no-card',
		priorityGroup: priority,
	};
}
