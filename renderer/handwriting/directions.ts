/**
 * A whole character as a map of directions: in which of eight directions how much ink goes through each of 8 × 8 places. It asks little
 * in which order the strokes came and where the pen was lifted, which hands differ in most.
 */
import { evenly, lengthOf, long, type Stroke } from './stroke.ts';

const places = 8;
const directions = 8;
export const mapSize = places * places * directions;
/** What the way of the lifted pen counts beside ink: a hand that joins strokes draws it. */
const liftedCounts = 0.35;
/** Distance of the points a stroke is looked at in, on a square of 1. */
const step = 1 / 28;

/** Writes the map of strokes on the unit square (`onUnitSquare`) into `target` at `from`; its length is 1. */
export function drawMap(strokes: readonly Stroke[], target: Float32Array, from: number): void {
	for (const [at, stroke] of strokes.entries()) {
		trace(stroke, 1, target, from);
		const next = strokes[at + 1];
		if (next) trace([stroke[stroke.length - 2]!, stroke[stroke.length - 1]!, next[0]!, next[1]!], liftedCounts, target, from);
	}
	let sum = 0;
	for (let at = from; at < from + mapSize; at += 1) {
		// The root makes much ink in one place count less than ink in many places.
		sum += target[at]!;
		target[at] = Math.sqrt(target[at]!);
	}
	const length = Math.sqrt(sum) || 1;
	for (let at = from; at < from + mapSize; at += 1) target[at] = target[at]! / length;
}

function trace(stroke: Stroke, counts: number, target: Float32Array, from: number): void {
	const points = evenly(stroke, Math.max(2, Math.ceil(lengthOf(stroke) / step) + 1));
	for (let at = 2; at < points.length; at += 2) {
		const [dx, dy] = [points[at]! - points[at - 2]!, points[at + 1]! - points[at - 1]!];
		const ink = counts * long(dx, dy);
		if (ink === 0) continue;
		add(target, from, points[at]! - dx / 2, points[at + 1]! - dy / 2, (Math.atan2(dy, dx) / (2 * Math.PI)) * directions, ink);
	}
}

/** Ink at (x, y) is shared by the places and directions around it, so that a little difference is a little difference. */
function add(target: Float32Array, from: number, x: number, y: number, direction: number, ink: number): void {
	const [column, row] = [within(x * places - 0.5), within(y * places - 0.5)];
	const turn = (direction + directions) % directions;
	const [left, top, before] = [Math.floor(column), Math.floor(row), Math.floor(turn)];
	for (let down = 0; down < 2; down += 1)
		for (let right = 0; right < 2; right += 1) {
			const [atRow, atColumn] = [top + down, left + right];
			if (atRow >= places || atColumn >= places) continue;
			const share = ink * (down === 1 ? row - top : 1 - row + top) * (right === 1 ? column - left : 1 - column + left);
			const cell = from + (atRow * places + atColumn) * directions;
			target[cell + (before % directions)]! += share * (1 - turn + before);
			target[cell + ((before + 1) % directions)]! += share * (turn - before);
		}
}

const within = (place: number): number => Math.min(places - 1, Math.max(0, place));
