/** Waits over the time of the day, as the chart and its table show them: what was, and what may come. Pure; minutes and instants. */
import type { QueueId } from '../../../domain/contracts/identity.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { PlanInFutures, WhatIf } from '../../../domain/tide/what-if.ts';

/** People called in the steps so far: half of them waited no longer. */
export interface PastWait {
	at: number;
	minutes: number;
	people: number;
}

const minuteMs = 60_000;

export function waitsSoFar(state: HallDay, queue: QueueId, from: number, now: number, stepMs: number): PastWait[] {
	const steps = new Map<number, number[]>();
	for (const ticket of Object.values(state.tickets)) {
		const called = ticket.firstCalledAt;
		if (ticket.queue !== queue || called === null || called < from || called > now) continue;
		// Counted back from now, so that the newest step is a whole one.
		const step = Math.floor((now - called) / stepMs);
		const since = ticket.queuedAt <= called ? ticket.queuedAt : ticket.issuedAt;
		steps.set(step, [...(steps.get(step) ?? []), (called - since) / minuteMs]);
	}
	return [...steps]
		.map(([step, waits]) => ({ at: now - (step + 0.5) * stepMs, minutes: middle(waits), people: waits.length }))
		.sort((one, other) => one.at - other.at);
}

export interface ComingWait {
	at: number;
	/** One in ten below, half, one in ten above. */
	without: [number, number, number] | null;
	proposal: number | null;
	own: number | null;
}

/** `nowMs`: the instant of `answer.fromS`. Plans: nothing, the proposal or `null`, one's own or `null`. */
export function waitsToCome(answer: WhatIf, queue: number, nowMs: number, proposal: number | null, own: number | null): ComingWait[] {
	const plan = (index: number | null): PlanInFutures | undefined => (index === null ? undefined : answer.plans[index]);
	const [nothing] = answer.plans;
	return (nothing?.queues[queue]?.bands ?? []).map((band, step) => {
		const middleOf = (of: PlanInFutures | undefined) => {
			const at = of?.queues[queue]?.bands[step];
			return at ? at.middle / 60 : null;
		};
		return {
			at: nowMs + (step + 0.5) * answer.stepS * 1000,
			without: band ? [band.low / 60, band.middle / 60, band.high / 60] : null,
			proposal: middleOf(plan(proposal)),
			own: middleOf(plan(own)),
		};
	});
}

function middle(numbers: number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
