/**
 * The best non-idling rule of the N-model, by solving its Markov decision process: server 1 serves class 1 alone, server 2 both. Queues are cut off
 * at `most`, which no queue comes near; relative value iteration until the gain stands still.
 */
export interface TwoServers {
	lam1: number;
	lam2: number;
	mu11: number;
	mu12: number;
	mu22: number;
	h1: number;
	h2: number;
}

const most = 30;
const side = most + 1;
/** State of server 2: idle, serving class 1, serving class 2. */
const second = { idle: 0, one: 1, two: 2 } as const;

/** Whether server 2, free with both queues waiting (server 1 is busy then), takes class 1. */
export function bestRule(model: TwoServers): (waiting1: number, waiting2: number) => boolean {
	const { lam1, lam2, mu11, mu12, mu22, h1, h2 } = model;
	const rate = lam1 + lam2 + mu11 + Math.max(mu12, mu22);
	const at = (busy1: number, server2: number, one: number, two: number) =>
		((busy1 * 3 + server2) * side + Math.min(one, most)) * side + Math.min(two, most);
	let value = new Float64Array(6 * side * side);
	let next = new Float64Array(value.length);
	// The value after server 2 became free and chose, never idle while somebody it could serve waits.
	const freed = (busy1: number, one: number, two: number) => {
		if (one > 0 && two > 0) return Math.min(value[at(busy1, second.one, one - 1, two)]!, value[at(busy1, second.two, one, two - 1)]!);
		if (one > 0) return value[at(busy1, second.one, one - 1, two)]!;
		if (two > 0) return value[at(busy1, second.two, one, two - 1)]!;
		return value[at(busy1, second.idle, 0, 0)]!;
	};
	for (let round = 0; round < 20_000; round++) {
		let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
		for (let busy1 = 0; busy1 < 2; busy1++)
			for (let server2 = 0; server2 < 3; server2++)
				for (let one = 0; one <= most; one++)
					for (let two = 0; two <= most; two++) {
						// An idle server has nobody it could serve.
						if (one > 0 && (busy1 === 0 || server2 === second.idle)) continue;
						if (two > 0 && server2 === second.idle) continue;
						const here = at(busy1, server2, one, two);
						let [sum, left] = [0, rate];
						const to = (how: number, then: number) => {
							sum += how * then;
							left -= how;
						};
						to(
							lam1,
							value[
								busy1 === 0
									? at(1, server2, one, two)
									: server2 === second.idle
										? at(1, second.one, one, two)
										: at(1, server2, one + 1, two)
							]!,
						);
						to(lam2, value[server2 === second.idle ? at(busy1, second.two, one, two) : at(busy1, server2, one, two + 1)]!);
						if (busy1 === 1) to(mu11, value[one > 0 ? at(1, server2, one - 1, two) : at(0, server2, 0, two)]!);
						if (server2 === second.one) to(mu12, freed(busy1, one, two));
						if (server2 === second.two) to(mu22, freed(busy1, one, two));
						const cost = h1 * (one + busy1 + (server2 === second.one ? 1 : 0)) + h2 * (two + (server2 === second.two ? 1 : 0));
						next[here] = (cost + sum + left * value[here]!) / rate;
						const change = next[here]! - value[here]!;
						if (change < least) least = change;
						if (change > greatest) greatest = change;
					}
		const level = next[0]!;
		for (let state = 0; state < next.length; state++) next[state]! -= level;
		[value, next] = [next, value];
		if ((greatest - least) * rate < 1e-4) break;
	}
	return (waiting1, waiting2) => value[at(1, second.one, waiting1 - 1, waiting2)]! < value[at(1, second.two, waiting1, waiting2 - 1)]!;
}
