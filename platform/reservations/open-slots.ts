/** What is known of slots to come, put together for one hall: waits from simulation or from earlier days, and the manager's desk for their places. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import type { Reservations } from './open-reservations.ts';
import { type PastWaits, pastWaits } from './past-waits.ts';
import { createSlotDesk, type SlotDesk } from './slot-desk.ts';
import { openSlotOutlooks, type SlotOutlooks } from './slot-outlooks.ts';

export interface Slots {
	waits: PastWaits;
	outlooks: SlotOutlooks;
	desk: SlotDesk;
	/** Asked for every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
}

/** Rejects with a `StoreFailure`. */
export async function openSlots(parts: {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	authority: Authority;
	booked: Reservations;
	inCharge(): boolean;
}): Promise<Slots> {
	const { plan, store, clock, log, authority, booked } = parts;
	const { rules } = booked;
	const outlooks = await openSlotOutlooks({
		...{ plan, store, clock, log, rules, today: () => authority.day },
		taken: (queue, slot) => booked.book.taken(queue, slot),
		mayLook: () => parts.inCharge() && !authority.stopped && authority.held === null && booked.open,
	});
	let forgotten = '';
	return {
		waits: pastWaits({ plan, store, rules }),
		outlooks,
		desk: createSlotDesk({ plan, clock, booked, outlooks }),
		async look() {
			if (!authority.stopped && forgotten !== authority.day) {
				forgotten = authority.day;
				await booked.quotas.forgetBefore(authority.day);
			}
			await outlooks.look();
		},
	};
}
