/** Plans a day to come from what the hall's own days taught; on a thread of its own, one at a time. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { DayPlan, HistoryDeskAnswer, PlanWish } from '../../domain/contracts/history-desk.ts';
import type { SlotOutlook } from '../../domain/contracts/slot-outlook.ts';
import type { DayQuestion } from '../../domain/tide/tomorrow/advise-day.ts';
import { type DayKnown, dayPlanOf, dayQuestionOf } from '../../domain/tide-day/plan-of-day.ts';
import { slotOutlookOf, slotQuestionOf } from '../../domain/tide-day/slots-of-day.ts';
import type { Rules } from '../authority/rules.ts';
import type { HallStore } from '../storage/contract.ts';
import { workInThread } from './day-work.ts';
import { learnPastDays } from './learned.ts';

/** Of all that is simulated of a day to come: signs, lessons and slots are tried on the same days. Half hours of one queue see few people: slots take more. */
export const drawnDays = { seed: 1, futures: 60, forSlots: 120 } as const;
const usualWithinS = 15;

export interface DayPlanner {
	/** Rejects with a `StoreFailure`. */
	plan(wish: PlanWish): Promise<HistoryDeskAnswer>;
}

export function createDayPlanner(parts: {
	plan: HallPlan;
	store: HallStore;
	rules: Rules;
	today(): string;
	/** Booked places of a day. */
	booked(day: string): { queue: string; slot: number; people: number }[];
	/** What is kept of the slots of a day (`reservations/slot-outlooks.ts`); `null` = it is simulated here. */
	outlook?(day: string): SlotOutlook | null;
	/** Seconds for the solver. */
	withinS?: number;
}): DayPlanner {
	const { plan, store, rules } = parts;
	let busy = false;

	/** By the same simulation as what is kept, for days that cannot be booked (yet). */
	async function quieterOf(day: string, of: Omit<DayQuestion, 'solve'>, booked: DayKnown['booked'], learned: number) {
		const question = slotQuestionOf(
			...([plan, day, of] as const),
			({ queue, slot }) => booked.find((each) => each.queue === queue && each.slot === slot)?.people ?? 0,
		);
		const outcome = await workInThread({ do: 'slots', question });
		return outcome && slotOutlookOf(plan, day, question, outcome, { madeAt: 0, learned }).quieter;
	}

	return {
		async plan(wish) {
			if (busy) return { ok: false, code: 'busy' };
			busy = true;
			try {
				const learned = await learnPastDays({ plan, store, rules, today: parts.today(), goOn: () => true });
				if (learned.forecast.days === 0) return { ok: false, code: 'too-early' };
				const { day, windows } = wish;
				const known = { ...learned, booked: parts.booked(day), windows: windows ?? null };
				const question = dayQuestionOf(plan, rules.startOfDay(plan, day), known, drawnDays.seed, drawnDays.futures);
				if (!question) return { ok: false, code: 'no-plan' };
				const found = await workInThread({ do: 'advise', question, withinS: parts.withinS ?? usualWithinS });
				if (!found) return { ok: false, code: 'no-plan' };
				const quieter = parts.outlook?.(day)?.quieter ?? (await quieterOf(day, question, known.booked, learned.forecast.days));
				if (!quieter) return { ok: false, code: 'no-plan' };
				const answer: DayPlan = dayPlanOf(plan, day, question, found.advice, { ms: found.ms, learned: learned.forecast.days, quieter });
				return { ok: true, do: 'plan', plan: answer };
			} finally {
				busy = false;
			}
		},
	};
}
