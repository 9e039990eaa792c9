/** Who gains and who pays, as the card says it. Pure. */
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { QueueId, WindowId } from '../../../domain/contracts/identity.ts';
import type { PlanEffect } from '../../../domain/contracts/tide-plan.ts';

export interface Gain {
	queue: QueueId;
	beforeS: number;
	afterS: number;
	waiting: number;
	targetS: number;
	inTargetBefore: number;
	inTargetAfter: number;
}

/** Less is not felt, and is not said. */
const feltS = 30;

/** Queues that wait clearly shorter, the most waiting saved first. */
export function whoGains({ queues }: Pick<PlanEffect, 'queues'>): Gain[] {
	return queues
		.filter(({ meanWaitBeforeS, meanWaitAfterS }) => meanWaitBeforeS - meanWaitAfterS > feltS)
		.map(({ queue, meanWaitBeforeS, meanWaitAfterS, waitingNow, targetS, inTargetBefore, inTargetAfter }) => ({
			queue,
			beforeS: meanWaitBeforeS,
			afterS: meanWaitAfterS,
			waiting: waitingNow,
			targetS,
			inTargetBefore,
			inTargetAfter,
		}))
		.sort((one, other) => weight(other) - weight(one));
}

function weight({ beforeS, afterS, waiting }: Gain): number {
	return (beforeS - afterS) * (waiting + 1);
}

/** Windows on another floor than where people of the queue sit: they have to walk. */
export function whoWalks(plan: HallPlan, moves: readonly { window: WindowId; from: readonly QueueId[]; to: readonly QueueId[] }[]) {
	const floorOf = (zone: string) => plan.zones.find((each) => each.id === zone)?.floor ?? null;
	const walks: { windows: WindowId[]; queue: QueueId; floor: number }[] = [];
	for (const { window, from, to } of moves) {
		const place = plan.windows.find((each) => each.id === window);
		const floor = place ? floorOf(place.zone) : null;
		if (floor === null) continue;
		for (const queue of to.filter((each) => !from.includes(each))) {
			const floors = homeFloors(plan, queue, floorOf);
			if (floors.length === 0 || floors.includes(floor)) continue;
			const known = walks.find((walk) => walk.queue === queue && walk.floor === floor);
			if (known) known.windows.push(window);
			else walks.push({ windows: [window], queue, floor });
		}
	}
	return walks;
}

function homeFloors(plan: HallPlan, queue: QueueId, floorOf: (zone: string) => number | null): number[] {
	const zones = plan.windows.filter((window) => window.homeDuty.includes(queue)).map((window) => window.zone);
	return [...new Set(zones.map(floorOf).filter((floor) => floor !== null))];
}

/** Moves in the order of their windows, as people look for them. */
export function inOrder<M extends { window: WindowId }>(moves: readonly M[]): M[] {
	return [...moves].sort((one, other) => (one.window < other.window ? -1 : 1));
}
