/**
 * What this machine's own unacknowledged reports would have made happen, shown before the platform says so.
 * Decided on the confirmed state with the domain's own deciders; conflicts are left out, only the platform finds those.
 */
import { businessDay } from '../../domain/business-day.ts';
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { decide } from '../../domain/decide.ts';
import { copyForChange, evolveInto } from '../../domain/evolve.ts';
import { readCommand } from '../../domain/read-command.ts';
import { commandKey, type DayBook } from './day-book.ts';

/** Events at positions after the confirmed ones. `staffOf`: who stands behind a session, as far as this machine knows. */
export function owedEvents(
	book: DayBook,
	owed: readonly CommandEnvelope[],
	at: { now: number; clockOffset: number; staffOf: (session: string | undefined) => string | null },
): HallEvent[] {
	/** Own from the first change on: a copy for each of a hundred owed reports would cost a hundred times the day. */
	let own: HallDay | null = null;
	const events: HallEvent[] = [];
	for (const envelope of owed) {
		if (book.commands.has(commandKey(envelope))) continue;
		const day = envelope.day ?? businessDay(envelope.occurredAt + at.clockOffset, book.plan.timezone);
		// A day still to come is one that a fast clock began while cut off: the platform takes its papers today.
		if (day < book.day) continue;
		const staff = at.staffOf(envelope.session);
		const read = readCommand(envelope, staff);
		if (!read.ok) continue;
		const decision = decide(own ?? book.state, read.command, { plan: book.plan, now: at.now, clockOffset: at.clockOffset });
		if (!decision.ok) continue;
		for (const made of decision.events) {
			if (made.name === 'conflict-found') continue;
			own ??= copyForChange(book.state);
			const event = {
				hall: book.plan.code,
				day: book.day,
				position: own.position + 1,
				recordedAt: at.now,
				occurredAt: envelope.occurredAt,
				station: envelope.station,
				epoch: envelope.epoch,
				n: envelope.n,
				staff,
				configVersion: book.plan.configVersion,
				name: made.name,
				body: made.body,
			} as HallEvent;
			evolveInto(own, event);
			events.push(event);
		}
	}
	return events;
}
