/** One hall-day as the authority holds it: the log in memory beside the state it folds to. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { Rules } from './rules.ts';

export interface HallLog {
	day: string;
	/** The event at index k has position k + 1. */
	events: HallEvent[];
	/** Belongs to the authority. While a round is being written it is ahead of `events` by that round. */
	state: HallDay;
}

/** Something stored is not what was written (`platform/repair`). */
export const isDamage = (cause: unknown) => cause instanceof StoreFailure && cause.code === 'corrupt';

/** What is read of a day that is over, or this where the day is damaged: it is told elsewhere, and keeps nobody from today. */
export function unlessDamaged<T>(reading: Promise<T>, instead: T): Promise<T> {
	return reading.catch((cause) => {
		if (isDamage(cause)) return instead;
		throw cause;
	});
}

const pageSize = 2_000;

/** Reads a day in whole and folds it. A hole in the log is a damaged store: deciding on it would hand out numbers twice. */
export async function loadLog(store: HallStore, rules: Rules, plan: HallPlan, day: string): Promise<HallLog> {
	// The rows alone do not tell that their end is gone. Asked first: the log may grow meanwhile.
	const head = (await store.heads(plan.code, day)).find((each) => each.day === day)?.head ?? 0;
	const events: HallEvent[] = [];
	for (;;) {
		const page = await store.read(plan.code, day, events.length, pageSize);
		for (const event of page) {
			if (event.position !== events.length + 1)
				throw new StoreFailure('corrupt', `The log of ${day} has a hole after position ${events.length}. Restore the store from a copy.`);
			events.push(event);
		}
		if (page.length < pageSize) break;
	}
	if (events.length < head)
		throw new StoreFailure(
			'corrupt',
			`The log of ${day} ends at event ${events.length} and should end at ${head}. Restore the store from a copy.`,
		);
	return { day, events, state: fold(rules, plan, day, events) };
}

/** The state that a log folds to. */
export function fold(rules: Rules, plan: HallPlan, day: string, events: readonly HallEvent[]): HallDay {
	const state = rules.startOfDay(plan, day);
	for (const event of events) rules.evolveInto(state, event);
	return state;
}
