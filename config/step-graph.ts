/** One step of a process: what must be finished before it, and how long it takes (working days). */
export interface Step {
	id: string;
	after: readonly string[];
	workdays?: number;
}

/** Steps that wait for each other in a circle, in order (`s2`, `s3`, `s2`), or `null` when there is none. */
export function circleIn(steps: readonly Step[]): string[] | null {
	const byId = new Map(steps.map((step) => [step.id, step]));
	const finished = new Set<string>();
	const walk = (id: string, trail: string[]): string[] | null => {
		const seen = trail.indexOf(id);
		if (seen >= 0) return [...trail.slice(seen), id];
		if (finished.has(id)) return null;
		for (const before of byId.get(id)?.after ?? []) {
			const circle = walk(before, [...trail, id]);
			if (circle) return circle;
		}
		finished.add(id);
		return null;
	};
	for (const step of steps) {
		const circle = walk(step.id, []);
		if (circle) return circle;
	}
	return null;
}

/** Working days of the longest way through the steps. Only for steps without a circle. */
export function longestWay(steps: readonly Step[]): number {
	const byId = new Map(steps.map((step) => [step.id, step]));
	const known = new Map<string, number>();
	const until = (id: string): number => {
		const before = known.get(id);
		if (before !== undefined) return before;
		const step = byId.get(id);
		if (!step) return 0;
		const days = (step.workdays ?? 0) + Math.max(0, ...step.after.map(until));
		known.set(id, days);
		return days;
	};
	return Math.max(0, ...steps.map((step) => until(step.id)));
}
