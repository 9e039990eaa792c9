/** Which queues fit on the wall. Pure. */
import type { BoardView } from '../../domain/views/board-view.ts';

export type WaitRow = BoardView['queues'][number];

/** At most `limit` queues in the hall's order; when there are more, those where the fewest people wait give way. */
export function waitRows(queues: readonly WaitRow[], limit: number): WaitRow[] {
	if (queues.length <= limit) return [...queues];
	const kept = new Set([...queues].sort((one, other) => other.wait.people - one.wait.people).slice(0, limit));
	return queues.filter((row) => kept.has(row));
}
