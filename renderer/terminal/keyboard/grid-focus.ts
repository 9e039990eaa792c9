/** Arrow keys inside a field of keys go where they point, not through the reading order: to "p" it would be nine steps otherwise. */

const pressable = 'button:not(:disabled)';

/**
 * Moves the focus within the nearest `[data-grid]`. `false`: there is no grid, or it ends in that direction — then the reading order goes on.
 */
export function moveInGrid(active: Element | null, key: string): boolean {
	const grid = active?.closest<HTMLElement>('[data-grid]');
	if (!active || !grid) return false;
	const all = [...grid.querySelectorAll<HTMLElement>(pressable)];
	const next = nextIn(
		active.getBoundingClientRect(),
		all.map((element) => ({ element, box: element.getBoundingClientRect() })),
		key,
	);
	next?.focus();
	return next !== null;
}

interface Place {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** The nearest row in the direction, and in it the key that lies most nearly above or below. */
export function nextIn<E>(from: Place, all: readonly { element: E; box: Place }[], key: string): E | null {
	const middle = (place: Place) => (place.left + place.right) / 2;
	const height = (place: Place) => (place.top + place.bottom) / 2;
	const sameRow = ({ box }: { box: Place }) => Math.abs(height(box) - height(from)) < (from.bottom - from.top) / 2;
	const nearest = (some: readonly { element: E; box: Place }[], far: (box: Place) => number) =>
		some.reduce<{ element: E; by: number } | null>(
			(best, { element, box }) => (best === null || far(box) < best.by ? { element, by: far(box) } : best),
			null,
		)?.element ?? null;
	if (key === 'ArrowLeft' || key === 'ArrowRight') {
		const sign = key === 'ArrowRight' ? 1 : -1;
		const ahead = all.filter((one) => sameRow(one) && sign * (middle(one.box) - middle(from)) > 1);
		return nearest(ahead, (box) => Math.abs(middle(box) - middle(from)));
	}
	if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
	const sign = key === 'ArrowDown' ? 1 : -1;
	const ahead = all.filter((one) => !sameRow(one) && sign * (height(one.box) - height(from)) > 1);
	// Rows far away count more than any distance within a row.
	return nearest(ahead, (box) => Math.abs(height(box) - height(from)) * 100 + Math.abs(middle(box) - middle(from)));
}
