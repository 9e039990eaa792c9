/** The rules that decide, as the authority holds them: the domain's own in every hall. */
import type { Command, CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { DecideContext, Decision } from '../../domain/contracts/decision.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Refusal } from '../../domain/contracts/refusals.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { decide } from '../../domain/decide.ts';
import { evolveInto } from '../../domain/evolve.ts';
import { readCommand } from '../../domain/read-command.ts';
import { startOfDay } from '../../domain/start-of-day.ts';

export interface Rules {
	startOfDay(plan: HallPlan, day: string): HallDay;
	readCommand(
		envelope: CommandEnvelope,
		staff: string | null,
		claim?: Command['claim'] | null,
	): { ok: true; command: Command } | { ok: false; refusal: Refusal };
	decide(state: HallDay, command: Command, context: DecideContext): Decision;
	/** Changes `state` itself: the authority owns its state. */
	evolveInto(state: HallDay, event: HallEvent): void;
}

export const domainRules: Rules = { startOfDay, readCommand, decide, evolveInto };
