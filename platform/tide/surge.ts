/** Notices that far more people come to a queue than was forecast. */
import type { HallEvent } from '../../domain/contracts/events.ts';

const lookMs = 15 * 60_000;
/** Fewer are no surge, whatever the forecast said. */
const fewest = 8;

export class SurgeWatch {
	#came: { queue: string; at: number }[] = [];

	heard(event: HallEvent): void {
		if (event.name === 'ticket-issued') this.#came.push({ queue: event.body.visit.queue, at: event.body.queuedAt });
	}

	/** Queues to which twice as many came in the last quarter of an hour as `expected` (people per quarter of an hour) says, and three more. */
	surging(now: number, expected: (queue: string) => number): Set<string> {
		this.#came = this.#came.filter(({ at }) => at > now - lookMs);
		const counts = new Map<string, number>();
		for (const { queue } of this.#came) counts.set(queue, (counts.get(queue) ?? 0) + 1);
		return new Set([...counts].filter(([queue, came]) => came >= fewest && came > 2 * expected(queue) + 3).map(([queue]) => queue));
	}
}
