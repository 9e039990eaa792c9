/** Finds a ticket by what a clerk types: the whole number, or its last figures. Pure. */
import { ticketNumber } from '../../domain/contracts/identity.ts';
import type { HallDay, Ticket } from '../../domain/contracts/state.ts';

/** `a2 7` → `A2-7`, `Ａ０３１` → `A031`: half width, capitals, no spaces. */
export function tidyNumber(typed: string): string {
	return typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[–—−_]/g, '-')
		.replace(/\s+/g, '');
}

/** Tickets that fit, at most eight: the whole number, then numbers that end with it, then those that hold it; who still waits first. */
export function findTickets(state: HallDay, typed: string): Ticket[] {
	const wanted = tidyNumber(typed);
	if (wanted === '') return [];
	const rank = (number: string) => (number === wanted ? 0 : number.endsWith(wanted) ? 1 : number.includes(wanted) ? 2 : 3);
	const over = (ticket: Ticket) => (ticket.life.stage === 'waiting' ? 0 : 1);
	return Object.values(state.tickets)
		.filter((ticket) => rank(ticket.number) < 3)
		.sort((one, other) => rank(one.number) - rank(other.number) || over(one) - over(other) || other.position - one.position)
		.slice(0, 8);
}

/** A number this machine does not know may be on paper all the same; one that is served or has ended may not be served again. */
export function mayServeFromPaper(state: HallDay, number: string): boolean {
	const stage = state.tickets[number]?.life.stage;
	if (stage === undefined) return state.strays[number] === undefined;
	return stage === 'waiting' || stage === 'called' || stage === 'held';
}

/** True when it could stand on a paper ticket, whether this machine knows it or not. */
export function isWholeNumber(typed: string): boolean {
	return ticketNumber.safeParse(tidyNumber(typed)).success;
}
