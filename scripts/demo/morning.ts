/**
 * A morning in the demo hall: 84 minutes of visitors, decided by the real deciders on a virtual clock and written through the real store, so
 * that `npm start` opens a hall at work. Runs only into an empty day.
 */
import { mkdirSync } from 'node:fs';
import { loadHall } from '../../config/load-hall.ts';
import { businessDay } from '../../domain/business-day.ts';
import type { Command, CommandBody, CommandName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { decide } from '../../domain/decide.ts';
import { evolveInto } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import type { Batch } from '../../platform/storage/contract.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { type Random, seededRandom } from './random.ts';
import { someVisit, waitingInTheStory } from './visitors.ts';

const minute = 60_000;
const step = 5_000;
const length = 84 * minute;

export interface MorningChoice {
	hallFile: string;
	dataDir: string;
	/** The morning ends here, ms. */
	now: number;
	/** Windows that stay free for the people who play the demo. */
	freeWindows?: string[];
	seed?: number;
	log: (line: string) => void;
}

/** Everything that one command of the morning changed, in the shape the store takes. */
export interface MorningBook {
	plan: HallPlan;
	day: string;
	events: HallEvent[];
	outcomes: Batch['outcomes'];
}

export async function seedMorning(choice: MorningChoice): Promise<void> {
	const loaded = loadHall(choice.hallFile);
	if (!loaded.ok) return; // The platform says what is wrong, with file and line.
	mkdirSync(choice.dataDir, { recursive: true });
	const store = openSqlite(choice.dataDir);
	try {
		const day = businessDay(choice.now, loaded.hall.plan.timezone);
		if ((await store.days()).some((entry) => entry.day === day && entry.head > 0)) return;
		const book = writeMorning(
			loaded.hall.plan,
			loaded.hall.staff.filter((person) => person.roles.includes('window')),
			choice,
		);
		if (book.events.length === 0) return;
		await store.keepDay(book.plan.code, book.day, book.plan);
		await store.commit({ hall: book.plan.code, day: book.day, events: book.events, outcomes: book.outcomes });
		choice.log(`A morning of ${book.events.filter((event) => event.name === 'ticket-issued').length} visitors is in the hall.`);
	} finally {
		await store.close();
	}
}

/** The morning as events and outcomes; pure but for its arguments. */
export function writeMorning(
	plan: HallPlan,
	clerks: { id: string; usualWindow?: string }[],
	choice: Pick<MorningChoice, 'now' | 'freeWindows' | 'seed'>,
): MorningBook {
	const random: Random = seededRandom(choice.seed ?? 20_261_123);
	const day = businessDay(choice.now, plan.timezone);
	let from = choice.now - length;
	while (businessDay(from, plan.timezone) !== day) from += minute;
	const state = startOfDay(plan, day);
	const book: MorningBook = { plan, day, events: [], outcomes: [] };
	const numbers = new Map<string, number>();
	const epoch = '00000000000da001';
	const free = new Set(choice.freeWindows ?? ['W02', 'W03']);

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

	for (let at = from + step; at <= choice.now; at += step) {
		const progress = (at - from) / Math.max(step, choice.now - from);
		for (const queue of plan.queues) {
			const servers = plan.windows.filter((window) => window.homeDuty.includes(queue.id)).length;
			const waiting = Object.values(state.tickets).filter((ticket) => ticket.queue === queue.id && ticket.life.stage === 'waiting').length;
			const wanted = (waitingInTheStory[queue.id] ?? 0) * progress ** 0.7;
			const perStep = (servers / (queue.meanMinutes * minute)) * step;
			if (random.next() < perStep * (waiting < wanted ? 2.2 : 0.45)) {
				say(terminals[random.below(terminals.length)]!, null, at, 'issue-ticket', { visit: someVisit(plan, queue, random) });
			}
		}
		for (const desk of desks) {
			if (desk.busyUntil > at) continue;
			const leaving = free.has(desk.window) && choice.now - at < 4 * minute;
			if (desk.phase === 'walking' && desk.ticket) {
				if (random.next() < 0.02) {
					say(desk.station, desk.staff, at, 'no-show', { window: desk.window });
					desk.phase = 'idle';
				} else {
					say(desk.station, desk.staff, at, 'start-service', { window: desk.window, ticket: desk.ticket });
					const queue = plan.queues.find((each) => each.id === state.tickets[desk.ticket!]?.queue);
					const minutes = random.minutesAround(queue?.meanMinutes ?? 10);
					desk.busyUntil = free.has(desk.window) ? Math.min(at + minutes * minute, choice.now - 2 * minute) : at + minutes * minute;
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
	return book;
}
