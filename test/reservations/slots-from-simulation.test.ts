import { beforeAll, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { type HallPlan, hallPlan } from '../../domain/contracts/hall-plan.ts';
import { withWaits } from '../../domain/reservations/quiet-times.ts';
import { adviseSlots } from '../../domain/tide/tomorrow/slot-places.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { openReservations } from '../../platform/reservations/open-reservations.ts';
import { createSlotDesk } from '../../platform/reservations/slot-desk.ts';
import { fewestDays, openSlotOutlooks } from '../../platform/reservations/slot-outlooks.ts';
import { slotQuotas } from '../../platform/reservations/slot-quotas.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';
import { plan as smallPlan, TestDay } from '../domain/small-hall.ts';
import { storeWith } from '../platform/figures-stand.ts';

const today = '2026-11-23';
const tomorrow = '2026-11-24';
const past = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
const periods = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
const plan: HallPlan = hallPlan.parse({
	...smallPlan,
	reservation: {
		...smallPlan.reservation,
		booking: {
			...{ daysAhead: 1, sameDay: false, heldBack: { until: '08:00', share: 0 } },
			...{ perPersonPerDay: 1, perPersonPerWeek: 3, cancelBeforeMinutes: 60, closedDates: [], extraWorkdays: [] },
			missed: { limit: 3, withinDays: 30, suspendDays: 7 },
			queues: [
				{ queue: 'A', slotMinutes: 60, capacity: 2, most: 4, periods },
				{ queue: 'R', slotMinutes: 60, capacity: 3, periods },
			],
		},
	},
});

/** Many come for A between nine and ten, few afterwards; somebody for R now and then. */
function dayOf(day: string): HallEvent[] {
	const hall = new TestDay(plan);
	hall.now = Date.parse(`${day}T09:00:00+08:00`);
	hall.open('W02', 'W04');
	for (let minute = 0; minute < 180; minute++) {
		if (minute < 60 ? minute % 2 === 0 : minute % 30 === 0) hall.take('A');
		if (minute % 45 === 0) hall.take('R');
		hall.later(1);
	}
	return hall.log.map((event) => ({ ...event, day }));
}
let days: Record<string, HallEvent[]>;
beforeAll(() => {
	days = Object.fromEntries(past.map((day) => [day, dayOf(day)]));
});

const clock = { at: Date.parse(`${today}T10:00:00+08:00`), now: () => clock.at, every: () => () => {} };
const log = jsonLog({ write: () => {} });
async function hallOf(store: MemoryStore, simulate?: Parameters<typeof openSlotOutlooks>[0]['simulate']) {
	const booked = await openReservations({ plan, frontEnd: null, store, clock, rules: domainRules, first: true });
	const outlooks = await openSlotOutlooks({
		...{ plan, store, clock, log, rules: domainRules, today: () => today, mayLook: () => true },
		taken: (queue, slot) => booked.book.taken(queue, slot),
		...(simulate ? { simulate } : {}),
	});
	return { store, booked, outlooks, desk: createSlotDesk({ plan, clock, booked, outlooks }) };
}
const shown = (hall: Awaited<ReturnType<typeof hallOf>>) => {
	const answer = hall.desk.look(tomorrow);
	if (!answer.ok) throw new Error(answer.code);
	return answer.slots;
};
let people = 0;
async function book(hall: Awaited<ReturnType<typeof hallOf>>, slot: number) {
	people += 1;
	const body = { person: `person-${people}`, queue: 'A', items: [], slot: new Date(slot).toISOString() };
	return hall.booked.book.ask(`press-${people}-0000`, { what: 'create', body });
}

test('I-12 one simulation says what terminals mark and what a manager takes over; bookings stay, and the hall’s own limit holds', async () => {
	const hall = await hallOf(await storeWith(days));
	expect(shown(hall)).toMatchObject({ bookable: true, why: 'making', madeAt: null, taken: null });
	await hall.outlooks.look();
	const first = shown(hall);
	expect(first).toMatchObject({ why: null, learned: past.length });
	const of = (queue: string, hour: number, from = shown(hall)) =>
		from.slots.find((each) => each.queue === queue && each.slot === Date.parse(`${tomorrow}T09:00:00+08:00`) + (hour - 9) * 3_600_000)!;
	// The full hour has no room; quiet ones have, up to what the file allows: beyond `capacity` only where it says `most`.
	expect(of('A', 14)).toMatchObject({ configured: 2, most: 4, places: 2, advised: 4 });
	expect(of('R', 14)).toMatchObject({ configured: 3, most: 3, advised: 3 });
	// Where walk-ins alone break the target, as the file says: fewer places would only make walk-ins of those who book.
	expect(of('A', 9).advised).toBe(2);

	// Terminals: the same waits, and the simulation is named.
	const slots = hall.booked.book.slotsOf(tomorrow).map((each) => ({ ...each, left: each.capacity }));
	const offered = withWaits(slots, hall.outlooks.of, () => ({}), plan.timezone);
	for (const { queue, slot, minutes, quiet, by } of offered) {
		const same = first.slots.find((each) => each.queue === queue && each.slot === slot)!;
		expect([minutes, quiet]).toEqual([same.wait === null ? null : Math.round(same.wait), same.quiet]);
		expect(by).toBe(minutes === null ? null : 'simulation');
	}
	expect(offered.some(({ by }) => by === 'simulation')).toBe(true);

	// Two book the full hour before anybody takes the advice: they stay, and nobody else gets in.
	for (let person = 0; person < 2; person++) expect(await book(hall, of('A', 9).slot)).toMatchObject({ ok: true });
	expect(await hall.desk.take(tomorrow, first.madeAt! - 1, '0901')).toEqual({ ok: false, code: 'changed' });
	expect(await hall.desk.take(tomorrow, first.madeAt!, '0901')).toMatchObject({ ok: true, slots: { taken: { by: '0901' } } });
	expect(of('A', 9)).toMatchObject({ places: 2, booked: 2 });
	expect(await book(hall, of('A', 9).slot)).toMatchObject({ ok: false, problem: { code: 'slot-full' } });
	for (let person = 0; person < 4; person++) expect(await book(hall, of('A', 14).slot)).toMatchObject({ ok: true });
	expect(await book(hall, of('A', 14).slot)).toMatchObject({ ok: false, problem: { code: 'slot-full' } });

	// A platform that is started again knows both; the bookings made it simulate anew, and the file counts again when a manager says so.
	const again = await hallOf(hall.store, async ({ question }) => adviseSlots(question));
	expect(shown(again)).toMatchObject({ madeAt: first.madeAt, taken: { by: '0901' } });
	clock.at += 1_000;
	await again.outlooks.look();
	expect(shown(again).madeAt).toBe(clock.at);
	expect(await again.desk.drop(tomorrow, '0901')).toMatchObject({ ok: true, slots: { taken: null } });
	expect(of('A', 14, shown(again))).toMatchObject({ places: 2, booked: 4 });
	expect(await book(again, of('A', 14).slot)).toMatchObject({ ok: false, problem: { code: 'slot-full' } });
});

test('too few days learned: nothing is simulated or advised, and earlier days say what they can', async () => {
	const few = Object.fromEntries(Object.entries(days).slice(0, fewestDays - 1));
	const hall = await hallOf(await storeWith(few));
	await hall.outlooks.look();
	expect(shown(hall)).toMatchObject({ why: 'too-early', madeAt: null });
	expect(await hall.desk.take(tomorrow, 1, '0901')).toEqual({ ok: false, code: 'no-plan' });
	const waits = { 'A/09:00': { minutes: 60, people: 3 } };
	const [nine] = withWaits(hall.booked.book.slotsOf(tomorrow), hall.outlooks.of, () => waits, plan.timezone);
	expect(nine).toMatchObject({ minutes: 20, by: 'earlier-days' });
});

test('S1 a thread that died leaves what was known, and a record of no kind is refused by its contract', async () => {
	const store = await storeWith(days);
	let simulated = 0;
	const outlooks = await openSlotOutlooks({
		...{ plan, store, clock, log, rules: domainRules, today: () => today, mayLook: () => true, taken: () => 0 },
		simulate: async () => {
			simulated += 1;
			return null;
		},
	});
	await outlooks.look();
	await outlooks.look();
	expect([simulated, outlooks.of(tomorrow)]).toEqual([1, null]);
	expect(slotQuotas.safeParse([{ day: tomorrow, takenAt: 1, by: '0901', places: [{ queue: 'A', slot: 1, places: -1 }] }]).success).toBe(
		false,
	);
});
