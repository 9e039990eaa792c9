/** What the simulator and the planner know of a hall. Queues and windows are counted from 0; times are seconds since opening. */

export interface TideQueue {
	id: string;
	name: string;
	/** Of the history: one person's service at a window of usual speed, and its coefficient of variation. */
	meanServiceS: number;
	variation: number;
	targetWaitS: number;
}

export interface TideWindow {
	id: string;
	/** Queues on its sign today, first = primary. */
	home: readonly number[];
	/** Queues its clerk may serve. */
	skills: readonly number[];
	/** Multiplies the times of service. */
	speed: number;
	/** Closures that were planned: breaks, lunch, end of duty. In order, not touching each other. */
	off: readonly Span[];
}

/** From, until. */
export type Span = readonly [number, number];

export interface TideParams {
	/** What changing a sign costs the window, and what calling somebody of another queue than before costs. */
	reassignS: number;
	contextS: number;
	/** Multiplies the time of a service outside `home`. */
	nonhomeFactor: number;
	/** Queues on one sign at most. */
	maxSet: number;
	/** A person approves: decided at t, in force at t + this. */
	approvalDelayS: number;
	/** Seconds a person of each kind is treated as having come earlier, by `kinds`. */
	headStartS: readonly [number, number, number];
}

export interface TideHall {
	queues: readonly TideQueue[];
	windows: readonly TideWindow[];
	params: TideParams;
	/** Nobody comes after the first; nothing is done after the second. */
	lastTicketS: number;
	endS: number;
}

/** Kinds of people: without anything, with a reservation, of a priority group. */
export const kinds = { walkIn: 0, reserved: 1, priority: 2 } as const;

/** People in the order in which they come, one array per thing known of them. */
export interface People {
	count: number;
	arrival: Float64Array;
	queue: Int16Array;
	/** Seconds of service at a window of usual speed. */
	service: Float64Array;
	/** Leaves after waiting so long; negative = never. */
	patience: Float64Array;
	kind: Uint8Array;
}

export function roomFor(most: number): People {
	return {
		count: 0,
		arrival: new Float64Array(most),
		queue: new Int16Array(most),
		service: new Float64Array(most),
		patience: new Float64Array(most).fill(-1),
		kind: new Uint8Array(most),
	};
}

/**
 * Which of several queues a window calls from: the most urgent, `(wait since effective arrival + headS) / target` times these factors.
 * The same in the hall, in a replay and in the futures a planner plays.
 */
export interface CallRule {
	/** Added to every wait, so that somebody who just came is worth more than nobody. */
	headS: number;
	/** Of a queue outside the window's home. */
	awayFactor: number;
	/** Of the queue it served last: it stays with it unless another is clearly more urgent. */
	stayFactor: number;
	/** Short services first among equally urgent ones: (ten minutes / usual service) to this power. 0 = length does not count. */
	shortPower: number;
	/** Where somebody of a priority group stands first. */
	priorityFactor: number;
	/** Crowds first among equally urgent queues: people in line to this power. 0 = how many wait does not count. */
	crowdPower: number;
	/** Beyond the target a wait counts as (wait / target) to this power. 1 = beyond it as up to it. */
	latePower: number;
}

/** `static`: today's signs, the longest wait towards its target. */
export const plainRule: CallRule = {
	headS: 20,
	awayFactor: 1,
	stayFactor: 1,
	shortPower: 0,
	priorityFactor: 1,
	crowdPower: 0,
	latePower: 1,
};
/** `static-sets`: as above, with queues outside home counting less. */
export const awayRule: CallRule = { ...plainRule, awayFactor: 0.6 };
/** The named rule `urgency`. Its constants were chosen on made halls (scripts/tide/made-hall.ts); days decided by it are replayed by it. */
export const urgencyRule: CallRule = {
	headS: 20,
	awayFactor: 0.6,
	stayFactor: 1.5,
	shortPower: 0.5,
	priorityFactor: 1.3,
	crowdPower: 0,
	latePower: 1,
};
/** The tide's own rule, `crowd-urgency`: how many wait counts too, and who is late already presses less than in proportion. Chosen on made halls (decisions 0031, 0032). */
export const tidalRule: CallRule = {
	headS: 20,
	awayFactor: 0.5,
	stayFactor: 1.6,
	shortPower: 1,
	priorityFactor: 1.3,
	crowdPower: 0.5,
	latePower: 1 / 3,
};

/** Head starts of people without anything, with a reservation, of a priority group, where a hall says nothing else. */
export const usualHeadStartS = [0, 900, 600] as const;

/** What a second of waiting in a queue counts, before the factors of window and person. */
export function urgencyPerSecond(rule: CallRule, targetS: number, meanServiceS: number): number {
	return (rule.shortPower === 0 ? 1 : (600 / meanServiceS) ** rule.shortPower) / targetS;
}
