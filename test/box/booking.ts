/**
 * Reservations in the box: the city's front end books, changes and cancels at the platform with dice and repeats itself; people check in with the
 * signed code at terminals, connected and cut off; at the end no slot and no reservation was given twice (I-12).
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { holdsPlace } from '../../domain/reservations/may-book.ts';
import { bookableDays, slotsOfDay } from '../../domain/reservations/slots.ts';
import type { ReservationBook } from '../../platform/reservations/book.ts';
import type { BookingRequest } from '../../platform/reservations/requests.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import type { MachineNode } from './machine-node.ts';
import type { PlatformNode } from './platform-node.ts';
import type { Random } from './random.ts';
import type { Witness } from './witness.ts';
import type { Life, World } from './world.ts';

const slotMinutes = 5;

/** A hall that is booked all day in short slots with few places, and lets people change their minds until the last minute. */
export function bookedHall(plan: HallPlan): HallPlan {
	const everyDay = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:55' }];
	const queues = plan.queues.slice(0, 2).map(({ id }, at) => ({ queue: id, slotMinutes, capacity: 2 + at, periods: everyDay }));
	const booking = {
		...{
			daysAhead: 1,
			sameDay: true,
			heldBack: { until: '00:00', share: 0 },
			perPersonPerDay: 3,
			perPersonPerWeek: 20,
			cancelBeforeMinutes: 0,
		},
		...{ missed: { limit: 99, withinDays: 90, suspendDays: 0 }, closedDates: [], extraWorkdays: [], queues },
	};
	return { ...plan, reservation: { earliestMinutes: 20, graceMinutes: 10, booking } };
}

/** A citizen's telephone: what the front end was answered last. */
interface Holder {
	code: string;
	/** Every code the person was ever sent; the newest last. */
	qrs: string[];
	slot: number;
}

export interface Bookings {
	random: Random;
	/** Where the hall's platforms share their book: whether a request is sent again much later, to whichever decides by then. */
	repeats: Random | null;
	holders: Holder[];
	/** Made and changed so far. */
	answered: number;
	/** Codes of every booking that was answered. */
	promised: Set<string>;
}

export const openBookings = (random: Random, repeats: Random | null = null): Bookings => ({
	random,
	repeats,
	holders: [],
	answered: 0,
	promised: new Set(),
});

/** Where the city's front end gets through: two platforms may both think that they decide while a line is cut. */
export function bookOf(platforms: readonly PlatformNode[], { random }: Bookings): ReservationBook | null {
	const open = platforms.flatMap((each) => (each.inCharge && each.book ? [each.book] : []));
	return open.length > 1 ? random.pick(open) : (open[0] ?? null);
}

export interface FrontEndParts {
	world: World;
	plan: HallPlan;
	bookings: Bookings;
	/** The book of the platform that decides, where it has one. */
	book(): ReservationBook | null;
	witness: Witness;
	now(): number;
	open(): boolean;
}

/** Books from a few seconds on until people stop coming. */
export function frontEnd(parts: FrontEndParts, life: Life): void {
	const { world, bookings, plan } = parts;
	const { random, holders } = bookings;
	let keys = 0;
	const soon = (): string => {
		const now = parts.now();
		const slots = bookableDays(plan, now)
			.flatMap((day) => slotsOfDay(plan, day))
			.filter(({ slot }) => slot > now);
		// Most want the next quarter of an hour: that is where places are short.
		return new Date(random.chance(0.85) ? random.pick(slots.slice(0, 8)).slot : random.pick(slots).slot).toISOString();
	};
	const request = (): { asked: BookingRequest; holder: Holder | null } => {
		const holder = holders.length > 0 ? random.pick(holders.slice(-12)) : null;
		if (!holder || random.chance(0.6)) {
			const queue = random.pick(plan.reservation.booking!.queues).queue;
			return { asked: { what: 'create', body: { person: `person-${keys}-0000`, queue, items: [], slot: soon() } }, holder: null };
		}
		if (random.chance(0.4)) return { asked: { what: 'cancel', code: holder.code }, holder };
		return { asked: { what: 'change', code: holder.code, body: { slot: soon() } }, holder };
	};
	/** One request is one booking, whoever answers it, and whatever the other platform knows of it. */
	const again = (key: string, asked: BookingRequest, first: string | null) =>
		world.after(life, bookings.repeats!.between(1_000, 120_000), async () => {
			const said = await parts
				.book()
				?.ask(key, asked)
				.catch(() => null);
			if (!said?.ok) return;
			bookings.promised.add(said.reservation.code);
			if (first !== null)
				parts.witness.holds(
					'I-12',
					said.reservation.code === first,
					() => `one request was booked as ${first} and as ${said.reservation.code}`,
				);
		});
	const ask = async (): Promise<void> => {
		const book = parts.book();
		if (!book) return;
		keys += 1;
		const key = `key-${keys}-0000`;
		const { asked, holder } = request();
		// A front end that heard nothing sends the same again; both may be under way at once.
		const times = random.chance(0.15) ? 2 : 1;
		const answers = await Promise.all(Array.from({ length: times }, () => book.ask(key, asked).catch(() => null)));
		const answer = answers.find((each) => each !== null);
		if (asked.what === 'create' && bookings.repeats?.chance(0.3)) again(key, asked, answer?.ok ? answer.reservation.code : null);
		if (!answer?.ok) return;
		bookings.answered += 1;
		world.note(`booked ${asked.what} ${answer.reservation.code} ${answer.reservation.slot}`);
		const { code, qr, slot } = answer.reservation;
		bookings.promised.add(code);
		const known = holder ?? { code, qrs: [], slot: 0 };
		if (!holder) holders.push(known);
		if (qr) known.qrs.push(qr);
		known.slot = Date.parse(slot);
	};
	const turn = () => {
		world.after(life, random.between(500, 5_000), () => {
			if (parts.open()) void ask();
			turn();
		});
	};
	turn();
}

/** Somebody with a booking comes to this terminal; false = nobody does, and ordinary people go on. */
export async function arrive(
	bookings: Bookings,
	machine: MachineNode,
	world: World,
	slip: Parameters<NonNullable<MachineNode['engine']>['takeTicket']>[2],
): Promise<boolean> {
	const { random, holders } = bookings;
	const { engine, station } = machine;
	if (!engine || holders.length === 0 || !random.chance(0.5)) return false;
	const { qrs } = random.pick(holders.slice(-25));
	// Now and then the code of before a change is held up. Typed codes are left out: their hash is made outside of simulated time.
	const shown = qrs.length > 0 && random.chance(0.2) ? random.pick(qrs) : qrs.at(-1);
	if (shown === undefined) return false;
	const found = await engine.findReservation(station, { text: shown });
	world.note(`shown ${station} ${found.ok ? 'ok' : found.refusal.code}`);
	if (!found.ok) return true;
	const { ref, queue, items, slot } = found.reservation;
	const visit = { queue, items, channel: 'reservation' as const, reservationSlot: slot, reservationRef: ref };
	const answer = await engine.takeTicket(station, visit, slip);
	world.note(`checked in ${station} ${answer.ok ? answer.taken.number : answer.why}`);
	return true;
}

/**
 * I-12 at the end of a life: places taken in the book, and tickets that count. A ticket of which a conflict says that its reservation does not
 * stand, or was used before, does not count: a person saw it.
 */
export async function checkBookings({
	plan,
	disk,
	book,
	witness,
	promised = new Set(),
}: {
	plan: HallPlan;
	disk: HallStore;
	book: ReservationBook;
	witness: Witness;
	/** Bookings that were answered, where none of them was lost with a machine and nobody is still to be heard. */
	promised?: ReadonlySet<string> | undefined;
}): Promise<{ checkedIn: number; doubtful: number }> {
	const capacity = new Map(plan.reservation.booking!.queues.map(({ queue, capacity: places }) => [queue, places]));
	const taken = new Map<string, number>();
	for (const each of book.all()) {
		const slot = `${each.queue} ${each.slot}`;
		if (holdsPlace(each)) taken.set(slot, (taken.get(slot) ?? 0) + 1);
	}
	for (const code of promised) witness.holds('I-12', book.show(code) !== null, () => `booking ${code} was answered and is in no book`);
	for (const [slot, count] of taken)
		witness.holds('I-12', count <= (capacity.get(slot.split(' ')[0]!) ?? 0), () => `the book gave ${count} places of slot ${slot}`);
	const figures = { checkedIn: 0, doubtful: 0 };
	for (const { day } of await disk.days()) {
		const log = await disk.read(plan.code, day, 0, Number.POSITIVE_INFINITY);
		countDay(log, capacity, witness, figures);
	}
	return figures;
}

function countDay(
	log: readonly HallEvent[],
	capacity: ReadonlyMap<string, number>,
	witness: Witness,
	figures: { checkedIn: number; doubtful: number },
): void {
	const tickets = new Map<string, { ref: string; slot: string }>();
	const told = new Set<string>();
	for (const event of log) {
		if (event.name === 'ticket-issued' && event.body.visit.reservationRef !== undefined) {
			const { queue, reservationSlot, reservationRef } = event.body.visit;
			tickets.set(event.body.number, { ref: reservationRef, slot: `${queue} ${reservationSlot}` });
		} else if (event.name === 'ticket-voided') tickets.delete(event.body.ticket);
		else if (
			event.name === 'conflict-found' &&
			event.body.ticket &&
			['reservation-used-twice', 'reservation-not-standing', 'duplicate-number'].includes(event.body.kind)
		)
			told.add(event.body.ticket);
	}
	const refs = new Map<string, string[]>();
	const slots = new Map<string, number>();
	for (const [number, { ref, slot }] of tickets) {
		figures.checkedIn += 1;
		if (told.has(number)) {
			figures.doubtful += 1;
			continue;
		}
		refs.set(ref, [...(refs.get(ref) ?? []), number]);
		slots.set(slot, (slots.get(slot) ?? 0) + 1);
	}
	for (const [, numbers] of refs)
		witness.holds('I-12', numbers.length === 1, () => `one reservation gave ${numbers.join(' and ')}, and no conflict says so`);
	for (const [slot, count] of slots)
		witness.holds('I-12', count <= (capacity.get(slot.split(' ')[0]!) ?? 0), () => `${count} people were checked in for slot ${slot}`);
}
