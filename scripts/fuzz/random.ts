/** Small seeded generator (mulberry32): the same seed gives the same noise. */
export interface Random {
	/** 0 … 2³² − 1. */
	next(): number;
	/** 0 … `limit` − 1. */
	below(limit: number): number;
	/** True once in `times`. */
	oneIn(times: number): boolean;
	bytes(count: number): Uint8Array;
}

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return (t ^ (t >>> 14)) >>> 0;
	};
	const below = (limit: number) => next() % limit;
	return {
		next,
		below,
		oneIn: (times) => below(times) === 0,
		bytes(count) {
			const bytes = new Uint8Array(count);
			for (let at = 0; at < count; at++) bytes[at] = next() & 0xff;
			return bytes;
		},
	};
}
