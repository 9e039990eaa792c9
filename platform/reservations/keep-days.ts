/**
 * What became of reservations, day by day: looked at every few seconds for today, and for the last week when a day begins and every hour, because
 * terminals that were cut off report later who had come.
 */
import { businessDay } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { settleDay } from '../../domain/reservations/settle.ts';
import { nextDay } from '../../domain/reservations/slots.ts';
import type { Authority } from '../authority/authority.ts';
import { type HallLog, loadLog, unlessDamaged } from '../authority/hall-log.ts';
import { commandAsPlatform, platformEpoch } from '../authority/platform-seat.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import type { ReservationBook } from './book.ts';

export interface DayKeeperParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	rules: Rules;
	authority: Authority;
	book: ReservationBook;
}

/** Late reports come for two weeks (`LateDays`): what they name must still be known. */
const lookBackDays = 15;
const lookBackEveryMs = 3_600_000;

export function keepReservationDays(parts: DayKeeperParts): { look(): Promise<void> } {
	const { plan, clock, authority, book } = parts;
	let lookedBack: { day: string; at: number } | null = null;
	let running = false;

	/** Counts go into the day's log first: were they lost after the records were kept, nobody would look again. */
	async function settle(day: string, state: HallDay): Promise<void> {
		const now = clock.now();
		const list = [...book.all()].filter((each) => each.day === day);
		const { changes, slots } = settleDay(list, state, plan.reservation, now, day < businessDay(now, plan.timezone) && day < authority.day);
		const past = day < authority.day ? { day } : {};
		if (slots.length > 0) {
			const epoch = await platformEpoch(parts.store, plan.code);
			const told = await commandAsPlatform(authority, epoch, 'count-missed-reservations', now, { body: { slots }, ...past });
			if (!told) return;
		}
		if (changes.length > 0) await book.keep(changes);
	}

	async function lookBack(today: string): Promise<void> {
		const booked = new Set([...book.all()].flatMap(({ day, state }) => (day < today && state !== 'cancelled' ? [day] : [])));
		const known = (await parts.store.days()).filter((entry) => entry.hall === plan.code);
		for (const day of [...booked].filter((each) => each >= nextDay(today, -lookBackDays)).sort()) {
			const entry = known.find((each) => each.day === day);
			const log = entry && (await unlessDamaged<HallLog | null>(loadLog(parts.store, parts.rules, entry.plan, day), null));
			// Who came and who did not is in that log: settled when it was mended.
			if (log === null) continue;
			await settle(day, log?.state ?? parts.rules.startOfDay(plan, day));
		}
		await book.forgetBefore(nextDay(today, -Math.max(plan.reservation.booking?.missed.withinDays ?? 0, lookBackDays)));
	}

	return {
		/** Rejects with a `StoreFailure`. */
		async look() {
			if (running || authority.stopped || authority.held !== null) return;
			running = true;
			try {
				const today = authority.day;
				await settle(today, authority.state);
				const now = clock.now();
				if (lookedBack?.day === today && now - lookedBack.at < lookBackEveryMs) return;
				await lookBack(today);
				lookedBack = { day: today, at: now };
			} finally {
				running = false;
			}
		},
	};
}
