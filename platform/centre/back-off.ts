/** How long to wait before the next try: 1, 2, 4 … 60 s, each shortened by chance to a half at most, so that many halls do not come back at once. */
const firstMs = 1_000;
const longestMs = 60_000;

/** `tries`: failed tries in a row, from 1. `random`: 0 ≤ r < 1. */
export function backOffMs(tries: number, random: () => number): number {
	const whole = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 16));
	return Math.max(firstMs, Math.round(whole * (1 - random() / 2)));
}
