/** Proposals of days that have a log, read from the logs; a log that is as long as it was is not read again. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { PastPlan, PlansLook } from '../../domain/contracts/tide-desk.ts';
import { pastPlans } from '../../domain/tide-day/past-plans.ts';
import { isDamage } from '../authority/hall-log.ts';
import type { HallStore } from '../storage/contract.ts';

const atOnce = 2_000;
/** Days looked back on at once. */
const mostDays = 35;

export class PlansOfDays {
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #known = new Map<string, { head: number; plans: PastPlan[] }>();

	constructor(store: HallStore, hall: string) {
		this.#store = store;
		this.#hall = hall;
	}

	/** Rejects with a `StoreFailure` that is no damage. */
	async of(from: string, to: string): Promise<Omit<PlansLook, 'ok' | 'do'>> {
		const days: PlansLook['days'] = [];
		const damaged: string[] = [];
		const heads = (await this.#store.heads(this.#hall, from)).filter(({ day, head }) => day <= to && head > 0).slice(-mostDays);
		for (const { day, head } of heads) {
			try {
				days.push({ day, plans: await this.#day(day, head) });
			} catch (cause) {
				if (!isDamage(cause)) throw cause;
				damaged.push(day);
			}
		}
		return { days, damaged };
	}

	async #day(day: string, head: number): Promise<PastPlan[]> {
		const known = this.#known.get(day);
		if (known?.head === head) return known.plans;
		const events: HallEvent[] = [];
		for (let after = 0; ; ) {
			const page = await this.#store.read(this.#hall, day, after, atOnce);
			events.push(...page);
			after = page.at(-1)?.position ?? after;
			if (page.length < atOnce) break;
		}
		const plans = pastPlans(events);
		this.#known.set(day, { head, plans });
		return plans;
	}
}
