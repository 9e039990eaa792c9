/** What a hall's own log says of a day's arrivals: numbers alone, nobody in them. */
import { localTime } from '../../business-day.ts';
import type { HallPlan } from '../../contracts/hall-plan.ts';
import type { HallDay } from '../../contracts/state.ts';

export const quartersOfDay = 96;

export interface DayCounts {
	/** `YYYY-MM-DD`. */
	day: string;
	/** People without a reservation per queue and quarter hour of the local day (96). */
	walkIn: Record<string, number[]>;
	/** Per queue, people who came with a reservation. */
	reserved: Record<string, number>;
	/** Per queue, places that were booked; absent = not known. */
	booked?: Record<string, number>;
}

/** Arrivals of a folded hall-day. Numbers that were voided for another, and queues the plan no longer has, do not count. */
export function countsOfDay(state: HallDay, plan: HallPlan, day: string): DayCounts {
	const walkIn = Object.fromEntries(plan.queues.map(({ id }) => [id, Array<number>(quartersOfDay).fill(0)]));
	const reserved = Object.fromEntries(plan.queues.map(({ id }) => [id, 0]));
	for (const ticket of Object.values(state.tickets)) {
		const row = walkIn[ticket.queue];
		if (!row || ticket.life.stage === 'voided') continue;
		if (ticket.visit.reservationSlot !== undefined) {
			reserved[ticket.queue]!++;
			continue;
		}
		const [hour = 0, minute = 0] = localTime(ticket.queuedAt, plan.timezone).split(':').map(Number);
		row[hour * 4 + Math.floor(minute / 15)]!++;
	}
	return { day, walkIn, reserved };
}
