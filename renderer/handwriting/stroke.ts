/** A line that was drawn, and how it is measured: a stroke is `[x0, y0, x1, y1, …]` in any unit, y downward, from pen down to pen up. */

export type Stroke = ArrayLike<number>;

/** As `Math.hypot`, which is ten times as slow: a book of 9,500 characters is measured with it. */
export const long = (dx: number, dy: number): number => Math.sqrt(dx * dx + dy * dy);

/** Length of the way along the stroke. */
export function lengthOf(stroke: Stroke): number {
	let length = 0;
	for (let at = 2; at < stroke.length; at += 2) length += long(stroke[at]! - stroke[at - 2]!, stroke[at + 1]! - stroke[at - 1]!);
	return length;
}

/** `count` points at equal distances along the way; a dot gives the same point again and again. */
export function evenly(stroke: Stroke, count: number): Float32Array {
	const points = new Float32Array(2 * count);
	const step = lengthOf(stroke) / (count - 1);
	let [x, y] = [stroke[0]!, stroke[1]!];
	let [placed, at, left] = [1, 2, step];
	points[0] = x;
	points[1] = y;
	while (placed < count) {
		if (at >= stroke.length) {
			points[2 * placed] = stroke[stroke.length - 2]!;
			points[2 * placed + 1] = stroke[stroke.length - 1]!;
			placed += 1;
			continue;
		}
		const [dx, dy] = [stroke[at]! - x, stroke[at + 1]! - y];
		const piece = long(dx, dy);
		if (piece < left || piece === 0) {
			left -= piece;
			x = stroke[at]!;
			y = stroke[at + 1]!;
			at += 2;
			continue;
		}
		x += (dx * left) / piece;
		y += (dy * left) / piece;
		points[2 * placed] = x;
		points[2 * placed + 1] = y;
		placed += 1;
		left = step;
	}
	return points;
}

/**
 * The same strokes on a square of 1 with their weight in the middle, whatever size, place and proportion they were drawn in. Thin shapes (一, 丨)
 * stay thin: they are told by it.
 */
export function onUnitSquare(strokes: readonly Stroke[]): Float32Array[] {
	let [sum, sumX, sumY, sumXX, sumYY] = [0, 0, 0, 0, 0];
	for (const stroke of strokes)
		for (let at = 0; at < stroke.length; at += 2) {
			// Pieces weigh as much as they are long; a dot weighs a little.
			const [fromX, fromY] = at === 0 ? [stroke[0]!, stroke[1]!] : [stroke[at - 2]!, stroke[at - 1]!];
			const [dx, dy] = [stroke[at]! - fromX, stroke[at + 1]! - fromY];
			const weight = long(dx, dy) + 1e-3;
			const [x, y] = [fromX + dx / 2, fromY + dy / 2];
			sum += weight;
			sumX += weight * x;
			sumY += weight * y;
			sumXX += weight * (x * x + (dx * dx) / 12);
			sumYY += weight * (y * y + (dy * dy) / 12);
		}
	const [middleX, middleY] = [sumX / sum, sumY / sum];
	const wide = Math.sqrt(Math.max(0, sumXX / sum - middleX ** 2));
	const high = Math.sqrt(Math.max(0, sumYY / sum - middleY ** 2));
	const large = Math.max(wide, high, 1e-6);
	// Proportion is kept in part: a hand writes characters wider or narrower than a book, but not 一 as a square, nor steeper than it is.
	const ratio = Math.min(wide, high) / large;
	const proportion = Math.min(Math.sqrt(Math.sin((Math.PI / 2) * ratio)), 1.7 * ratio);
	const [scaleX, scaleY] = [
		(wide < high ? proportion * spread : spread) / Math.max(wide, 1e-6),
		(wide < high ? spread : proportion * spread) / Math.max(high, 1e-6),
	];
	return strokes.map((stroke) => {
		const mapped = new Float32Array(stroke.length);
		for (let at = 0; at < stroke.length; at += 2) {
			mapped[at] = 0.5 + (stroke[at]! - middleX) * scaleX;
			mapped[at + 1] = 0.5 + (stroke[at + 1]! - middleY) * scaleY;
		}
		return mapped;
	});
}

/** One standard deviation of the ink on the unit square: nearly all of it lies within two. */
const spread = 0.24;
