/** 长辈版 shows never more than three keys: all of three, or two and one that leads to the rest. Pure. */
export function elderPart<T>(all: readonly T[], from: number): { shown: readonly T[]; next: number | null } {
	const rest = all.slice(from);
	return rest.length <= 3 ? { shown: rest, next: null } : { shown: rest.slice(0, 2), next: from + 2 };
}
