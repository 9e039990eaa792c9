import { businessDay, instantOf } from '../business-day.ts';
import type { DecideContext } from '../contracts/decision.ts';
import type { EventBody, NewEvent } from '../contracts/events.ts';
import type { DoubtfulEntry, ManualEntry } from '../contracts/manual.ts';
import type { HallDay, Ticket } from '../contracts/state.ts';
import { queuePlanOf } from '../eligibility.ts';
import { calledByHandToday, wasManualAt } from '../manual/manual-mode.ts';
import { isReserveNumber } from '../manual/reserve-numbers.ts';
import { partsOfNumber } from '../ticket-number.ts';
import { type ConflictFacts, conflictEvents, type Decider } from './decider.ts';
import { arrivedLater } from './offline-ticket.ts';

/**
 * One paper of manual mode, entered from the clerk's form. It took place, so it is taken (S6): a reserve number becomes a ticket that waits since
 * it was handed out, and what was done with it bears the times of the form. What does not fit stands beside it for a person.
 */
export const enterManualService: Decider<'enter-manual-service'> = (state, command, context) => {
	const entry = command.body;
	const { times, doubts } = timesWithin(state, entry, context);
	const conflicts: ConflictFacts[] = doubts.map((detail) => ({ kind: 'manual-entry-doubtful', ticket: entry.ticket, detail }));
	const known = state.tickets[entry.ticket];
	const events = known ? [] : issued(state, entry, times);
	const done = entered(entry, times);
	if (known) conflicts.push(...conflictsWith(state, known, entry));
	else if (!isReserveNumber(entry.ticket))
		conflicts.push({ kind: 'unknown-ticket', ticket: entry.ticket, ...placeOf(entry), detail: 'entered-by-hand' });
	else if (!queuePlanOf(context.plan, entry.queue))
		conflicts.push({ kind: 'report-out-of-role', ticket: entry.ticket, detail: 'unknown-queue' });
	const stray = known ? undefined : state.strays[entry.ticket];
	if (stray && entry.servedAt !== undefined && stray.window !== entry.servedAt)
		conflicts.push({
			kind: 'served-at-two-windows',
			ticket: entry.ticket,
			window: entry.servedAt,
			otherWindow: stray.window,
			detail: 'entered-by-hand',
		});
	// Where and when are not said twice of what ended already: what was known first counts, and the conflict shows the other.
	return {
		ok: true,
		events: [
			...events,
			...(done ? [done] : []),
			...conflictEvents(state, conflicts),
			...(events.length > 0 ? arrivedLater(state, entry.ticket) : []),
		],
	};
};

interface TrueTimes {
	issuedAt: number;
	calledAt: number | null;
	beganAt: number | null;
	endedAt: number | null;
}

/** A reserve number nobody knew of yet. Numbers of other series are printed by machines, which tell of them themselves. */
function issued(state: HallDay, entry: ManualEntry, times: TrueTimes): NewEvent[] {
	if (!isReserveNumber(entry.ticket) || state.tickets[entry.ticket]) return [];
	const { series, sequence } = partsOfNumber(entry.ticket);
	const visit = {
		queue: entry.queue,
		items: entry.items,
		...(entry.theme === undefined ? {} : { theme: entry.theme }),
		channel: 'no-card' as const,
	};
	const body = { number: entry.ticket, series, sequence, visit, origin: 'manual' as const, queuedAt: times.issuedAt };
	return [{ name: 'ticket-issued', body }];
}

function entered(entry: ManualEntry, { calledAt, beganAt, endedAt }: TrueTimes): NewEvent | null {
	if (entry.result === 'waiting') return null;
	const body: EventBody<'manual-service-entered'> = {
		ticket: entry.ticket,
		result: entry.result,
		calledAt,
		beganAt,
		endedAt,
		...placeOf(entry, 'servedAt'),
		...(entry.servedBy === undefined ? {} : { servedBy: entry.servedBy }),
		...(entry.run === undefined ? {} : { run: entry.run }),
	};
	return { name: 'manual-service-entered', body };
}

function placeOf(entry: ManualEntry): { window?: string };
function placeOf(entry: ManualEntry, name: 'servedAt'): { servedAt?: string };
function placeOf({ servedAt }: ManualEntry, name: 'window' | 'servedAt' = 'window'): Record<string, string> {
	return servedAt === undefined ? {} : { [name]: servedAt };
}

/** How the entry disagrees with what the hall knows of the ticket. */
function conflictsWith(state: HallDay, known: Ticket, entry: ManualEntry): ConflictFacts[] {
	const { life } = known;
	const about = { ticket: known.number, ...placeOf(entry) };
	if (known.byHand || (known.origin === 'manual' && entry.result === 'waiting'))
		return [{ kind: 'duplicate-number', ...about, detail: 'entered-twice' }];
	if (entry.result === 'waiting') return [];
	const elsewhere = 'window' in life && life.window !== entry.servedAt ? { otherWindow: life.window } : {};
	switch (life.stage) {
		case 'waiting':
			return known.origin === 'manual' || calledByHandToday(state, known.queue)
				? []
				: [{ kind: 'service-without-call', ...about, detail: 'entered-by-hand' }];
		case 'not-served':
			return [];
		case 'called':
		case 'held':
			return life.window === entry.servedAt ? [] : [{ kind: 'service-without-call', ...about, ...elsewhere, detail: 'entered-by-hand' }];
		case 'serving':
		case 'done':
			if (entry.result === 'served' && life.window !== entry.servedAt)
				return [{ kind: 'served-at-two-windows', ...about, ...elsewhere, detail: 'entered-by-hand' }];
			return life.stage === 'serving' && entry.result === 'served'
				? []
				: [{ kind: 'service-after-end', ...about, detail: 'entered-by-hand' }];
		default:
			return [{ kind: 'service-after-end', ...about, detail: 'entered-by-hand' }];
	}
}

/** The times of the form, made to follow one another within the day and not after now, and what was wrong with them. */
function timesWithin(state: HallDay, entry: ManualEntry, { plan, now }: DecideContext): { times: TrueTimes; doubts: DoubtfulEntry[] } {
	const said = [entry.issuedAt, entry.calledAt, entry.beganAt, entry.endedAt].filter((time): time is number => time !== null);
	const doubts: DoubtfulEntry[] = [];
	if (said.some((time, index) => index > 0 && time < (said[index - 1] as number))) doubts.push('times-out-of-order');
	if (said.some((time) => time > now)) doubts.push('time-in-the-future');
	if (said.some((time) => businessDay(time, plan.timezone) !== state.day)) doubts.push('time-of-another-day');
	const queue = state.tickets[entry.ticket]?.queue ?? entry.queue;
	if (doubts.length === 0 && said.length > 0 && !said.some((time) => wasManualAt(state, queue, time))) doubts.push('outside-manual-mode');
	let least = instantOf(state.day, '00:00', plan.timezone);
	const follow = (time: number | null): number | null => {
		if (time === null) return null;
		least = Math.min(now, Math.max(time, least));
		return least;
	};
	const first = entry.issuedAt ?? entry.calledAt ?? entry.beganAt ?? entry.endedAt ?? now;
	const issuedAt = follow(first) as number;
	const calledAt = follow(entry.calledAt);
	const beganAt = follow(entry.beganAt);
	return { times: { issuedAt, calledAt, beganAt, endedAt: follow(entry.endedAt) }, doubts };
}
