/** Steps a display refused for good, by their key, and how often each was asked again. Forgotten when something changes or all is renewed. */
export interface Refusals {
	has(key: string): boolean;
	/** Code of this step's refusal; `null` when it was not refused. */
	of(key: string): string | null;
	/** Code of the first refused step that `counts`. */
	first(counts?: (key: string) => boolean): string | null;
	refuse(key: string, code: string): void;
	/** Whether it is worth another attempt, of so many; each reason has its own count. */
	again(key: string, code: string, times: number): boolean;
	done(key: string): void;
	clear(): void;
}

/** None refused yet; memory only. */
export function createRefusals(): Refusals {
	const refused = new Map<string, string>();
	/** Key → reason → how often. */
	const attempts = new Map<string, Map<string, number>>();
	return {
		has: (key) => refused.has(key),
		of: (key) => refused.get(key) ?? null,
		first(counts = () => true) {
			for (const [key, code] of refused) if (counts(key)) return code;
			return null;
		},
		refuse(key, code) {
			refused.set(key, code);
			attempts.delete(key);
		},
		again(key, code, times) {
			const reasons = attempts.get(key) ?? new Map<string, number>();
			attempts.set(key, reasons);
			const count = (reasons.get(code) ?? 0) + 1;
			reasons.set(code, count);
			return count <= times;
		},
		done(key) {
			refused.delete(key);
			attempts.delete(key);
		},
		clear() {
			refused.clear();
			attempts.clear();
		},
	};
}
