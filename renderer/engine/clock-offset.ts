/** Platform clock minus station clock, measured on the link: the sample with the shortest round trip of the last few counts. */

export interface ClockOffset {
	value(): number;
	/** `platformTime` arrived at `receivedAt` (station clock) after `roundTripMs`. True when the value changed by what people notice. */
	sample(platformTime: number, receivedAt: number, roundTripMs: number): boolean;
}

const samplesKept = 8;
/** Changes below this are noise of the line. */
const noticedMs = 20;

export function createClockOffset(start: number): ClockOffset {
	let value = start;
	let samples: { offset: number; roundTripMs: number }[] = [];
	return {
		value: () => value,
		sample(platformTime, receivedAt, roundTripMs) {
			samples = [...samples, { offset: platformTime + roundTripMs / 2 - receivedAt, roundTripMs }].slice(-samplesKept);
			const best = samples.reduce((a, b) => (b.roundTripMs < a.roundTripMs ? b : a));
			if (Math.abs(best.offset - value) < noticedMs) return false;
			value = Math.round(best.offset);
			return true;
		},
	};
}
