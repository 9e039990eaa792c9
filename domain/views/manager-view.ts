/** The whole hall for whoever runs it: figures, every window, every queue beside its target, what needs a person. */
import type { WaitEstimate } from '../contracts/decision.ts';
import type { HallPlan, QueuePlan, WindowPlan } from '../contracts/hall-plan.ts';
import type { QueueId, StationId, TicketNumber, WindowId, Words } from '../contracts/identity.ts';
import type { MachineTrouble } from '../contracts/machine-trouble.ts';
import type { Conflict, HallDay, StationState, Ticket } from '../contracts/state.ts';
import { mayCall, queuePlanOf } from '../eligibility.ts';
import { estimateWait, expectedMinutes } from '../estimate.ts';
import { isManual } from '../manual/manual-mode.ts';

export interface HallFigures {
	waiting: number;
	/** Windows with a ticket called or in service. */
	serving: number;
	/** Open windows with nobody in hand. */
	idle: number;
	paused: number;
	/** Of everyone called today, minutes from arrival to the first call; `null` = nobody was called yet. */
	meanWaitMinutes: number | null;
	p95WaitMinutes: number | null;
	/** Tickets given out, without those voided because another paper stands for them. */
	issued: number;
	done: number;
	noShow: number;
	/** Tickets of each group that goes first, by its code; of today, and not voided. */
	priority: Record<string, number>;
}

export interface WindowTile {
	id: WindowId;
	number: string;
	zone: string;
	duty: QueueId[];
	capabilities: QueueId[];
	stage: 'closed' | 'open' | 'paused';
	clerk: string | null;
	ticket: TicketNumber | null;
	ticketStage: 'called' | 'serving' | null;
	/** In the present state for so long; `null` for a closed window. */
	minutes: number | null;
	/** What a service of this ticket's queue usually takes. */
	usualMinutes: number | null;
	/** When a paused window comes back. */
	until: number | null;
	/** People in the queues of its duty. */
	waiting: number;
}

export interface QueueFacts {
	id: QueueId;
	name: Words;
	wait: WaitEstimate;
	/** One figure for charts; `null` = nobody serves it. */
	expectedMinutes: number | null;
	target: number | null;
	/** People call it by hand. */
	manual: boolean;
	/** Waiting tickets that no window now open may call (I-13). */
	unreachable: number;
}

export interface DeviceFacts {
	station: StationId;
	device: string;
	deviceKind: string;
	state: StationState['devices'][string]['state'];
	code: string;
	since: number;
}

export interface ManagerView {
	figures: HallFigures;
	windows: WindowTile[];
	queues: QueueFacts[];
	/** Not settled yet, oldest first. */
	conflicts: Conflict[];
	/** Every device known, those not ready first. */
	devices: DeviceFacts[];
	/** Tickets put aside at some window, longest first. */
	held: { ticket: TicketNumber; window: WindowId; since: number }[];
	/** Tickets still wanted whose paper surely or perhaps never came out, in log order. */
	papers: TicketNumber[];
	/** What is wrong with the PCs themselves, by station. */
	machines: { station: StationId; code: MachineTrouble['code']; seconds: number; since: number }[];
	/** Calls for help nobody answered, longest first. */
	help: { station: StationId; since: number }[];
}

export function managerView(state: HallDay, plan: HallPlan, now: number): ManagerView {
	const windows = plan.windows.map((window) => tileOf(state, plan, window, now));
	return {
		figures: figuresOf(state, windows),
		windows,
		queues: plan.queues.map((queue) => queueFacts(state, plan, queue, now)),
		conflicts: state.conflicts.filter((conflict) => conflict.settled === null),
		devices: devicesOf(state),
		held: state.inHand.flatMap((ticket) => {
			const life = state.tickets[ticket]?.life;
			return life?.stage === 'held' ? [{ ticket, window: life.window, since: life.at }] : [];
		}),
		papers: missingPapers(state),
		machines: Object.values(state.stations).flatMap(({ id, troubles = [] }) =>
			troubles.map(({ code, seconds = 0, since }) => ({ station: id, code, seconds, since })),
		),
		help: Object.values(state.stations)
			.flatMap((station) => (station.helpSince === null ? [] : { station: station.id, since: station.helpSince }))
			.sort((one, other) => one.since - other.since),
	};
}

/** People with such a ticket may not know their number: somebody should look after them. */
function missingPapers(state: HallDay): TicketNumber[] {
	return Object.values(state.tickets)
		.filter(
			({ life, paper }) => (life.stage === 'waiting' || life.stage === 'called') && paper.last !== null && paper.last.outcome !== 'printed',
		)
		.sort((one, other) => one.position - other.position)
		.map((ticket) => ticket.number);
}

function figuresOf(state: HallDay, windows: readonly WindowTile[]): HallFigures {
	const waits: number[] = [];
	const counts = { waiting: 0, issued: 0, done: 0, noShow: 0 };
	const priority: Record<string, number> = {};
	for (const ticket of Object.values(state.tickets)) {
		if (ticket.life.stage === 'voided') continue;
		const group = ticket.visit.priorityGroup;
		if (group !== undefined) priority[group] = (priority[group] ?? 0) + 1;
		counts.issued++;
		if (ticket.life.stage === 'waiting') counts.waiting++;
		if (ticket.life.stage === 'done') counts.done++;
		if (ticket.life.stage === 'no-show') counts.noShow++;
		const waited = waitedMinutes(ticket);
		if (waited !== null) waits.push(waited);
	}
	waits.sort((one, other) => one - other);
	return {
		...counts,
		priority,
		serving: windows.filter((window) => window.ticket !== null).length,
		idle: windows.filter((window) => window.stage === 'open' && window.ticket === null).length,
		paused: windows.filter((window) => window.stage === 'paused').length,
		meanWaitMinutes: waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
		p95WaitMinutes: waits.length === 0 ? null : (waits[Math.ceil(waits.length * 0.95) - 1] ?? null),
	};
}

/** From arrival to the first call, or to the start where there was no call; `null` while it still waits. */
function waitedMinutes(ticket: Ticket): number | null {
	const { life } = ticket;
	const until = ticket.firstCalledAt ?? (life.stage === 'serving' || life.stage === 'done' ? life.since : null);
	return until === null ? null : Math.max(0, (until - ticket.queuedAt) / 60_000);
}

function tileOf(state: HallDay, plan: HallPlan, window: WindowPlan, now: number): WindowTile {
	const current = state.windows[window.id];
	const duty = current?.duty ?? [];
	const base = {
		id: window.id,
		number: window.number,
		zone: window.zone,
		duty,
		capabilities: window.capabilities,
		waiting: duty.reduce((sum, queue) => sum + (state.waiting[queue]?.length ?? 0), 0),
	};
	if (!current || current.stage === 'closed')
		return { ...base, stage: 'closed', clerk: null, ticket: null, ticketStage: null, minutes: null, usualMinutes: null, until: null };
	const ticket = current.ticket === null ? undefined : state.tickets[current.ticket];
	const life = ticket?.life;
	const since = life?.stage === 'called' ? life.at : life?.stage === 'serving' ? life.since : current.since;
	return {
		...base,
		stage: current.stage,
		clerk: current.clerk,
		ticket: current.ticket,
		ticketStage: current.ticket === null ? null : life?.stage === 'called' ? 'called' : 'serving',
		minutes: Math.max(0, (now - since) / 60_000),
		usualMinutes: ticket ? (queuePlanOf(plan, ticket.queue)?.meanMinutes ?? null) : null,
		until: current.stage === 'paused' ? current.until : null,
	};
}

function queueFacts(state: HallDay, plan: HallPlan, queue: QueuePlan, now: number): QueueFacts {
	const open = plan.windows.filter((window) => {
		const current = state.windows[window.id];
		return current !== undefined && current.stage !== 'closed' && current.duty.includes(queue.id);
	});
	const unreachable = (state.waiting[queue.id] ?? []).filter((number) => {
		const ticket = state.tickets[number];
		return ticket !== undefined && !open.some((window) => mayCall(state, plan, window, ticket));
	}).length;
	return {
		id: queue.id,
		name: queue.name,
		wait: estimateWait(state, plan, queue.id, now),
		expectedMinutes: expectedMinutes(state, plan, queue.id, now),
		target: queue.maxWaitMinutes,
		manual: isManual(state, queue.id),
		unreachable,
	};
}

function devicesOf(state: HallDay): DeviceFacts[] {
	const devices = Object.values(state.stations).flatMap((station) =>
		Object.entries(station.devices).map(([device, facts]) => ({ station: station.id, device, ...facts })),
	);
	const ready = (facts: DeviceFacts) => Number(facts.state === 'ready');
	return devices.sort((one, other) => ready(one) - ready(other) || other.since - one.since);
}
