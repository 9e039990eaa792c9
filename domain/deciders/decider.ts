/** What every decider is, and the answers all of them give in the same words. */
import type { Command, CommandName } from '../contracts/commands.ts';
import type { DecideContext, Decision } from '../contracts/decision.ts';
import type { EventBody, NewEvent } from '../contracts/events.ts';
import type { Refusal, RefusalCode } from '../contracts/refusals.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';

export type Decider<N extends CommandName> = (state: HallDay, command: Command<N>, context: DecideContext) => Decision;

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Extract<Decision, { ok: false }> {
	return { ok: false, refusal: { code, params } };
}

export function accept(...events: NewEvent[]): Decision {
	return { ok: true, events };
}

/** The refusal that keeps everyone waiting when the hall's day is not running; `null` when it is. */
export function dayNotRunning(state: HallDay): Extract<Decision, { ok: false }> | null {
	if (state.stage === 'open') return null;
	return refuse(state.stage === 'closed' ? 'day-closed' : 'day-not-open');
}

export function illegalStage(ticket: Ticket, wanted: string): Extract<Decision, { ok: false }> {
	return refuse('illegal-stage', { ticket: ticket.number, stage: ticket.life.stage, wanted });
}

/** The ticket's place when it is in some window's hands. */
export function windowOf(ticket: Ticket): string | null {
	const { life } = ticket;
	return life.stage === 'called' || life.stage === 'serving' || life.stage === 'held' ? life.window : null;
}

/** A conflict before it has its number. */
export type ConflictFacts = Omit<EventBody<'conflict-found'>, 'conflict'>;

/** Numbers conflicts after those the day already knows, in the order given. */
export function conflictEvents(state: HallDay, conflicts: readonly ConflictFacts[]): NewEvent[] {
	return conflicts.map((conflict, index) => ({
		name: 'conflict-found',
		body: { conflict: state.conflicts.length + index + 1, ...conflict },
	}));
}
