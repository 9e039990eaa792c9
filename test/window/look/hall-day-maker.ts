/** Makes a real hall-day: commands go through the real deciders, their events through the real fold. For looking and for tests. */
import type { CommandBody, CommandName } from '../../../domain/contracts/commands.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Refusal } from '../../../domain/contracts/refusals.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { decide } from '../../../domain/decide.ts';
import { evolve } from '../../../domain/evolve.ts';
import { startOfDay } from '../../../domain/start-of-day.ts';

export interface Who {
	station: string;
	staff: string | null;
}

export class HallDayMaker {
	state: HallDay;
	now: number;
	readonly plan: HallPlan;
	private n = 0;

	constructor(plan: HallPlan, day: string, now: number, state?: HallDay) {
		this.plan = plan;
		this.state = state ?? startOfDay(plan, day);
		this.now = now;
	}

	/** Tries a command; a refusal comes back. */
	attempt<N extends CommandName>(
		who: Who,
		name: N,
		body: CommandBody<N>,
	): { ok: true; events: HallEvent[] } | { ok: false; refusal: Refusal } {
		this.n += 1;
		const stamp = { station: who.station, epoch: '0123456789abcdef', n: this.n, occurredAt: this.now, staff: who.staff };
		const command = { ...stamp, name, body } as Parameters<typeof decide>[1];
		const decision = decide(this.state, command, { plan: this.plan, now: this.now, clockOffset: 0 });
		if (!decision.ok) return decision;
		const events = decision.events.map((event, index) => ({
			...stamp,
			...event,
			hall: this.plan.code,
			day: this.state.day,
			position: this.state.position + index + 1,
			recordedAt: this.now,
			configVersion: this.plan.configVersion,
		})) as HallEvent[];
		for (const event of events) this.state = evolve(this.state, event);
		return { ok: true, events };
	}

	/** Does a command that must be taken. */
	must<N extends CommandName>(who: Who, name: N, body: CommandBody<N>): HallEvent[] {
		const answer = this.attempt(who, name, body);
		if (!answer.ok) throw new Error(`${name} at ${who.station}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`);
		return answer.events;
	}
}
