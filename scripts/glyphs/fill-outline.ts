/** Fills an outline of a font into dots, the way a printer's font is made: a dot is black when enough of it lies inside. */
import { type Dots, emptyDots } from '../../drivers/printer/glyphs/dots.ts';

export type OutlineCommand =
	| { type: 'M'; x: number; y: number }
	| { type: 'L'; x: number; y: number }
	| { type: 'Q'; x1: number; y1: number; x: number; y: number }
	| { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
	| { type: 'Z' };

interface Point {
	x: number;
	y: number;
}
type Curve = Extract<OutlineCommand, { type: 'Q' | 'C' }>;

interface Edge {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

/** Lines looked at within one row of dots. */
const linesPerRow = 8;
const stepsPerCurve = 8;

/** `commands` in dots, y downwards from the top of the cell. `least`: share of a dot that must be inside, 0…1. */
export function fillOutline(commands: readonly OutlineCommand[], width: number, height: number, least: number): Dots {
	const edges = edgesOf(commands);
	const dots = emptyDots(width, height);
	const inside = new Float64Array(width);
	for (let row = 0; row < height; row++) {
		inside.fill(0);
		for (let line = 0; line < linesPerRow; line++) addLine(inside, edges, row + (line + 0.5) / linesPerRow);
		for (let x = 0; x < width; x++) dots.ink[row * width + x] = inside[x]! / linesPerRow >= least ? 1 : 0;
	}
	return dots;
}

/** Adds how much of each dot lies inside along the line at `y`; inside = wound around at least once. */
function addLine(inside: Float64Array, edges: readonly Edge[], y: number): void {
	const crossings = edges
		.filter(({ y0, y1 }) => y0 <= y !== y1 <= y)
		.map(({ x0, y0, x1, y1 }) => ({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y1 > y0 ? 1 : -1 }))
		.sort((a, b) => a.x - b.x);
	let wound = 0;
	for (const [at, { x, turn }] of crossings.entries()) {
		wound += turn;
		const until = crossings[at + 1]?.x;
		if (wound === 0 || until === undefined) continue;
		for (let dot = Math.max(0, Math.floor(x)); dot < Math.min(inside.length, Math.ceil(until)); dot++)
			inside[dot]! += Math.max(0, Math.min(until, dot + 1) - Math.max(x, dot));
	}
}

function edgesOf(commands: readonly OutlineCommand[]): Edge[] {
	const edges: Edge[] = [];
	let start = { x: 0, y: 0 };
	let here = start;
	const to = (x: number, y: number): void => {
		if (y !== here.y) edges.push({ x0: here.x, y0: here.y, x1: x, y1: y });
		here = { x, y };
	};
	for (const command of commands) {
		if (command.type === 'Z') to(start.x, start.y);
		else if (command.type === 'M') {
			to(start.x, start.y);
			start = here = { x: command.x, y: command.y };
		} else if (command.type === 'L') to(command.x, command.y);
		else {
			const from = here;
			const [first, second] = handlesOf(from, command);
			for (let step = 1; step <= stepsPerCurve; step++) {
				const t = step / stepsPerCurve;
				const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
				to(a * from.x + b * first.x + c * second.x + d * command.x, a * from.y + b * first.y + c * second.y + d * command.y);
			}
		}
	}
	to(start.x, start.y);
	return edges;
}

/** A quadratic curve is the cubic one whose handles lie two thirds of the way to its only handle. */
function handlesOf(from: Point, curve: Curve): [Point, Point] {
	if (curve.type === 'C')
		return [
			{ x: curve.x1, y: curve.y1 },
			{ x: curve.x2, y: curve.y2 },
		];
	const towards = (end: Point): Point => ({ x: end.x + ((curve.x1 - end.x) * 2) / 3, y: end.y + ((curve.y1 - end.y) * 2) / 3 });
	return [towards(from), towards(curve)];
}
