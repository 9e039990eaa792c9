/** Nearest-rank percentiles of durations in milliseconds, rounded to a hundredth. */
export function percentiles(durations: number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
	const sorted = [...durations].sort((a, b) => a - b);
	const at = (share: number) => Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN) * 100) / 100;
	return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}
