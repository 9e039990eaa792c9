/** About as high as the lines are drawn, pixels: enough to keep labels apart. */
const drawnHeight = 300;

/** Labels at the ends of lines, so far down from where their line ends that each can be read. */
export function apart(ends: (number | null)[], most: number): number[] {
	const shown = ends
		.flatMap((value, place) => (value === null ? [] : [{ place, y: -(value / most) * drawnHeight }]))
		.sort((a, b) => a.y - b.y);
	let free = Number.NEGATIVE_INFINITY;
	const placed = shown.map(({ place, y }) => {
		const at = Math.max(y, free);
		free = at + 19;
		return { place, y, at };
	});
	// Lines that all end at nothing would push their last name below the picture, where nobody reads it.
	const shift = ends.map(() => 0);
	let lowest = 0;
	for (const { place, y, at } of placed.reverse()) {
		const up = Math.min(at, lowest);
		shift[place] = up - y;
		lowest = up - 19;
	}
	return shift;
}
