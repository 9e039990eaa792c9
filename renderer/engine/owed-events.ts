/**
 * What this machine's own unacknowledged reports would have made happen, shown before the platform says so.
 * Decided on the confirmed state with the domain's own deciders; conflicts are left out, only the platform finds those.
 */
import { businessDay } from '../../domain/business-day.ts';
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { decide } from '../../domain/decide.ts';
import { copyForChange, evolveInto, nextVersion } from '../../domain/evolve.ts';
import { readCommand } from '../../domain/read-command.ts';
import { commandKey, type DayBook } from './day-book.ts';

interface At {
	now: number;
	clockOffset: number;
	/** Who stands behind a session, as far as this machine knows. */
	staffOf: (session: string | undefined) => string | null;
}

export interface OwedFold {
	/** Events at positions after the confirmed ones, and the day with them folded in: the confirmed state itself when there are none. */
	fold(book: DayBook, owed: readonly CommandEnvelope[], at: At): { events: HallEvent[]; state: HallDay };
}

interface Kept extends Omit<At, 'staffOf'> {
	/** The confirmed state it stands on. */
	base: HallDay;
	plan: DayBook['plan'];
	commands: { envelope: CommandEnvelope; staff: string | null }[];
	events: HallEvent[];
	/** Own from the first event on: a copy for each of a hundred owed reports would cost a hundred times the day. */
	state: HallDay | null;
}

/**
 * Remembers what it folded: a terminal that was cut off for days owes thousands of reports, and each further one is folded alone. Everything is
 * folded anew when anything it stood on has changed: the confirmed state, the commands before, who is behind them, or the clock.
 */
export function createOwedFold(): OwedFold {
	let kept: Kept | null = null;
	return {
		fold(book, owed, at) {
			if (!kept || !standsOn(kept, book, owed, at)) {
				const { now, clockOffset } = at;
				kept = { base: book.state, plan: book.plan, now, clockOffset, commands: [], events: [], state: null };
			} else if (owed.length > kept.commands.length) {
				// What was handed out before stays as it was.
				kept.events = [...kept.events];
				if (kept.state) kept.state = nextVersion(kept.state);
			}
			kept.now = at.now;
			for (const envelope of owed.slice(kept.commands.length)) {
				const staff = at.staffOf(envelope.session);
				foldOne(kept, book, envelope, staff);
				kept.commands.push({ envelope, staff });
			}
			return { events: kept.events, state: kept.state ?? book.state };
		},
	};
}

/** Nothing it was folded from has changed; there may be more commands after them. */
function standsOn(kept: Kept, book: DayBook, owed: readonly CommandEnvelope[], { now, clockOffset, staffOf }: At): boolean {
	if (kept.base !== book.state || kept.plan !== book.plan || kept.clockOffset !== clockOffset || now < kept.now) return false;
	if (kept.commands.length > owed.length) return false;
	return kept.commands.every(({ envelope, staff }, index) => owed[index] === envelope && staff === staffOf(envelope.session));
}

function foldOne(kept: Kept, book: DayBook, envelope: CommandEnvelope, staff: string | null): void {
	if (book.commands.has(commandKey(envelope))) return;
	const { now, clockOffset } = kept;
	const day = envelope.day ?? businessDay(envelope.occurredAt + clockOffset, book.plan.timezone);
	// A day still to come is one that a fast clock began while cut off: the platform takes its papers today.
	if (day < book.day) return;
	const read = readCommand(envelope, staff);
	if (!read.ok) return;
	const decision = decide(kept.state ?? book.state, read.command, { plan: book.plan, now, clockOffset });
	if (!decision.ok) return;
	for (const made of decision.events) {
		if (made.name === 'conflict-found') continue;
		kept.state ??= copyForChange(book.state);
		const event = {
			hall: book.plan.code,
			day: book.day,
			position: kept.state.position + 1,
			recordedAt: now,
			occurredAt: envelope.occurredAt,
			station: envelope.station,
			epoch: envelope.epoch,
			n: envelope.n,
			staff,
			configVersion: book.plan.configVersion,
			name: made.name,
			body: made.body,
		} as HallEvent;
		evolveInto(kept.state, event);
		kept.events.push(event);
	}
}
