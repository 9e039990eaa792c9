/** The drafts of one round: today's, and one for each day that is over and still gets reports. They are committed together or not at all. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Batch } from '../storage/contract.ts';
import { type Alarm, Draft, type DraftContext } from './draft.ts';
import type { HallLog } from './hall-log.ts';
import type { LateDays } from './late-days.ts';
import type { LooseEnvelope } from './loose-envelope.ts';
import type { Rules } from './rules.ts';

export class RoundDrafts {
	readonly outcomes: Batch['outcomes'] = [];
	#plan: HallPlan;
	#today: Draft;
	#day: string;
	#lateDays: LateDays;
	#late = new Map<string, Draft>();

	constructor(plan: HallPlan, log: HallLog, lateDays: LateDays) {
		this.#plan = plan;
		this.#day = log.day;
		this.#today = new Draft(plan, log, this.outcomes);
		this.#lateDays = lateDays;
	}

	take(envelope: LooseEnvelope, context: Omit<DraftContext, 'plan'>): void {
		const late = this.#lateDays.of(envelope, this.#day);
		if (!late) {
			this.#today.take(envelope, { ...context, plan: this.#plan });
			return;
		}
		const { day } = late.log;
		const draft = this.#late.get(day) ?? new Draft(late.plan, late.log, this.outcomes);
		this.#late.set(day, draft);
		draft.take(envelope, { ...context, plan: late.plan });
	}

	batch(): Batch {
		const late = [...this.#late.values()].map(({ batch: { day, events } }) => ({ day, events })).filter(({ events }) => events.length > 0);
		return late.length > 0 ? { ...this.#today.batch, late } : this.#today.batch;
	}

	get alarms(): Alarm[] {
		return [this.#today, ...this.#late.values()].flatMap(({ alarms }) => alarms);
	}

	settle(): void {
		for (const draft of [this.#today, ...this.#late.values()]) draft.settle();
	}

	undo(rules: Rules): void {
		for (const draft of [this.#today, ...this.#late.values()]) draft.undo(rules);
	}
}
