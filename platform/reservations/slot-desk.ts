/** What a manager sees of the slots of a day to come, and the step with which places that the simulation advises are taken over, or given up again. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { SlotPlan } from '../../domain/contracts/slot-outlook.ts';
import { bookableDays, mostPlaces, slotsOfDay } from '../../domain/reservations/slots.ts';
import type { Clock } from '../clock.ts';
import type { Reservations } from './open-reservations.ts';
import { fewestDays, type SlotOutlooks } from './slot-outlooks.ts';

export type SlotDeskAnswer = { ok: true; do: 'slots'; slots: SlotPlan } | { ok: false; code: 'no-plan' | 'changed' | 'busy' };

export interface SlotDesk {
	look(day: string): SlotDeskAnswer;
	/** Takes over what is advised for a day. `madeAt`: the advice that was read; `changed` = there is another one by now. Rejects with a `StoreFailure`. */
	take(day: string, madeAt: number, staff: string): Promise<SlotDeskAnswer>;
	/** The hall's file counts again. Rejects with a `StoreFailure`. */
	drop(day: string, staff: string): Promise<SlotDeskAnswer>;
}

export function createSlotDesk(parts: {
	plan: HallPlan;
	clock: Pick<Clock, 'now'>;
	booked: Pick<Reservations, 'book' | 'quotas' | 'takePlaces' | 'open'>;
	outlooks: SlotOutlooks;
}): SlotDesk {
	const { plan, clock, booked, outlooks } = parts;

	function look(day: string): SlotPlan {
		const outlook = outlooks.of(day);
		const advice = new Map((outlook?.slots ?? []).map((each) => [`${each.queue} ${each.slot}`, each]));
		const configured = new Map(slotsOfDay(plan, day).map(({ queue, slot, capacity }) => [`${queue} ${slot}`, capacity]));
		const quota = booked.quotas.on(day);
		const why = outlooks.learned !== null && outlooks.learned < fewestDays ? 'too-early' : 'making';
		return {
			day,
			bookable: booked.open && bookableDays(plan, clock.now()).includes(day) && configured.size > 0,
			madeAt: outlook?.madeAt ?? null,
			learned: outlook?.learned ?? outlooks.learned ?? 0,
			why: outlook ? null : why,
			slots: booked.book.slotsOf(day).map((each) => {
				const { queue, slot, endsAt, capacity } = each;
				const advised = advice.get(`${queue} ${slot}`);
				return {
					...{ queue, slot, endsAt, places: capacity },
					configured: configured.get(`${queue} ${slot}`) ?? 0,
					most: mostPlaces(plan, each),
					booked: booked.book.taken(queue, slot),
					// What was booked since is not undone by an older advice.
					advised: advised ? Math.max(advised.places, booked.book.taken(queue, slot)) : null,
					wait: advised?.wait ?? null,
					quiet: advised?.quiet ?? false,
				};
			}),
			taken: quota && { at: quota.takenAt, by: quota.by },
		};
	}

	async function keep(day: string, staff: string, places: { queue: string; slot: number; places: number }[]): Promise<SlotDeskAnswer> {
		// Later than what was taken before, whatever the clock does: the newest counts, also beside another platform's.
		const takenAt = Math.max(clock.now(), (booked.quotas.on(day)?.takenAt ?? 0) + 1);
		if (!(await booked.takePlaces({ day, takenAt, by: staff, places }))) return { ok: false, code: 'busy' };
		return { ok: true, do: 'slots', slots: look(day) };
	}

	return {
		look: (day) => ({ ok: true, do: 'slots', slots: look(day) }),
		async take(day, madeAt, staff) {
			const now = look(day);
			if (!now.bookable || now.madeAt === null) return { ok: false, code: 'no-plan' };
			if (now.madeAt !== madeAt) return { ok: false, code: 'changed' };
			const places = now.slots.flatMap(({ queue, slot, advised, most }) =>
				advised === null ? [] : [{ queue, slot, places: Math.min(advised, most) }],
			);
			return places.length === 0 ? { ok: false, code: 'no-plan' } : keep(day, staff, places);
		},
		async drop(day, staff) {
			return look(day).bookable ? keep(day, staff, []) : { ok: false, code: 'no-plan' };
		},
	};
}
