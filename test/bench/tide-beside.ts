/**
 * What the planner costs the platform: how long making the question holds its thread, and how late its timers are while the planner's own thread searches.
 * `node test/bench/tide-beside.ts [WINDOWS] [TICKETS]`
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Ticket } from '../../domain/contracts/state.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { usualWork } from '../../domain/tide/tidal-policy.ts';
import { outlookOfDay, questionOf } from '../../domain/tide-day/plan-question.ts';
import { servicesOf } from '../../domain/tide-day/services.ts';
import { usualTide } from '../../domain/tide-day/settings.ts';
import { plannerInThread } from '../../platform/tide/planner.ts';
import { day, nine, plan as small } from '../domain/small-hall.ts';

const windowCount = Number(process.argv[2] ?? 200);
const ticketCount = Number(process.argv[3] ?? 4_000);
const letters = [...'ABCDEFGHJKLM'];
const queues = letters.map((id) => ({ ...small.queues[0]!, id }));
const windows = Array.from({ length: windowCount }, (_, place) => {
	const homeDuty = [letters[place % letters.length]!];
	const capabilities = [...homeDuty, letters[(place + 1) % letters.length]!, letters[(place + 5) % letters.length]!];
	return { ...small.windows[0]!, id: `W${String(place + 1).padStart(3, '0')}`, homeDuty, capabilities };
});
const plan: HallPlan = { ...small, queues, windows, tide: usualTide };
const state = startOfDay(plan, day);
state.stage = 'open';
state.openedAt = nine;
const now = nine + 2 * 3_600_000;
for (const { id, duty } of Object.values(state.windows))
	state.windows[id] = { id, duty, stage: 'open', clerk: '0301', station: id, since: nine, ticket: null };
for (let each = 0; each < ticketCount; each++) {
	// One queue in four gets half of the people.
	const queue = letters[each % 2 ? each % letters.length : (each % 3) * 4]!;
	const number = `${queue}${String(each).padStart(4, '0')}`;
	const queuedAt = nine + Math.floor((each / ticketCount) * 7_200_000);
	const waits = queuedAt > now - 900_000;
	const life = waits
		? { stage: 'waiting' as const, since: queuedAt, returned: null, behind: 0 }
		: { stage: 'done' as const, window: windows[each % windowCount]!.id, clerk: null, since: queuedAt, at: queuedAt + 600_000 };
	state.tickets[number] = {
		number,
		queue,
		queuedAt,
		position: each,
		visit: { queue, items: [], channel: 'no-card' },
		life,
	} as unknown as Ticket;
	if (waits) state.waiting[queue]!.push(number);
}

const planner = plannerInThread();
const holds: number[] = [];
const took: number[] = [];
const waited: number[] = [];
const loop = monitorEventLoopDelay({ resolution: 5 });
const alive = setInterval(() => {}, 1_000);
for (let look = 0; look < 21; look++) {
	if (look === 1) loop.enable();
	const began = performance.now();
	const outlook = outlookOfDay(plan, state, now, { forecast: {}, booked: [], show: 0.85 });
	const question = questionOf(plan, state, { at: now, seed: look, work: usualWork, outlook, services: servicesOf({ queues: {} }, plan) });
	const made = performance.now();
	const answer = await planner.work({ do: 'plan', question, withinMs: 450 });
	if (look === 0) continue;
	holds.push(made - began);
	took.push(answer.ms);
	waited.push(performance.now() - began);
}
loop.disable();
clearInterval(alive);
await planner.stop();
const of = (all: number[], share: number) =>
	Math.round([...all].sort((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))]! * 10) / 10;
console.log(
	JSON.stringify({
		...{ windows: windowCount, tickets: ticketCount, looks: holds.length },
		questionMs: { p50: of(holds, 0.5), max: of(holds, 1) },
		searchMs: { p50: of(took, 0.5), max: of(took, 1) },
		answeredMs: { p50: of(waited, 0.5), max: of(waited, 1) },
		timersLateMs: {
			p50: Math.round(loop.percentile(50) / 1e5) / 10,
			p99: Math.round(loop.percentile(99) / 1e5) / 10,
			max: Math.round(loop.max / 1e5) / 10,
		},
	}),
);
