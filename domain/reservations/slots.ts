/** Which slots a hall has on a day, and why a day has none. Pure: the hall's plan and the calendar. */
import { businessDay, instantOf } from '../business-day.ts';
import type { BookingPlan, HallPlan } from '../contracts/hall-plan.ts';

export interface Slot {
	queue: string;
	day: string;
	/** Instants, milliseconds. */
	slot: number;
	endsAt: number;
	capacity: number;
}

const dayMs = 24 * 3_600_000;

export function nextDay(day: string, days = 1): string {
	return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** ISO weekday, 1 = Monday. */
export function weekdayOf(day: string): number {
	return new Date(Date.parse(day)).getUTCDay() || 7;
}

/** The Monday of a day's week. */
export function weekOf(day: string): string {
	return nextDay(day, 1 - weekdayOf(day));
}

/** Places that a manager took over for a slot of this day; `null` = as the hall's file says. */
export type PlacesTaken = (slot: Pick<Slot, 'queue' | 'day' | 'slot'>) => number | null;

/** More than this no slot ever has, whoever takes over what. */
export function mostPlaces(plan: HallPlan, { queue }: Pick<Slot, 'queue'>): number {
	const own = plan.reservation.booking?.queues.find((each) => each.queue === queue);
	return own ? Math.max(own.capacity, own.most ?? own.capacity) : 0;
}

/** Slots of one day in order of time, whether or not they are past or full. A moved workday is worked as a Monday. */
export function slotsOfDay(plan: HallPlan, day: string, taken: PlacesTaken = () => null): Slot[] {
	const { booking } = plan.reservation;
	if (!booking || booking.closedDates.includes(day)) return [];
	const weekday = booking.extraWorkdays.includes(day) ? 1 : weekdayOf(day);
	const inForce = (of: Pick<Slot, 'queue' | 'day' | 'slot'>, capacity: number) => Math.min(taken(of) ?? capacity, mostPlaces(plan, of));
	return booking.queues
		.flatMap(({ queue, slotMinutes, capacity, periods }) =>
			periods
				.filter(({ days }) => days.includes(weekday))
				.flatMap(({ from, to }) => {
					const until = instantOf(day, to, plan.timezone);
					const slots: Slot[] = [];
					for (let slot = instantOf(day, from, plan.timezone); slot + slotMinutes * 60_000 <= until; slot += slotMinutes * 60_000)
						slots.push({ queue, day, slot, endsAt: slot + slotMinutes * 60_000, capacity: inForce({ queue, day, slot }, capacity) });
					return slots;
				}),
		)
		.sort((one, other) => one.slot - other.slot || (one.queue < other.queue ? -1 : 1));
}

/** The days that may be booked now, first one first. */
export function bookableDays(plan: HallPlan, now: number): string[] {
	const { booking } = plan.reservation;
	if (!booking) return [];
	const today = businessDay(now, plan.timezone);
	const days = Array.from({ length: booking.daysAhead + 1 }, (_, ahead) => nextDay(today, ahead));
	return booking.sameDay ? days : days.slice(1);
}

/** Places of a slot that may be booked now: a share is kept for the morning of the day itself. */
export function placesOpen(plan: HallPlan, booking: BookingPlan, slot: Slot, now: number): number {
	if (now >= instantOf(slot.day, booking.heldBack.until, plan.timezone)) return slot.capacity;
	return slot.capacity - Math.floor(slot.capacity * booking.heldBack.share);
}
