/** Names and figures of the tide as its screens say them. */
import { useMemo } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { QueueId, WindowId } from '../../../domain/contracts/identity.ts';
import { type Say, useDates, useSay, useWords } from '../../words/words.tsx';

export interface TideWords {
	words: Say;
	queue(id: QueueId): string;
	window(id: WindowId): string;
	/** Numbers of several windows, in their order. */
	windows(ids: readonly WindowId[]): string;
	/** 一、二和三. */
	list(items: readonly string[]): string;
	/** Time of the day of an instant. */
	time(at: number): string;
	/** What a window is asked to do, as a sentence. */
	move(move: { window: WindowId; from: readonly QueueId[]; to: readonly QueueId[] }): string;
	/** Several windows that are asked the same are asked in one sentence. */
	moves(moves: readonly { window: WindowId; from: readonly QueueId[]; to: readonly QueueId[] }[]): string[];
	/** A sign: the letters of its queues. */
	sign(duty: readonly QueueId[]): string;
}

type Asked = { window: WindowId; from: readonly QueueId[]; to: readonly QueueId[] };

function changeOf({ from, to }: Asked) {
	return { adds: to.filter((each) => !from.includes(each)), drops: from.filter((each) => !to.includes(each)) };
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
		const windows = (ids: readonly WindowId[]) => list([...new Set(ids.map(window))].sort());
		const sentence = (moves: readonly Asked[]) => {
			const [first] = moves;
			const { adds, drops } = changeOf(first!);
			const kind = adds.length > 0 ? (drops.length > 0 ? 'instead' : 'also') : drops.length > 0 ? 'without' : 'order';
			return words(`move.${kind}`, {
				number: windows(moves.map((each) => each.window)),
				count: moves.length,
				adds: list(adds.map(queue)),
				drops: list(drops.map(queue)),
				first: queue(first!.to[0] ?? ''),
			});
		};
		return {
			words,
			queue,
			window,
			windows,
			list,
			time: (at) => dates.time(at),
			move: (move) => sentence([move]),
			moves(moves) {
				const groups = new Map<string, Asked[]>();
				for (const move of [...moves].sort((one, other) => (one.window < other.window ? -1 : 1))) {
					const { adds, drops } = changeOf(move);
					const key = adds.length + drops.length > 0 ? `${adds.join()}/${drops.join()}` : move.window;
					groups.set(key, [...(groups.get(key) ?? []), move]);
				}
				return [...groups.values()].map(sentence);
			},
			sign: (duty) => duty.join('/'),
		};
	}, [words, say, dates, plan]);
}

/** Whole minutes; below one, and above none, it is one. */
export function minutesOf(seconds: number): number {
	return seconds > 0 && seconds < 60 ? 1 : Math.round(seconds / 60);
}
