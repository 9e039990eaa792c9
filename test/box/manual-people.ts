/** Manual mode with dice: somebody turns a queue or the hall to calling by hand, hands out reserve numbers, enters them late or twice, and goes back. */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import { manualQueues } from '../../domain/manual/manual-mode.ts';
import { numbersOfSheet } from '../../domain/manual/reserve-numbers.ts';
import type { MachineNode } from './machine-node.ts';
import type { Crowd } from './people.ts';

interface Paper {
	number: string;
	queue: string;
	at: number;
}
/** Papers handed out in this hall, those not entered yet first, and how far each queue's pile is used up. */
const drawers = new WeakMap<object, { out: Paper[]; entered: Paper[]; used: Record<string, number> }>();

/** One turn of somebody signed in at a window or a desk; false when there is nothing of the kind to do, and ordinary work goes on. */
export function byHand(crowd: Crowd, machine: MachineNode): boolean {
	const { manual: random, plan, world, witness } = crowd;
	const { engine, station } = machine;
	const state = engine?.view().state;
	if (!random || !engine || !state) return false;
	const drawer = drawers.get(witness) ?? { out: [], entered: [], used: {} };
	drawers.set(witness, drawer);
	const said = <N extends 'begin-manual' | 'end-manual' | 'enter-manual-service'>(name: N, body: CommandBody<N>) => {
		// A machine that cannot keep it says so.
		void engine.report(station, name, body).catch(() => {});
		return true;
	};
	const queues = manualQueues(state, plan);
	if (queues.length === 0) {
		if (random.chance(0.3) && drawer.out.length > 0) return enter(drawer.out.splice(random.below(drawer.out.length), 1)[0] as Paper);
		if (!random.chance(0.008)) return false;
		return said('begin-manual', { ...(random.chance(0.4) ? {} : { queues: [random.pick(plan.queues).id] }), reason: 'dice' });
	}
	if (random.chance(0.04)) return said('end-manual', random.chance(0.5) ? {} : { queues: [random.pick(queues)] });
	if (random.chance(0.15)) {
		const queue = random.pick(queues);
		const used = drawer.used[queue] ?? 0;
		drawer.used[queue] = used + 1;
		const number = numbersOfSheet(queue, 1 + Math.floor(used / 10))[used % 10] as string;
		drawer.out.push({ number, queue, at: Math.round(engine.now()) });
		return true;
	}
	if (random.chance(0.1) && drawer.out.length > 0) return enter(drawer.out.splice(random.below(drawer.out.length), 1)[0] as Paper);
	if (random.chance(0.01) && drawer.entered.length > 0) return enter(random.pick(drawer.entered));
	if (random.chance(0.04)) {
		const waiting = queues.flatMap((queue) => state.waiting[queue] ?? []);
		const ticket = waiting.length > 0 ? state.tickets[random.pick(waiting)] : undefined;
		if (ticket) return enter({ number: ticket.number, queue: ticket.queue, at: ticket.queuedAt });
	}
	return false;

	function enter(paper: Paper): boolean {
		drawer.entered.push(paper);
		const result = random!.pick(['served', 'served', 'waiting', 'no-show', 'not-served'] as const);
		const now = Math.round(engine!.now());
		const placed = result === 'served' || result === 'no-show';
		world.note(`by hand ${station} ${paper.number} ${result}`);
		return said('enter-manual-service', {
			day: state!.day,
			ticket: paper.number,
			queue: paper.queue,
			items: [],
			issuedAt: paper.at,
			calledAt: placed ? Math.max(paper.at, now - 60_000) : null,
			beganAt: result === 'served' ? Math.max(paper.at, now - 40_000) : null,
			endedAt: result === 'served' ? now : null,
			result,
			...(placed ? { servedAt: random!.pick(plan.windows).id } : {}),
		});
	}
}
