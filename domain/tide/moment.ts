/** A hall at one instant, as plain data: what the planner looks at, what is recorded with a proposal, and what replays it. */
import type { Span } from './tide-hall.ts';

export interface WindowMoment {
	/** Queues on the sign that is in force. */
	set: readonly number[];
	/** Decided and not in force yet: hung after the citizen in service. */
	pending: readonly number[] | null;
	stage: 'idle' | 'serving' | 'changing' | 'closed';
	/** Instant at which this stage began; of a service, its start. */
	since: number;
	/** Known end of changing or being closed. */
	until: number | null;
	/** Queue of the person in service. */
	serves: number | null;
	/** Queue served last. */
	last: number | null;
	/** Changes of its sign today, and the instant of the newest. */
	moves: number;
	movedAt: number | null;
	/** A manager's own setting holds until then. */
	lockedUntil: number | null;
}

/** A window that has nothing to do, with these queues on its sign; nobody was served there yet. */
export function idleWindow(set: readonly number[], since: number): WindowMoment {
	return {
		...{ set, pending: null, stage: 'idle', since, until: null, serves: null, last: null },
		...{ moves: 0, movedAt: null, lockedUntil: null },
	};
}

export interface Moment {
	/** Seconds since opening. */
	now: number;
	windows: readonly WindowMoment[];
	/** Everybody who waits: queue, instant of arrival, kind; in the order of arrival. */
	waiting: readonly (readonly [queue: number, arrival: number, kind: number])[];
	/** Closures that are known now, of each window: breaks, and faults that have come. */
	closures: readonly (readonly Span[])[];
}

/** What is expected to come. */
export interface Outlook {
	/** People without a reservation per queue in each interval from `from` on. */
	from: number;
	intervalS: number;
	expected: readonly (readonly number[])[];
	/** How sure the level of a queue is: the shape of a gamma law with mean 1 (100 = within about ten percent). */
	certainty: readonly number[];
	/** Booked times to come: instant, queue, people booked. */
	booked: readonly (readonly [at: number, queue: number, people: number])[];
	/** Share of those booked who come. */
	show: number;
	/** Share of people without a reservation who belong to a priority group. */
	priorityShare: number;
}
