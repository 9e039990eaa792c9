/** Names and figures of the tide as its screens say them. */
import { useMemo } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { QueueId, WindowId } from '../../../domain/contracts/identity.ts';
import { type Say, useDates, useSay, useWords } from '../../words/words.tsx';

export interface TideWords {
	words: Say;
	queue(id: QueueId): string;
	window(id: WindowId): string;
	/** 一、二和三. */
	list(items: readonly string[]): string;
	/** Time of the day of an instant. */
	time(at: number): string;
	/** What a window is asked to do, as a sentence. */
	move(move: { window: WindowId; from: readonly QueueId[]; to: readonly QueueId[] }): string;
	/** A sign: the letters of its queues. */
	sign(duty: readonly QueueId[]): string;
}

export function useTideWords(plan: HallPlan): TideWords {
	const words = useWords('tide-manager');
	const say = useSay();
	const dates = useDates();
	return useMemo(() => {
		const queue = (id: QueueId) => {
			const found = plan.queues.find((each) => each.id === id);
			return found ? say(found.name) : id;
		};
		const window = (id: WindowId) => plan.windows.find((each) => each.id === id)?.number ?? id;
		const list = (items: readonly string[]) =>
			items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(words('join.comma'))}${words('join.and')}${items.at(-1)}`;
		return {
			words,
			queue,
			window,
			list,
			time: (at) => dates.time(at),
			move({ window: id, from, to }) {
				const adds = to.filter((each) => !from.includes(each));
				const drops = from.filter((each) => !to.includes(each));
				const kind = adds.length > 0 ? (drops.length > 0 ? 'instead' : 'also') : drops.length > 0 ? 'without' : 'order';
				return words(`move.${kind}`, {
					number: window(id),
					adds: list(adds.map(queue)),
					drops: list(drops.map(queue)),
					first: queue(to[0] ?? ''),
				});
			},
			sign: (duty) => duty.join('/'),
		};
	}, [words, say, dates, plan]);
}

/** Whole minutes; below one, and above none, it is one. */
export function minutesOf(seconds: number): number {
	return seconds > 0 && seconds < 60 ? 1 : Math.round(seconds / 60);
}
