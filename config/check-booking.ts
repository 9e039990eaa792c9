import { daysServed, isoWeekday, periodsOf, slotMinutesOf } from './booking-from-file.ts';
import type { ProblemList } from './problems.ts';
import { tellAt } from './references.ts';
import type { HallFile } from './schemas/hall.ts';
import type { YamlFile } from './yaml-file.ts';

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Checks what a hall file says of reservations: quotas, and periods that the hall's hours and windows can keep. */
export function checkBooking(hall: HallFile, yaml: YamlFile, problems: ProblemList): void {
	const tell = tellAt(problems, yaml);
	const inHall = ['reservation', 'slots', 'periods'];
	checkPeriods(hall.reservation.slots.periods, 'reservation.slots', inHall, tell);
	hall.queues.forEach((queue, at) => {
		const path = ['queues', at, 'reservation'];
		const owner = `queue ${queue.prefix}`;
		if (!queue.reservation.enabled) return;
		if (queue.reservation.quotaPerSlot === undefined)
			tell(path, `${owner}: takes reservations but has no quotaPerSlot. Write how many may be booked per slot, or enabled: false.`);
		const { quotaPerSlot: quota, mostPerSlot: most } = queue.reservation;
		if (quota !== undefined && most !== undefined && most < quota)
			tell(
				[...path, 'mostPerSlot'],
				`${owner}: mostPerSlot is ${most}, less than quotaPerSlot ${quota}. Write at least ${quota}, or leave mostPerSlot out.`,
			);
		if (queue.reservation.periods) checkPeriods(queue.reservation.periods, `${owner}: reservation`, [...path, 'periods'], tell);
		const minutes = slotMinutesOf(hall, queue);
		periodsOf(hall, queue).forEach((period, entry) => {
			const own = queue.reservation.periods !== undefined;
			const place = own ? [...path, 'periods', entry] : [...inHall, entry];
			const served = daysServed(hall, queue, period);
			const missing = period.days?.find((day) => !served.includes(isoWeekday[day]));
			if (missing && own)
				tell(
					place,
					`${owner}: can be booked from ${period.from} to ${period.to} on ${missing}, but then the hall is not open or no window serves it. Correct days, from or to.`,
				);
			else if (served.length === 0 && period.from < period.to)
				tell(
					place,
					`${owner}: can be booked from ${period.from} to ${period.to}, but no weekly period of hours covers that. Correct from or to, or the hours.`,
				);
			if (minutesOf(period.to) - minutesOf(period.from) < minutes && period.from < period.to)
				tell(
					place,
					`${owner}: a slot takes ${minutes} minutes, the period from ${period.from} to ${period.to} holds none. Make one of them fit.`,
				);
		});
	});
}

function checkPeriods(
	periods: readonly { days?: string[] | undefined; from: string; to: string }[],
	owner: string,
	path: (string | number)[],
	tell: ReturnType<typeof tellAt>,
): void {
	periods.forEach((period, at) => {
		if (period.from >= period.to)
			tell([...path, at], `${owner}: a period from ${period.from} to ${period.to} does not end after it starts. Correct from or to.`);
		const other = periods.slice(0, at).find((each) => each.from < period.to && period.from < each.to && shareDay(each.days, period.days));
		if (other)
			tell(
				[...path, at],
				`${owner}: the periods ${other.from}–${other.to} and ${period.from}–${period.to} overlap, so a place would be counted twice. Move one.`,
			);
	});
}

const shareDay = (one: string[] | undefined, other: string[] | undefined): boolean =>
	!one || !other || one.some((day) => other.includes(day));
