/** A mean and how sure it is, from batches: what is near in time hangs together, so single values would promise too much. */
export interface Measured {
	mean: number;
	/** Standard error. */
	error: number;
}

export const batches = 40;

export function ofBatches(means: readonly number[]): Measured {
	const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
	const spread = means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (means.length - 1);
	return { mean, error: Math.sqrt(spread / means.length) };
}

/** Means over batches of the persons `from` to `until` that `of` gives a number for (NaN = not counted). */
export function meanOf(from: number, until: number, of: (person: number) => number): Measured {
	return ratioOf(from, until, of, (person) => (Number.isNaN(of(person)) ? 0 : 1));
}

/** Means over batches of sums of `of` beside sums of `per`, e.g. seconds waited per second that passed. */
export function ratioOf(from: number, until: number, of: (person: number) => number, per: (person: number) => number): Measured {
	const size = Math.floor((until - from) / batches);
	return ofBatches(
		Array.from({ length: batches }, (_, batch) => {
			let [sum, weight] = [0, 0];
			for (let person = from + batch * size; person < from + (batch + 1) * size; person++) {
				const value = of(person);
				if (Number.isNaN(value)) continue;
				sum += value;
				weight += per(person);
			}
			return weight > 0 ? sum / weight : 0;
		}),
	);
}
