/** How well drawn strokes lie on those of a character, stroke by stroke: the second look, at the few characters whose map of directions fits. */
import { evenly, lengthOf, long } from './stroke.ts';

const samples = 6;
/** As many strokes as a hand joins, or a learner takes apart, at once. */
const mostJoined = 4;
/** A joined stroke fits a little worse than its strokes apart would. */
const joinCosts = 0.012;
/** A stroke without a counterpart, for each unit of its length. */
const missingCosts = 0.3;

/** A run of strokes as one, from pen down of the first to pen up of the last. */
interface Run {
	points: Float32Array;
	length: number;
}

/** `runs[from][count - 1]`: strokes `from` to `from + count`, as if the pen had not been lifted. */
export type Runs = readonly (readonly Run[])[];

export function runsOf(strokes: readonly Float32Array[]): Runs {
	const lengths = strokes.map(lengthOf);
	const all = new Float32Array(strokes.reduce((sum, { length }) => sum + length, 0));
	const begins = [0];
	for (const stroke of strokes) {
		all.set(stroke, begins.at(-1)!);
		begins.push(begins.at(-1)! + stroke.length);
	}
	return strokes.map((_, from) => {
		const runs: Run[] = [];
		let length = 0;
		for (let end = from + 1; end <= Math.min(from + mostJoined, strokes.length); end += 1) {
			length += lengths[end - 1]!;
			runs.push({ points: evenly(all.subarray(begins[from], begins[end]), samples), length });
		}
		return runs;
	});
}

/** Mean distance of the two ways, point by point, in units of the square. */
function apart(one: Run, other: Run): number {
	const [mine, its] = [one.points, other.points];
	let sum = 0;
	for (let at = 0; at < mine.length; at += 2) sum += long(mine[at]! - its[at]!, mine[at + 1]! - its[at + 1]!);
	return sum / samples;
}

/** What it costs to take one run for the other, `more` strokes joined. */
const cost = (one: Run, other: Run, more: number): number => (apart(one, other) + joinCosts * more) * weigh(one, other);

/** Short strokes count, but less than long ones. */
const weigh = (one: Run, other: Run): number => 0.1 + (one.length + other.length) / 2;

/** In the order they were drawn, joined or apart: 0 = the same; around 0.05 a careful hand; above 0.15 another character. */
export function distanceInOrder(drawn: Runs, known: Runs): number {
	const [rows, columns] = [drawn.length + 1, known.length + 1];
	const costs = new Float32Array(rows * columns).fill(Number.POSITIVE_INFINITY);
	costs[0] = 0;
	const reach = (row: number, column: number, sum: number) => {
		const at = row * columns + column;
		if (sum < costs[at]!) costs[at] = sum;
	};
	for (let row = 0; row < rows; row += 1)
		for (let column = 0; column < columns; column += 1) {
			const here = costs[row * columns + column]!;
			if (here === Number.POSITIVE_INFINITY) continue;
			const [mine, its] = [drawn[row], known[column]];
			if (mine) reach(row + 1, column, here + missingCosts * (0.1 + mine[0]!.length));
			if (its) reach(row, column + 1, here + missingCosts * (0.1 + its[0]!.length));
			if (!mine || !its) continue;
			for (let more = 0; more < its.length; more += 1) reach(row + 1, column + more + 1, here + cost(mine[0]!, its[more]!, more));
			for (let more = 1; more < mine.length; more += 1) reach(row + more + 1, column + 1, here + cost(mine[more]!, its[0]!, more));
		}
	return costs[costs.length - 1]! / whole(drawn, known);
}

/** In any order, each stroke with the one that lies nearest: for hands that learned another order. */
export function distanceInAnyOrder(drawn: Runs, known: Runs): number {
	const pairs: { mine: number; its: number; cost: number; weight: number }[] = [];
	for (const [mine, runs] of drawn.entries())
		for (const [its, others] of known.entries())
			pairs.push({ mine, its, cost: apart(runs[0]!, others[0]!), weight: weigh(runs[0]!, others[0]!) });
	pairs.sort((one, other) => one.cost - other.cost);
	const [mineTaken, itsTaken] = [new Set<number>(), new Set<number>()];
	let sum = 0;
	for (const { mine, its, cost, weight } of pairs) {
		if (mineTaken.has(mine) || itsTaken.has(its) || cost > missingCosts) continue;
		mineTaken.add(mine);
		itsTaken.add(its);
		sum += cost * weight;
	}
	for (const [at, runs] of drawn.entries()) if (!mineTaken.has(at)) sum += missingCosts * (0.1 + runs[0]!.length);
	for (const [at, runs] of known.entries()) if (!itsTaken.has(at)) sum += missingCosts * (0.1 + runs[0]!.length);
	return sum / whole(drawn, known);
}

const inkOf = (runs: Runs): number => runs.reduce((sum, [run]) => sum + 0.1 + run!.length, 0);
const whole = (drawn: Runs, known: Runs): number => (inkOf(drawn) + inkOf(known)) / 2;
