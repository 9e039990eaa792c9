import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ElderTile } from '../elder-tile.tsx';

interface ElderPartProps<T> {
	all: readonly T[];
	/** The first of them that is shown. */
	from: number;
	/** The key that leads to the rest. */
	rest: { icon: LucideIcon; title: string; how: string; go(from: number): void };
	/** Gives a key of its own to each. */
	children(one: T): ReactNode;
}

/** 长辈版 shows never more than three keys: all of three, or two and one that leads to the rest. */
export function ElderPart<T>({ all, from, rest: { go, ...rest }, children }: ElderPartProps<T>) {
	const left = all.slice(from);
	const shown = left.length <= 3 ? left : left.slice(0, 2);
	return (
		<>
			{shown.map(children)}
			{shown.length < left.length && <ElderTile {...rest} press={() => go(from + shown.length)} />}
		</>
	);
}
