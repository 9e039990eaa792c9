/** What everybody in the hall may see. Numbers, windows and waits; nothing that tells who somebody is or why they go first (P1). */
import type { WaitEstimate } from '../contracts/decision.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { QueueId, TicketNumber, WindowId, Words } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import { estimateWait } from '../estimate.ts';
import { isManual } from '../manual/manual-mode.ts';

export interface BoardCall {
	ticket: TicketNumber;
	window: WindowId;
	/** What people read: `02`. */
	windowNumber: string;
	floor: number | null;
	zone: Words | null;
	at: number;
	/** Log position of the call: a recall is another one. */
	position: number;
	/** 0 = first call, 1.. = recalls. */
	recall: number;
	/** Still expected at the window. */
	current: boolean;
}

export interface BoardView {
	day: string;
	stage: HallDay['stage'];
	/** The newest call; `null` = nobody was called yet. */
	now: BoardCall | null;
	/** The calls before it, newest first, each ticket once. */
	last: BoardCall[];
	/** Queues with somebody waiting, a window that serves them or people who call them by hand, in the order of the plan. */
	queues: { id: QueueId; name: Words; wait: WaitEstimate }[];
}

/** `zones`: show calls and queues of these zones alone; empty or absent = the whole hall. At most `lastCalls` earlier calls. */
export function boardView(
	state: HallDay,
	plan: HallPlan,
	now: number,
	options: { zones?: readonly string[]; lastCalls?: number } = {},
): BoardView {
	const zones = new Set(options.zones ?? []);
	const calls: BoardCall[] = [];
	const seen = new Set<TicketNumber>();
	for (const call of state.calls) {
		const window = plan.windows.find((other) => other.id === call.window);
		if (seen.has(call.ticket) || (zones.size > 0 && !zones.has(window?.zone ?? ''))) continue;
		seen.add(call.ticket);
		const zone = plan.zones.find((other) => other.id === window?.zone);
		const life = state.tickets[call.ticket]?.life;
		calls.push({
			ticket: call.ticket,
			window: call.window,
			windowNumber: window?.number ?? call.window,
			floor: zone?.floor ?? null,
			zone: zone?.name ?? null,
			at: call.at,
			position: call.position,
			recall: call.recall,
			current: life?.stage === 'called' && life.window === call.window,
		});
		if (calls.length > (options.lastCalls ?? 6)) break;
	}
	const [newest, ...earlier] = calls;
	return { day: state.day, stage: state.stage, now: newest ?? null, last: earlier, queues: queuesOf(state, plan, zones, now) };
}

function queuesOf(state: HallDay, plan: HallPlan, zones: ReadonlySet<string>, now: number): BoardView['queues'] {
	return plan.queues
		.filter((queue) => zones.size === 0 || queue.zones.some((zone) => zones.has(zone)))
		.map((queue) => ({ id: queue.id, name: queue.name, wait: estimateWait(state, plan, queue.id, now) }))
		.filter((queue) => queue.wait.people > 0 || queue.wait.minutes !== null || isManual(state, queue.id));
}
