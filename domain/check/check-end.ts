import type { HallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay, TicketStage } from '../contracts/state.ts';
import { evolveInto } from '../evolve.ts';
import { startOfDay } from '../start-of-day.ts';
import type { Found } from './finding.ts';

/** What the whole day must come out at: every ticket in exactly one place (I-21), nobody left over (Q3), the same fold twice (S4). */
export function checkEnd(state: HallDay, plan: HallPlan, events: readonly HallEvent[], found: Found): void {
	const issued = new Set(events.flatMap((event) => (event.name === 'ticket-issued' ? [event.body.number] : [])));
	checkConservation(state, issued.size, found);
	if (state.stage === 'closed')
		for (const ticket of Object.values(state.tickets))
			if (ticket.life.stage === 'waiting' || ticket.life.stage === 'called' || ticket.life.stage === 'held')
				found('Q3', `${ticket.number} is still ${ticket.life.stage} after closing`);
	const again = startOfDay(plan, state.day);
	for (const event of events) evolveInto(again, event);
	if (JSON.stringify(again) !== JSON.stringify(state)) found('S4', 'folding the log again gives another state');
}

/** Every ticket issued is in one stage, and the indexes of who waits and who is in hand say the same as the tickets. */
export function checkConservation(state: HallDay, issued: number, found: Found): void {
	const tickets = Object.values(state.tickets);
	if (tickets.length !== issued) found('I-21', `${issued} tickets were issued, the day holds ${tickets.length}`);
	const waiting = new Set(Object.values(state.waiting).flat());
	const inHand = new Set(state.inHand);
	for (const { number, life } of tickets) {
		if ((life.stage === 'waiting') !== waiting.has(number)) found('I-21', `${number} is ${life.stage}, and the queues say otherwise`);
		const held = life.stage === 'called' || life.stage === 'serving' || life.stage === 'held';
		if (held !== inHand.has(number)) found('I-21', `${number} is ${life.stage}, and the windows say otherwise`);
	}
	const indexed = Object.values(state.waiting).reduce((sum, numbers) => sum + numbers.length, 0) + state.inHand.length;
	if (indexed !== waiting.size + inHand.size) found('I-21', 'a ticket stands in a queue or a hand twice');
}

const stageNames: Record<TicketStage, string> = {
	waiting: 'waiting',
	called: 'called',
	serving: 'serving',
	held: 'held',
	done: 'done',
	'no-show': 'noShow',
	cancelled: 'cancelled',
	'not-served': 'notServed',
	voided: 'voided',
};

/** Plain figures of the day, for people and for comparing two runs. */
export function countsOf(state: HallDay, events: readonly HallEvent[]): Record<string, number> {
	const counts: Record<string, number> = { events: events.length, issued: 0, issuedShared: 0, issuedOffline: 0, issuedManual: 0 };
	for (const name of Object.values(stageNames)) counts[name] = 0;
	const add = (name: string) => {
		counts[name] = (counts[name] ?? 0) + 1;
	};
	for (const ticket of Object.values(state.tickets)) {
		add('issued');
		add(({ shared: 'issuedShared', offline: 'issuedOffline', manual: 'issuedManual' } as const)[ticket.origin]);
		if (ticket.byHand) add('enteredByHand');
		add(stageNames[ticket.life.stage]);
	}
	counts.calls = events.filter((event) => event.name === 'ticket-called').length;
	counts.recalls = events.filter((event) => event.name === 'ticket-recalled').length;
	counts.conflicts = state.conflicts.length;
	counts.conflictsOpen = state.conflicts.filter((conflict) => conflict.settled === null).length;
	counts.strays = Object.keys(state.strays).length;
	counts.commands = new Set(events.map((event) => `${event.station} ${event.epoch} ${event.n}`)).size;
	return counts;
}
