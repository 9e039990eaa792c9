/** Events of an earlier term: those that continue the log, and those that come after deciding went on. For the authority, between two rounds. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { compareTerms, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { HallStore } from '../storage/contract.ts';
import { commandsOf, outcomesOf, seatKey } from './former-log.ts';
import type { HallLog } from './hall-log.ts';
import type { LateDays } from './late-days.ts';
import { eventKey, holdsEvent } from './recovered.ts';
import type { Rules } from './rules.ts';

interface FormerParts {
	plan: { code: string };
	store: HallStore;
	rules: Rules;
}

/** Numbers of the seats that these events speak of, as the store knows them. */
async function numbersOf(store: HallStore, hall: string, events: readonly HallEvent[]): Promise<Map<string, number>> {
	const numbers = new Map<string, number>();
	for (const { station, epoch } of events) {
		const key = seatKey({ station, epoch });
		if (!numbers.has(key)) numbers.set(key, await store.lastNumber({ hall, station, epoch }));
	}
	return numbers;
}

/** The events of the newest command of a log. It may go on with what is offered next, so its outcome is kept when that is known. */
function newestCommand(events: readonly HallEvent[]): HallEvent[] {
	const last = events.at(-1);
	if (!last) return [];
	let from = events.length - 1;
	while (from > 0 && events[from - 1]!.station === last.station && events[from - 1]!.epoch === last.epoch && events[from - 1]!.n === last.n)
		from -= 1;
	return events.slice(from);
}

/** Positions without gaps after the log, of this hall-day, and of each seat nothing that it was answered before. */
export async function appendFormer(
	{ plan, store, rules }: FormerParts,
	log: HallLog,
	lastNumbers: Map<string, number>,
	events: HallEvent[],
	tell: (events: HallEvent[]) => void,
): Promise<boolean> {
	if (events.some(({ hall, day, position }, index) => hall !== plan.code || day !== log.day || position !== log.events.length + index + 1))
		return false;
	const open = newestCommand(log.events);
	const numbers = await numbersOf(store, plan.code, [...open, ...events]);
	const commands = commandsOf([...open, ...events]);
	const [first] = open;
	const before = new Map(numbers);
	for (const { station, epoch, n, from } of commands) {
		const key = seatKey({ station, epoch });
		const continues = first !== undefined && from === first.position;
		if (!continues && n <= (before.get(key) ?? 0)) return false;
		before.set(key, n);
	}
	const known = first !== undefined && (numbers.get(seatKey(first)) ?? 0) >= first.n;
	// A command whose outcome is kept cannot go on.
	if (known && commands[0] && commands[0].to > (open.at(-1)?.position ?? 0)) return false;
	const outcomes = outcomesOf(log.day, commands.slice(0, -1), numbers);
	await store.commit({ hall: plan.code, day: log.day, events, outcomes });
	for (const [key, n] of numbers) if (n > 0) lastNumbers.set(key, n);
	for (const event of events) rules.evolveInto(log.state, event);
	log.events.push(...events);
	tell(events);
	return true;
}

/** Gives the newest command of the log its outcome. */
export async function closeFormer({ plan, store }: FormerParts, log: HallLog, lastNumbers: Map<string, number>): Promise<void> {
	const open = newestCommand(log.events);
	const numbers = await numbersOf(store, plan.code, open);
	const outcomes = outcomesOf(log.day, commandsOf(open), numbers);
	if (outcomes.length === 0) return;
	await store.commit({ hall: plan.code, day: log.day, events: [], outcomes });
	for (const [key, n] of numbers) lastNumbers.set(key, n);
}

export interface LateEvent {
	day: string;
	occurredAt: number;
	body: { term: PlatformTerm; event: HallEvent; decidedHere: boolean };
}

/**
 * Those of the events that no log here holds, in order, each with whether its own station was answered here about the same command. Days that
 * are over are made ready.
 */
export async function lateEvents(
	{ plan, store }: FormerParts,
	{ log, lateDays }: { log: HallLog; lateDays: LateDays },
	{ number, platform }: PlatformTerm,
	events: readonly HallEvent[],
): Promise<LateEvent[]> {
	const late: LateEvent[] = [];
	const listed = new Set<string>();
	for (const event of events) {
		const { day, occurredAt } = event;
		const asked = { station: 'PLATFORM', epoch: event.epoch, n: 1, occurredAt, day, name: 'recover-event', body: {} };
		await lateDays.fetch(asked, log.day);
		const own = lateDays.of(asked, log.day)?.log ?? log;
		if (holdsEvent(own.events, event) || listed.has(eventKey(event))) continue;
		listed.add(eventKey(event));
		const { station, epoch, n } = event.recovered ?? event;
		const kept = await store.outcome({ hall: plan.code, station, epoch }, n);
		const shared = kept?.result === 'accepted' && kept.day === own.day && isOfFormer(own.events, kept.to, { number, platform });
		const decidedHere = kept !== null && kept.result !== 'settled' && !shared;
		late.push({ day, occurredAt, body: { term: { number, platform }, event, decidedHere } });
	}
	return late;
}

/** Whether `position` was decided before a term that follows `term` began: a command there may have gone on in its own log. */
function isOfFormer(events: readonly HallEvent[], position: number, term: PlatformTerm): boolean {
	return events.some((event) => event.name === 'term-began' && event.position > position && compareTerms(event.body, term) > 0);
}
