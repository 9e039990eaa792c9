import type { BookingPlan } from '../domain/contracts/hall-plan.ts';
import type { HallFile } from './schemas/hall.ts';

export const isoWeekday = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

type Queue = HallFile['queues'][number];
export type BookedPeriod = { days?: (keyof typeof isoWeekday)[] | undefined; from: string; to: string };

/** The periods in which a queue takes reservations: its own, or those of the hall. */
export function periodsOf(file: HallFile, queue: Queue): readonly BookedPeriod[] {
	return queue.reservation.periods ?? file.reservation.slots.periods;
}

/** The length of a queue's slots, minutes: its own, or that of the hall. */
export function slotMinutesOf(file: HallFile, queue: Queue): number {
	return queue.reservation.slotMinutes ?? file.reservation.slots.minutes;
}

/** Weekdays on which the hall is open for the whole period and a window that serves the queue works. */
export function daysServed(file: HallFile, queue: Queue, period: BookedPeriod): number[] {
	const days = file.hours.weekly
		.filter(({ periods, windows }) => {
			if (!periods.some(({ from, to }) => from <= period.from && period.to <= to)) return false;
			if (!windows) return true;
			const flag = windows.replace('flag:', '') as 'saturday' | 'lunchDuty' | 'accessible' | 'signLanguage' | 'dutyManager';
			return file.windows.some((window) => window[flag] && window.queues.includes(queue.prefix));
		})
		.flatMap((week) => week.days.map((day) => isoWeekday[day]));
	return [...new Set(days)].sort();
}

/** What may be booked ahead, from a checked hall file; `undefined` = no queue takes reservations. */
export function bookingFromFile(file: HallFile): BookingPlan | undefined {
	const { reservation, hours } = file;
	const queues = file.queues
		.filter((queue) => queue.reservation.enabled)
		.map((queue) => ({
			queue: queue.prefix,
			slotMinutes: slotMinutesOf(file, queue),
			capacity: queue.reservation.quotaPerSlot ?? 0,
			...(queue.reservation.mostPerSlot === undefined ? {} : { most: queue.reservation.mostPerSlot }),
			periods: periodsOf(file, queue).flatMap((period) => {
				const served = daysServed(file, queue, period);
				const days = period.days ? period.days.map((day) => isoWeekday[day]).filter((day) => served.includes(day)) : served;
				return days.length > 0 ? [{ days, from: period.from, to: period.to }] : [];
			}),
		}));
	if (queues.length === 0) return undefined;
	return {
		daysAhead: reservation.openDaysAhead,
		sameDay: reservation.sameDay,
		heldBack: { until: reservation.release.time, share: reservation.release.share },
		perPersonPerDay: reservation.perPersonPerDay,
		perPersonPerWeek: reservation.perPersonPerWeek,
		cancelBeforeMinutes: reservation.cancelBeforeMinutes,
		missed: reservation.noShow,
		closedDates: hours.calendar?.closedDates ?? [],
		extraWorkdays: hours.calendar?.extraWorkdays ?? [],
		queues,
	};
}
