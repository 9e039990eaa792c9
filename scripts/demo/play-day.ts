/** People at a demo hall for a while, decided by the real deciders on a virtual clock; pure but for its arguments. */
import type { FaceTheme } from '../../domain/contracts/catalogue.ts';
import type { Command, CommandBody, CommandName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan, QueuePlan } from '../../domain/contracts/hall-plan.ts';
import { decide } from '../../domain/decide.ts';
import { evolveInto } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import type { Batch } from '../../platform/storage/contract.ts';
import type { Random } from './random.ts';
import { someVisit } from './visitors.ts';

const minute = 60_000;
const step = 5_000;

/** Everything that one command changed, in the shape the store takes. */
export interface DayBook {
	plan: HallPlan;
	day: string;
	events: HallEvent[];
	outcomes: Batch['outcomes'];
}

export interface PlayedDay {
	plan: HallPlan;
	themes: readonly FaceTheme[];
	clerks: readonly { id: string; usualWindow?: string }[];
	day: string;
	from: number;
	until: number;
	random: Random;
	/** Windows that are closed again at the end, for the people who play the demo. */
	freeWindows: readonly string[];
	/** How many come, beside what the windows of a queue can serve. `progress`: 0 at `from`, 1 at `until`. */
	comes(queue: QueuePlan, waiting: number, progress: number, at: number): number;
	/** The day is closed at the end. */
	close?: boolean;
}

export function playDay(play: PlayedDay): DayBook {
	const { plan, clerks, day, from, until, random } = play;
	const state = startOfDay(plan, day);
	const book: DayBook = { plan, day, events: [], outcomes: [] };
	const numbers = new Map<string, number>();
	// An epoch for each day: commands of a station are numbered from 1 in each.
	const epoch = `00000000${day.replaceAll('-', '')}`;
	const free = new Set(play.freeWindows);

	const say = <N extends CommandName>(station: string, staff: string | null, at: number, name: N, body: CommandBody<N>): boolean => {
		const n = (numbers.get(station) ?? 0) + 1;
		const command = { name, body, station, epoch, n, occurredAt: at, staff } as Command;
		const decision = decide(state, command, { plan, now: at, clockOffset: 0 });
		if (!decision.ok) return false;
		numbers.set(station, n);
		const first = state.position + 1;
		for (const event of decision.events) {
			const stamped = {
				...event,
				hall: plan.code,
				day,
				position: state.position + 1,
				recordedAt: at,
				occurredAt: at,
				station,
				epoch,
				n,
				staff,
				configVersion: plan.configVersion,
			} as HallEvent;
			evolveInto(state, stamped);
			book.events.push(stamped);
		}
		book.outcomes.push({ station, epoch, outcome: { n, result: 'accepted', day, from: first, to: state.position } });
		return true;
	};

	const terminals = plan.stations.filter((station) => station.role === 'terminal').map((station) => station.id);
	const manager = plan.stations.find((station) => station.role === 'manager')?.id;
	if (!manager || terminals.length === 0) return book;
	say(manager, '0001', from, 'open-day', {});

	const desks = plan.stations
		.filter((station) => station.role === 'window' && station.window)
		.map((station, index) => ({
			station: station.id,
			window: station.window!,
			staff: (clerks.find((clerk) => clerk.usualWindow === station.window) ?? clerks[index % Math.max(1, clerks.length)])?.id ?? null,
			busyUntil: 0,
			ticket: null as string | null,
			phase: 'idle' as 'idle' | 'walking' | 'serving',
		}));
	for (const desk of desks) say(desk.station, desk.staff, from + 1, 'open-window', { window: desk.window });

	for (let at = from + step; at <= until; at += step) {
		const progress = (at - from) / Math.max(step, until - from);
		for (const queue of plan.queues) {
			const servers = plan.windows.filter((window) => window.homeDuty.includes(queue.id)).length;
			const waiting = state.waiting[queue.id]?.length ?? 0;
			const perStep = (servers / (queue.meanMinutes * minute)) * step;
			if (random.next() < perStep * play.comes(queue, waiting, progress, at)) {
				say(terminals[random.below(terminals.length)]!, null, at, 'issue-ticket', { visit: someVisit(plan, queue, random, play.themes) });
			}
		}
		for (const desk of desks) {
			if (desk.busyUntil > at) continue;
			const leaving = free.has(desk.window) && until - at < 4 * minute;
			if (desk.phase === 'walking' && desk.ticket) {
				if (random.next() < 0.02) {
					say(desk.station, desk.staff, at, 'no-show', { window: desk.window });
					desk.phase = 'idle';
				} else {
					say(desk.station, desk.staff, at, 'start-service', { window: desk.window, ticket: desk.ticket });
					const queue = plan.queues.find((each) => each.id === state.tickets[desk.ticket!]?.queue);
					const minutes = random.minutesAround(queue?.meanMinutes ?? 10);
					desk.busyUntil = free.has(desk.window) ? Math.min(at + minutes * minute, until - 2 * minute) : at + minutes * minute;
					desk.phase = 'serving';
				}
			} else if (desk.phase === 'serving' && desk.ticket) {
				say(desk.station, desk.staff, at, 'finish-service', { window: desk.window, ticket: desk.ticket });
				desk.phase = 'idle';
				desk.ticket = null;
				desk.busyUntil = at + 10_000;
			} else if (leaving) {
				if (say(desk.station, desk.staff, at, 'close-window', { window: desk.window })) desk.busyUntil = Number.POSITIVE_INFINITY;
			} else if (say(desk.station, desk.staff, at, 'call-next', { window: desk.window })) {
				const open = state.windows[desk.window];
				desk.ticket = open && open.stage !== 'closed' ? open.ticket : null;
				desk.phase = 'walking';
				desk.busyUntil = at + 15_000 + random.below(20_000);
			}
		}
	}
	if (play.close) say(manager, '0001', until + 1, 'close-day', {});
	return book;
}
