/**
 * The confirmed log of one hall-day and the state folded from it. Takes events in order of position only;
 * what comes twice is skipped, what leaves a gap is not taken. History is never decided again (S10).
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { copyForChange, evolveInto, nextVersion } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';

export interface DayBook {
	plan: HallPlan;
	day: string;
	events: HallEvent[];
	state: HallDay;
	/** Commands that are in the log already (`commandKey`): what they did must not be shown a second time as owed. */
	commands: Set<string>;
}

/** One command of one seat, as a key. */
export function commandKey({ station, epoch, n }: { station: string; epoch: string; n: number }): string {
	return `${station}/${epoch}/${n}`;
}

/** An empty book of a day. */
export function openBook(plan: HallPlan, day: string): DayBook {
	return { plan, day, events: [], state: startOfDay(plan, day), commands: new Set() };
}

/** The book that these events make, in order from position 1. */
export function bookOf(plan: HallPlan, day: string, events: readonly HallEvent[]): DayBook {
	const book = openBook(plan, day);
	takeEvents(book, events);
	return book;
}

/** `taken`: the events that were new, in order. `gap`: something is missing before the rest. */
export function takeEvents(book: DayBook, events: readonly HallEvent[]): { taken: HallEvent[]; gap: boolean } {
	const taken: HallEvent[] = [];
	let gap = false;
	// Another object for the whole batch, so that whoever shows the state sees that it changed; its large records are the book's own.
	let state: HallDay | null = null;
	let position = book.state.position;
	for (const event of events) {
		if (event.day !== book.day || event.hall !== book.plan.code || event.position <= position) continue;
		if (event.position !== position + 1) {
			gap = true;
			break;
		}
		state ??= nextVersion(book.state);
		evolveInto(state, event);
		position = event.position;
		book.events.push(event);
		book.commands.add(commandKey(event));
		if (event.recovered) book.commands.add(commandKey(event.recovered));
		taken.push(event);
	}
	if (state) book.state = state;
	return { taken, gap };
}

/** The confirmed state with this machine's own owed events folded over it; the confirmed state stays as it is. */
export function withOwed(state: HallDay, owed: readonly HallEvent[]): HallDay {
	if (owed.length === 0) return state;
	const folded = copyForChange(state, owed);
	for (const event of owed) evolveInto(folded, event);
	return folded;
}
