/** What a hall lets the planner do. */
export interface PlanLimits {
	/** Seconds ahead during which people come. */
	horizonS: number;
	/** A sign stays so long after it was changed. */
	dwellS: number;
	/** Changes of one clerk's sign a day. */
	movesPerClerk: number;
	/** Changes proposed at one instant. */
	atOnce: number;
	/** Changes per hour and ten windows, over the day. */
	perHourPerTen: number;
	/** Changes of so many seconds to come may be made ahead. */
	aheadS: number;
	/** Equivalent minutes a change must bring beyond what it costs. */
	threshold: number;
	/** The threshold grows by this share with each change the window had today, so that the burden is spread. */
	spread: number;
	/** And so many standard errors beyond that. */
	sureness: number;
	/** A queue counts as served by a window that is open for half of this time. */
	serveWithinS: number;
}

export const usualLimits: PlanLimits = {
	horizonS: 3600,
	dwellS: 1200,
	movesPerClerk: 4,
	atOnce: 3,
	perHourPerTen: 1.45,
	aheadS: 3600,
	threshold: 8,
	spread: 0.1,
	sureness: 1,
	serveWithinS: 1200,
};

/** Changes that may still be made by this instant so that the day as a whole stays within what is allowed. */
export function movesLeft(limits: PlanLimits, windows: number, now: number, lastTicketS: number, made: number): number {
	const hour = (limits.perHourPerTen * windows) / 10;
	const allowed = Math.min(((now + limits.aheadS) / 3600) * hour, (lastTicketS / 3600) * hour);
	return Math.max(0, Math.floor(allowed + 1e-9) - made);
}
