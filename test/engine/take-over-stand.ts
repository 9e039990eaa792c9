/** The machines of a hall whose platform dies and is followed by another; engines and platforms are the real ones. */
import { expect, onTestFinished } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { TakeOverOrder } from '../../domain/contracts/term.ts';
import { type Machine, type MachineOptions, slip, startMachine, visitA } from './machine.ts';
import { openTermHall, type TermHall, threePlatforms } from './term-hall.ts';
import type { TestTime } from './test-time.ts';

export const wish = { by: '1001', reason: 'the box is dead' };
/** Longer than a new platform gathers. */
export const gatheredMs = 16_000;

/** The machines of a hall whose platform can be exchanged for another one. */
export async function openHallOf(time: TestTime, stations: readonly string[]) {
	let hall = await openTermHall(time);
	const machines = new Map<string, Machine>();
	const start = async (station: string, options: Partial<MachineOptions> = {}) => {
		const machine = await startMachine({ time, hall: () => hall, station, plan: threePlatforms, ...options });
		machines.set(station, machine);
		onTestFinished(() => machine.engine.stop());
		return machine;
	};
	for (const station of stations) {
		const machine = await start(station);
		await machine.link.connect();
	}
	await time.advance(200);
	return {
		start,
		machine: (station: string) => machines.get(station)!,
		platform: () => hall,
		/** Every line to the platform breaks, and it never answers again. */
		dies() {
			for (const machine of machines.values()) machine.link.cut();
		},
		put(next: TermHall) {
			hall = next;
		},
	};
}

export async function orderOf(machine: Machine, station: string): Promise<TakeOverOrder> {
	const answer = await machine.engine.takeOverOrder(station, wish);
	if (!answer.ok) throw new Error(answer.code);
	return answer.order;
}

export async function takeNumber(machine: Machine, station: string) {
	const taken = await machine.engine.takeTicket(station, visitA, slip);
	if (!taken.ok) throw new Error(taken.why);
	return taken.taken;
}

export const soundLog = ({ authority }: TermHall) =>
	expect(checkLog(threePlatforms, authority.day, authority.eventsAfter(0)).violations).toEqual([]);
export const issued = (events: readonly HallEvent[]) =>
	events.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : []));

/** A001 is known to everybody, A002 to T2 alone; then the platform dies, and M1 gives the order. */
export async function deadWithTail(time: TestTime) {
	const hall = await openHallOf(time, ['T2', 'M1']);
	const [t2, m1] = [hall.machine('T2'), hall.machine('M1')];
	await takeNumber(t2, 'T2');
	await time.advance(200);
	m1.link.cut();
	const tail = await takeNumber(t2, 'T2');
	await time.advance(200);
	expect(tail).toMatchObject({ number: 'A002', offline: false });
	hall.dies();
	const order = await orderOf(m1, 'M1');
	expect(issued(order.events)).toEqual(['A001']);
	const second = await openTermHall(time, { as: 'P2', order });
	hall.put(second);
	return { hall, t2, m1, order, second };
}
