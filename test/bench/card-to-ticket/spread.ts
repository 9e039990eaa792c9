/** Nearest-rank percentiles, to hundredths. */
export interface Spread {
	p50: number;
	p95: number;
	p99: number;
	max: number;
}

export function spread(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) * 100) / 100;
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
