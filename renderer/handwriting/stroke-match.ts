/**
 * How well drawn strokes lie on those of a character, stroke by stroke: the second look, at the few characters whose map of directions fits. It is
 * taken after every stroke while a finger waits, so it works on plain rows of numbers and gives up as soon as a character cannot win any more.
 */
import { evenly, lengthOf, long } from './stroke.ts';

const samples = 6;
const sampled = 2 * samples;
/** As many strokes as a hand joins, or a learner takes apart, at once. */
const mostJoined = 4;
/** A joined stroke fits a little worse than its strokes apart would. */
const joinCosts = 0.012;
/** A stroke without a counterpart, for each unit of its length. */
const missingCosts = 0.3;
/** Short strokes count, but less than long ones. */
const least = 0.1;

/** Strokes one by one and run together: run `stroke × mostJoined + more` goes from pen down of a stroke to pen up of the one `more` further. */
export interface Shape {
	strokes: number;
	/** `samples` points of each run, at equal distances. */
	points: Float32Array;
	/** Length of the ink of each run. */
	lengths: Float32Array;
	/** What all its strokes weigh. */
	weight: number;
}

export function shapeOf(strokes: readonly Float32Array[]): Shape {
	const runs = strokes.length * mostJoined;
	const shape: Shape = { strokes: strokes.length, points: new Float32Array(runs * sampled), lengths: new Float32Array(runs), weight: 0 };
	const all = new Float32Array(strokes.reduce((sum, { length }) => sum + length, 0));
	const ends: number[] = [];
	let end = 0;
	for (const stroke of strokes) {
		all.set(stroke, end);
		end += stroke.length;
		ends.push(end);
	}
	for (let from = 0; from < strokes.length; from += 1) {
		let length = 0;
		for (let more = 0; more < mostJoined && from + more < strokes.length; more += 1) {
			length += lengthOf(strokes[from + more]!);
			const run = from * mostJoined + more;
			shape.points.set(evenly(all.subarray(from === 0 ? 0 : ends[from - 1]!, ends[from + more]!), samples), run * sampled);
			shape.lengths[run] = length;
		}
		shape.weight += least + shape.lengths[from * mostJoined]!;
	}
	return shape;
}

/** Mean distance of two runs, point by point, in units of the square. */
function apart(drawn: Shape, run: number, known: Shape, other: number): number {
	let sum = 0;
	for (let at = 0, mine = run * sampled, its = other * sampled; at < sampled; at += 2)
		sum += long(drawn.points[mine + at]! - known.points[its + at]!, drawn.points[mine + at + 1]! - known.points[its + at + 1]!);
	return sum / samples;
}

/** What it costs to take one run for the other, `more` strokes joined. */
function cost(drawn: Shape, run: number, known: Shape, other: number, more: number): number {
	return (apart(drawn, run, known, other) + joinCosts * more) * (least + (drawn.lengths[run]! + known.lengths[other]!) / 2);
}

const missing = (shape: Shape, stroke: number): number => missingCosts * (least + shape.lengths[stroke * mostJoined]!);

/**
 * 0 = the same; around 0.05 a careful hand; above 0.15 another character: in the order they were drawn, joined or apart, or in any order, whichever
 * is nearer. At least `below` when it is not nearer than that; how much more is then not looked at.
 */
export function distance(drawn: Shape, known: Shape, below: number): number {
	const whole = (drawn.weight + known.weight) / 2;
	const inAnyOrder = costInAnyOrder(drawn, known);
	return Math.min(inAnyOrder, costInOrder(drawn, known, Math.min(inAnyOrder, below * whole))) / whole;
}

/** Each stroke with the one that lies nearest: for hands that learned another order. */
function costInAnyOrder(drawn: Shape, known: Shape): number {
	const pairs = drawn.strokes * known.strokes;
	// The distance and which pair it is in one number: a row of numbers sorts much faster than a list of pairs.
	const fine = 2 ** 24;
	const near = new Float64Array(pairs);
	let count = 0;
	for (let mine = 0; mine < drawn.strokes; mine += 1)
		for (let its = 0; its < known.strokes; its += 1) {
			const away = apart(drawn, mine * mostJoined, known, its * mostJoined);
			if (away > missingCosts) continue;
			near[count] = Math.round(away * fine) * pairs + mine * known.strokes + its;
			count += 1;
		}
	const [mineTaken, itsTaken] = [new Uint8Array(drawn.strokes), new Uint8Array(known.strokes)];
	let sum = 0;
	for (const one of near.subarray(0, count).sort()) {
		const pair = one % pairs;
		const [mine, its] = [Math.floor(pair / known.strokes), pair % known.strokes];
		if (mineTaken[mine] || itsTaken[its]) continue;
		mineTaken[mine] = 1;
		itsTaken[its] = 1;
		sum += cost(drawn, mine * mostJoined, known, its * mostJoined, 0);
	}
	for (let mine = 0; mine < drawn.strokes; mine += 1) if (!mineTaken[mine]) sum += missing(drawn, mine);
	for (let its = 0; its < known.strokes; its += 1) if (!itsTaken[its]) sum += missing(known, its);
	return sum;
}

/** `below`: ways that cost as much are not followed any further; `Infinity` when none costs less. */
function costInOrder(drawn: Shape, known: Shape, below: number): number {
	const columns = known.strokes + 1;
	const costs = new Float64Array((drawn.strokes + 1) * columns).fill(Number.POSITIVE_INFINITY);
	costs[0] = 0;
	for (let row = 0; row <= drawn.strokes; row += 1)
		for (let column = 0; column <= known.strokes; column += 1) {
			const at = row * columns + column;
			const here = costs[at]!;
			if (here >= below) continue;
			const [mine, its] = [row * mostJoined, column * mostJoined];
			const [mineLeft, itsLeft] = [drawn.strokes - row, known.strokes - column];
			if (mineLeft > 0) costs[at + columns] = Math.min(costs[at + columns]!, here + missing(drawn, row));
			if (itsLeft > 0) costs[at + 1] = Math.min(costs[at + 1]!, here + missing(known, column));
			if (mineLeft === 0 || itsLeft === 0) continue;
			for (let more = 0; more < mostJoined && more < itsLeft; more += 1) {
				const there = at + columns + more + 1;
				costs[there] = Math.min(costs[there]!, here + cost(drawn, mine, known, its + more, more));
			}
			for (let more = 1; more < mostJoined && more < mineLeft; more += 1) {
				const there = at + columns * (more + 1) + 1;
				costs[there] = Math.min(costs[there]!, here + cost(drawn, mine + more, known, its, more));
			}
		}
	return costs[costs.length - 1]!;
}
