/** Words about a queue: how long, how many, where. One place, so that every screen says it the same way. */
import type { HallPlan, QueuePlan } from '../../domain/contracts/hall-plan.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import { rangeText } from '../design/wait-range.tsx';
import type { Say } from '../words/words.tsx';
import type { Waits } from './waits.ts';

export interface WaitSaid {
	/** `null` = unknown: `text` says so. */
	range: string | null;
	text: string;
	people: number | null;
}

/** What may be said about the wait in a queue; `wait`: of a visit of one's own, else of whoever comes next. */
export function waitSaid(t: Say, waits: Waits, queue: string, wait = waits.of(queue)): WaitSaid {
	if (wait === null) return { range: null, text: t('wait.unknown'), people: null };
	if (wait.minutes === null) return { range: null, text: t(waits.byHand(queue) ? 'wait.byHand' : 'wait.noWindow'), people: wait.people };
	if (wait.minutes[1] === 0) return { range: null, text: t('wait.none'), people: wait.people };
	return { range: rangeText(wait.minutes), text: t('wait.about', { range: rangeText(wait.minutes) }), people: wait.people };
}

/** One line about the wait, for the second line of a key. */
export function WaitLine({ said, t }: { said: WaitSaid; t: Say }) {
	if (said.range === null) return <span>{said.text}</span>;
	return (
		<span>
			{t('wait.aboutBefore')} <strong>{said.range}</strong> {t('wait.minutes')}
		</span>
	);
}

export function queueOf(plan: HallPlan, id: string): QueuePlan | undefined {
	return plan.queues.find((queue) => queue.id === id);
}

/** Where to wait: floor and zone of the queue's first zone. */
export function placeOf(t: Say, say: (words: Words) => string, plan: HallPlan, queueId: string): { floor: string; zone: string } | null {
	const zone = plan.zones.find((one) => one.id === queueOf(plan, queueId)?.zones[0]);
	if (zone === undefined) return null;
	return { floor: t(`floor.${zone.floor}`, { defaultValue: t('floor.other', { floor: zone.floor }) }), zone: say(zone.name) };
}
