/**
 * What the hall's own days teach the forecast: arrivals by kind of day and quarter hour, and how long services last. Kept as one record, which the logs
 * make again; a day whose log is damaged is left out, and said.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { countsOfDay } from '../../domain/tide/forecast/day-counts.ts';
import { emptyBook, type ForecastBook, learnDay } from '../../domain/tide/forecast/learn.ts';
import { emptyServices, learnServices, type ServiceBook } from '../../domain/tide-day/services.ts';
import type { Rules } from '../authority/rules.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';

const kind = 'tide-learned';
/** Older days say nothing of today any more. */
const daysBack = 120;
const pageSize = 500;

export interface Learned {
	forecast: ForecastBook;
	services: ServiceBook;
	/** Days whose log has a gap or is damaged. */
	leftOut: string[];
}

const nothing: Learned = { forecast: emptyBook, services: emptyServices, leftOut: [] };
/** What it was made with; another one begins anew. */
const version = 1;
const kept = z.object({
	version: z.literal(version),
	forecast: z.looseObject({ days: z.number(), lastDay: z.string().nullable(), queues: z.record(z.string(), z.looseObject({})) }),
	services: z.object({ queues: z.record(z.string(), z.object({ count: z.number(), meanS: z.number(), squareS: z.number() })) }),
	leftOut: z.array(z.string()),
});

/** Learns every day before `today` that was not learned yet, in small steps: nobody at a terminal waits for it. Rejects with a `StoreFailure`. */
export async function learnPastDays(parts: {
	plan: HallPlan;
	store: HallStore;
	rules: Rules;
	today: string;
	/** Asked between steps; `false` = leave it for another time. */
	goOn(): boolean;
}): Promise<Learned> {
	const { plan, store, rules, today } = parts;
	const calendar = plan.calendar ?? { closedDates: [], extraWorkdays: [] };
	const read = kept.safeParse(await store.record(kind, plan.code));
	let learned: Learned = read.success
		? { forecast: read.data.forecast as unknown as ForecastBook, services: read.data.services, leftOut: read.data.leftOut }
		: nothing;
	const since = new Date(Date.parse(`${today}T00:00:00Z`) - daysBack * 86_400_000).toISOString().slice(0, 10);
	const days = (await store.heads(plan.code, since)).filter(
		({ day, head }) =>
			head > 0 && day < today && (learned.forecast.lastDay === null || day > learned.forecast.lastDay) && !learned.leftOut.includes(day),
	);
	for (const { day, head } of days) {
		if (!parts.goOn()) return learned;
		try {
			const entry = await store.day(plan.code, day);
			const state = rules.startOfDay(entry?.plan ?? plan, day);
			let position = 0;
			for (;;) {
				const page: HallEvent[] = await store.read(plan.code, day, position, pageSize);
				for (const event of page) {
					position += 1;
					if (event.position !== position) throw new StoreFailure('corrupt', `The log of ${day} has a gap after position ${position - 1}.`);
					rules.evolveInto(state, event);
				}
				await breathe();
				if (page.length < pageSize) break;
			}
			if (position < head) throw new StoreFailure('corrupt', `The log of ${day} ends too early.`);
			// A day on which the hall never gave out a number says nothing of days on which it does.
			if (Object.keys(state.tickets).length === 0) continue;
			learned = {
				forecast: learnDay(learned.forecast, countsOfDay(state, plan, day), calendar),
				services: learnServices(learned.services, state),
				leftOut: learned.leftOut,
			};
		} catch (cause) {
			if (!(cause instanceof StoreFailure) || cause.code !== 'corrupt') throw cause;
			learned = { ...learned, leftOut: [...learned.leftOut, day] };
		}
	}
	if (days.length > 0) await store.putRecord(kind, plan.code, { version, ...learned });
	return learned;
}
