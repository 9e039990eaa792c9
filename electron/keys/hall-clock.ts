/**
 * The hall's time as far as this machine can vouch for it while it is cut off: what the platform said last, and how much time has certainly
 * passed since. A clock set back changes nothing; a clock set forward only makes things end earlier, until the platform says the time again.
 */
export interface KeptTime {
	/** Platform time, and this machine's clock then; ms. */
	hall: number;
	wall: number;
}

export interface HallClock {
	/** Platform time, ms. */
	now(): number;
	/** The platform said so, just now. */
	told(platformTime: number): void;
	/** What to put on the disk, so that a restart does not turn it back. */
	kept(): KeptTime;
}

/**
 * @param wall this machine's clock, which anyone may set
 * @param running milliseconds of a clock that nobody can set, from any beginning; it begins anew with each start
 */
export function createHallClock(known: KeptTime | null, wall: () => number, running: () => number): HallClock {
	let base: KeptTime = known ?? { hall: wall(), wall: wall() };
	let from = running();
	const now = () => base.hall + Math.max(running() - from, wall() - base.wall, 0);
	return {
		now: () => Math.round(now()),
		told(platformTime) {
			base = { hall: platformTime, wall: wall() };
			from = running();
		},
		kept() {
			// A clock that stands before the last time it was looked at was set back: the later reading goes on being the one to compare with.
			base = { hall: now(), wall: Math.max(wall(), base.wall) };
			from = running();
			return { hall: Math.round(base.hall), wall: Math.round(base.wall) };
		},
	};
}
