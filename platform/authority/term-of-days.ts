/** What a take-over makes of the hall's days, as the authority's days need it (`platform/term`). */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallDay } from '../../domain/contracts/state.ts';

export interface TermOfDays {
	/** False while it gathers, follows or has stood down: it says nothing by itself and opens no day. */
	mayDecide(): boolean;
	/** What is to be said of the term on this day; `null` = nothing: the first term, or it was said. */
	beginning(day: HallDay): CommandBody<'begin-term'> | null;
}

/** A platform that never heard of a take-over. */
export const onlyTerm: TermOfDays = { mayDecide: () => true, beginning: () => null };
