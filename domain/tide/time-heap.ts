/** A binary heap of instants, each with a whole number beside it; equal instants come out by that number. Arrays of its own, so that it can be emptied and filled again. */
export class TimeHeap {
	/** The earliest instant; infinity = empty. */
	first = Number.POSITIVE_INFINITY;
	size = 0;
	private readonly times: Float64Array;
	private readonly whats: Int32Array;

	constructor(room: number) {
		this.times = new Float64Array(room + 1);
		this.whats = new Int32Array(room + 1);
	}

	clear(): void {
		this.size = 0;
		this.first = Number.POSITIVE_INFINITY;
	}

	put(time: number, what: number): void {
		const { times, whats } = this;
		let place = this.size++;
		while (place > 0) {
			const above = (place - 1) >> 1;
			if (times[above]! < time || (times[above] === time && whats[above]! < what)) break;
			times[place] = times[above]!;
			whats[place] = whats[above]!;
			place = above;
		}
		times[place] = time;
		whats[place] = what;
		this.first = times[0]!;
	}

	/** Takes out the earliest; only when there is one. */
	take(): number {
		const { times, whats } = this;
		const taken = whats[0]!;
		const size = --this.size;
		if (size === 0) {
			this.first = Number.POSITIVE_INFINITY;
			return taken;
		}
		const time = times[size]!;
		const what = whats[size]!;
		let place = 0;
		for (;;) {
			let below = 2 * place + 1;
			if (below >= size) break;
			if (
				below + 1 < size &&
				(times[below + 1]! < times[below]! || (times[below + 1] === times[below] && whats[below + 1]! < whats[below]!))
			)
				below++;
			if (time < times[below]! || (time === times[below] && what < whats[below]!)) break;
			times[place] = times[below]!;
			whats[place] = whats[below]!;
			place = below;
		}
		times[place] = time;
		whats[place] = what;
		this.first = times[0]!;
		return taken;
	}
}
