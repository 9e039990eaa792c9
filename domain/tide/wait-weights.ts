/** What a wait counts when a window chooses among its queues, reckoned ahead for every queue because futures ask it by the million. */
import { type CallRule, type TideHall, urgencyPerSecond } from './tide-hall.ts';

export class WaitWeights {
	private readonly perSecond: Float64Array;
	private readonly target: Float64Array;
	private readonly beyond: number;
	/** By people in line; `null` = how many wait does not count. */
	private readonly byCount: Float64Array | null;

	/** `room`: people in line at most. */
	constructor(rule: CallRule, hall: TideHall, room: number) {
		this.perSecond = Float64Array.from(hall.queues, (queue) => urgencyPerSecond(rule, queue.targetWaitS, queue.meanServiceS));
		this.target = Float64Array.from(hall.queues, (queue) => queue.targetWaitS);
		this.beyond = rule.latePower - 1;
		const { crowdPower } = rule;
		this.byCount = crowdPower === 0 ? null : Float64Array.from({ length: room + 1 }, (_, inLine) => inLine ** crowdPower);
	}

	/** Of the first in line, who waited so many seconds. */
	wait(queue: number, seconds: number): number {
		const value = seconds * this.perSecond[queue]!;
		const target = this.target[queue]!;
		return this.beyond === 0 || seconds <= target ? value : value * (seconds / target) ** this.beyond;
	}

	/** Of the line behind. */
	crowd(inLine: number): number {
		return this.byCount === null ? 1 : this.byCount[inLine]!;
	}
}
