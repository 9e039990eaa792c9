/**
 * When a hall is quiet (错峰): by the simulation of the day, the same that plans its windows; where it has too few days to learn from, by the log alone:
 * how long people who came in each half hour had to wait until their first call, on earlier days of the same weekday. Nothing is guessed: a half hour
 * in which fewer than three came is not known.
 */
import { localTime } from '../business-day.ts';
import type { SlotOutlook } from '../contracts/slot-outlook.ts';
import type { HallDay } from '../contracts/state.ts';
import type { OfferedSlot } from '../contracts/terminal-booking.ts';

const fewest = 3;
/** Below this share of the usual wait a slot is called quiet. */
const quietBelow = 0.7;

/** Waits by queue and half hour (`A/09:30`): sum in minutes, and of how many. */
export type HalfHours = Record<string, { minutes: number; people: number }>;

export function halfHourOf(at: number, timezone: string): string {
	const [hour = '00', minute = '00'] = localTime(at, timezone).split(':');
	return `${hour}:${Number(minute) < 30 ? '00' : '30'}`;
}

/** Adds the waits of one day. Booked people and those who were taken by hand do not say how long the line was. */
export function waitsOfDay(known: HalfHours, state: HallDay, timezone: string): HalfHours {
	const next: HalfHours = { ...known };
	for (const { queue, queuedAt, firstCalledAt, visit, origin } of Object.values(state.tickets)) {
		if (firstCalledAt === null || visit.reservationSlot !== undefined || origin === 'manual') continue;
		const at = `${queue}/${halfHourOf(queuedAt, timezone)}`;
		const { minutes, people } = next[at] ?? { minutes: 0, people: 0 };
		next[at] = { minutes: minutes + Math.max(0, firstCalledAt - queuedAt) / 60_000, people: people + 1 };
	}
	return next;
}

type Known = Required<Pick<OfferedSlot, 'minutes' | 'quiet' | 'by'>>;

/** Slots with what is known of their waits: of each day by its simulation, or else by `waits` of its weekday. */
export function withWaits<S extends Pick<OfferedSlot, 'queue' | 'day' | 'slot'>>(
	slots: readonly S[],
	simulated: (day: string) => SlotOutlook | null,
	waits: (day: string) => HalfHours,
	timezone: string,
): (S & Known)[] {
	const outlooks = new Map([...new Set(slots.map(({ day }) => day))].map((day) => [day, simulated(day)]));
	const past = new Map(
		fromPast(
			slots.filter(({ day }) => !outlooks.get(day)),
			waits,
			timezone,
		).map((slot) => [keyOf(slot), slot]),
	);
	return slots.map((slot) => {
		const outlook = outlooks.get(slot.day);
		if (!outlook) return past.get(keyOf(slot))!;
		const found = outlook.slots.find((each) => each.queue === slot.queue && each.slot === slot.slot);
		const minutes = found?.wait == null ? null : Math.round(found.wait);
		return { ...slot, minutes, quiet: minutes !== null && found!.quiet, by: minutes === null ? null : 'simulation' };
	});
}

const keyOf = ({ queue, slot }: Pick<OfferedSlot, 'queue' | 'slot'>) => `${queue}/${slot}`;

function fromPast<S extends Pick<OfferedSlot, 'queue' | 'day' | 'slot'>>(
	slots: readonly S[],
	waits: (day: string) => HalfHours,
	timezone: string,
): (S & Known)[] {
	const usual = new Map<string, number | null>();
	const known = slots.map((slot) => {
		const all = waits(slot.day);
		const here = all[`${slot.queue}/${halfHourOf(slot.slot, timezone)}`];
		if (!usual.has(slot.day)) usual.set(slot.day, middle(all, slot.queue));
		const minutes = here && here.people >= fewest ? Math.round(here.minutes / here.people) : null;
		return { ...slot, minutes, by: minutes === null ? null : ('earlier-days' as const) };
	});
	return known.map((slot) => {
		const often = usual.get(slot.day) ?? null;
		return { ...slot, quiet: slot.minutes !== null && often !== null && slot.minutes <= often * quietBelow };
	});
}

/** The mean wait of a queue over the whole day, by person. */
function middle(all: HalfHours, queue: string): number | null {
	const own = Object.entries(all).filter(([at]) => at.startsWith(`${queue}/`));
	const people = own.reduce((sum, [, each]) => sum + each.people, 0);
	return people < fewest ? null : own.reduce((sum, [, each]) => sum + each.minutes, 0) / people;
}
