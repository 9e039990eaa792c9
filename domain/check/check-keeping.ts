import { eventTable, type HallEvent } from '../contracts/events.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { Found } from './finding.ts';

/**
 * How the log was kept: positions without gaps (S1), every event one the contract knows and of this hall-day (S1),
 * every command (station, epoch, n) in one piece, once and in order (S2), also where it was recovered from a former platform.
 */
export function checkKeeping(plan: HallPlan, day: string): (event: HallEvent, found: Found) => void {
	let expected = 1;
	let running = '';
	const lastOf = new Map<string, number>();
	const recovered = checkRecovered();
	return (event, found) => {
		if (event.position !== expected) found('S1', `position ${event.position} stands where ${expected} is due`);
		expected = event.position + 1;
		if (event.hall !== plan.code || event.day !== day) found('S1', `belongs to ${event.hall} ${event.day}`);
		const schema = Object.hasOwn(eventTable, event.name) ? eventTable[event.name] : undefined;
		if (!schema) found('S1', `unknown event ${event.name}`);
		else if (!schema.safeParse(event.body).success) found('S1', `${event.name} has a body the contract does not know`);
		recovered(event, found);
		const seat = `${event.station} ${event.epoch}`;
		const command = `${seat} ${event.n}`;
		if (command === running) return;
		running = command;
		const last = lastOf.get(seat) ?? 0;
		if (event.n === last) found('S2', `command ${event.n} of ${event.station} took effect twice`);
		else if (event.n < last) found('S2', `command ${event.n} of ${event.station} took effect after ${last}`);
		lastOf.set(seat, Math.max(last, event.n));
	};
}

/** An event is recovered once, and not beside what its own station told the new platform. */
function checkRecovered(): (event: HallEvent, found: Found) => void {
	/** Commands said since the newest term began, and those that were recovered. */
	let said = new Set<string>();
	const recovered = new Set<string>();
	const events = new Map<string, string>();
	return (event, found) => {
		const { recovered: from } = event;
		if (event.name === 'term-began') said = new Set();
		if (!from) {
			const command = `${event.station} ${event.epoch} ${event.n}`;
			said.add(command);
			if (recovered.has(command)) found('S2', `command ${event.n} of ${event.station} took effect after it was recovered`);
			return;
		}
		const by = `${event.station} ${event.epoch} ${event.n}`;
		const place = `${from.term.number} ${from.term.platform} ${from.position} ${from.name} ${from.recordedAt}`;
		if ((events.get(place) ?? by) !== by) found('S2', `${from.name} at ${from.position} of term ${from.term.number} was recovered twice`);
		events.set(place, by);
		if (event.name === 'event-passed-over') return;
		const command = `${from.station} ${from.epoch} ${from.n}`;
		recovered.add(command);
		if (said.has(command)) found('S2', `command ${from.n} of ${from.station} was recovered after it took effect`);
	};
}
