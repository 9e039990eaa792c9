/** Waits of earlier days by half hour, for terminals that offer slots: the last four days of the same weekday, looked up once a day each. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type HalfHours, waitsOfDay } from '../../domain/reservations/quiet-times.ts';
import { nextDay, weekdayOf } from '../../domain/reservations/slots.ts';
import { type HallLog, loadLog, unlessDamaged } from '../authority/hall-log.ts';
import type { Rules } from '../authority/rules.ts';
import type { HallStore } from '../storage/contract.ts';

const weeks = 4;

export interface PastWaits {
	/** What is known for a day such as this one; empty until it was looked up. Never rejects and never waits. */
	of(day: string, today: string): HalfHours;
	/** Resolves when what was asked for has been looked up. For tests. */
	rest(): Promise<void>;
}

export function pastWaits(parts: { plan: HallPlan; store: HallStore; rules: Rules }): PastWaits {
	const { plan, store, rules } = parts;
	const known = new Map<string, HalfHours>();
	let lookedUpOn = '';
	let turn: Promise<void> = Promise.resolve();

	async function lookUp(weekday: number, today: string): Promise<void> {
		let waits: HalfHours = {};
		const last = nextDay(today, -((weekdayOf(today) - weekday + 7) % 7 || 7));
		for (let week = 0; week < weeks; week++) {
			const day = nextDay(last, -7 * week);
			const entry = await store.day(plan.code, day);
			if (!entry || entry.head === 0) continue;
			const log = await unlessDamaged<HallLog | null>(loadLog(store, rules, entry.plan, day), null);
			if (log) waits = waitsOfDay(waits, log.state, plan.timezone);
		}
		known.set(`${today}/${weekday}`, waits);
	}
	return {
		of(day, today) {
			const weekday = weekdayOf(day);
			if (lookedUpOn !== today) {
				known.clear();
				lookedUpOn = today;
			}
			const at = `${today}/${weekday}`;
			const waits = known.get(at);
			if (waits) return waits;
			known.set(at, {});
			// In turn, and never in the way: who asked first is told the slots without.
			turn = turn.then(() => lookUp(weekday, today)).catch(() => void known.delete(at));
			return {};
		},
		rest: () => turn,
	};
}
