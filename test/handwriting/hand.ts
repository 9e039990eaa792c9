/**
 * A hand that writes characters of the book, each time another way, by a seed: bigger or wider, tilted, bent, each stroke a little elsewhere and of
 * another length, shaking, corners rounded, ends of strokes left out, strokes joined or in another order. It is no hand of a person: it knows the
 * book's own idea of each character.
 */

export interface Hand {
	/** Wider or narrower, higher or lower than the book: standard deviation. */
	proportion: number;
	/** Slant and turn, in radians. */
	tilt: number;
	/** The whole character pulled out of shape, in parts of its size. */
	bend: number;
	/** Each stroke by itself: moved, longer or shorter, turned. */
	loose: number;
	/** Each point by itself. */
	shake: number;
	/** How often the end of a stroke (the hook of 亅) is left out, 0 to 1. */
	ends: number;
	/** How round the corners become. */
	rounds: number;
	/** How often the pen is not lifted between two strokes: 0 to 1, or `once`. */
	joined: number | 'once';
	/** Two strokes that follow each other come in the other order. */
	swapped?: boolean;
}

const plain: Hand = { proportion: 0.1, tilt: 0.12, bend: 0.035, loose: 0.03, shake: 0.008, ends: 0.3, rounds: 2, joined: 0 };
export const hands = {
	careful: { ...plain, proportion: 0.08, tilt: 0.08, bend: 0.02, loose: 0.015, shake: 0.004, ends: 0.15, rounds: 1 },
	plain,
	'one joined': { ...plain, joined: 'once' },
	'order swapped': { ...plain, swapped: true },
	hasty: { proportion: 0.12, tilt: 0.15, bend: 0.05, loose: 0.045, shake: 0.012, ends: 0.5, rounds: 4, joined: 0.2 },
	running: { proportion: 0.14, tilt: 0.18, bend: 0.06, loose: 0.06, shake: 0.015, ends: 0.6, rounds: 6, joined: 0.4 },
} satisfies Record<string, Hand>;

type Point = readonly [number, number];

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** `strokes` of the book (0 to 63) as the hand leaves them somewhere on a pad, in pixels. */
export function writeBy(hand: Hand, strokes: readonly ArrayLike<number>[], random: () => number): number[][] {
	const about = (spread: number) => (spread * (random() + random() + random() + random() - 2)) / 0.577;
	const [wide, high] = [1 + about(2 * hand.proportion), 1 + about(2 * hand.proportion)];
	const [slant, turn] = [about(hand.tilt), about(hand.tilt / 2)];
	const wave = () => ({ by: about(hand.bend), from: random() * 2 * Math.PI, often: 2 + 4 * random() });
	const waves = [wave(), wave(), wave(), wave()] as const;
	const bent = ([x, y]: Point): Point => [
		x + waves[0].by * Math.sin(waves[0].often * y + waves[0].from) + waves[1].by * Math.sin(waves[1].often * x + waves[1].from),
		y + waves[2].by * Math.sin(waves[2].often * x + waves[2].from) + waves[3].by * Math.sin(waves[3].often * y + waves[3].from),
	];
	let written = strokes.map((stroke) => {
		const way = loosely(rounded(withoutEnd(dense(stroke), hand.ends, random), hand.rounds), hand.loose, about);
		return way.map(bent).map(([x, y]): Point => {
			const tilted = turned([x + slant * y, y], turn);
			return [tilted[0] * wide + about(hand.shake), tilted[1] * high + about(hand.shake)];
		});
	});
	const gap = Math.floor(random() * (written.length - 1));
	if (hand.swapped && written.length > 1) written = written.toSpliced(gap, 2, written[gap + 1]!, written[gap]!);
	const joined: Point[][] = [];
	for (const [at, way] of written.entries()) {
		const goesOn = at > 0 && (hand.joined === 'once' ? at === gap + 1 : random() < hand.joined);
		if (goesOn) joined.push([...joined.pop()!, ...way]);
		else joined.push(way);
	}
	const [size, left, top] = [160 + 160 * random(), 200 * random(), 200 * random()];
	return joined.map((way) => way.flatMap(([x, y]) => [left + (x + 1) * size, top + (y + 1) * size]));
}

/** Points close together, around 0 and 1 wide. */
function dense(stroke: ArrayLike<number>): Point[] {
	const way: Point[] = [];
	for (let at = 0; at < stroke.length; at += 2) {
		const to: Point = [stroke[at]! / 64 - 0.5, stroke[at + 1]! / 64 - 0.5];
		const from = way.at(-1) ?? to;
		const pieces = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 0.03));
		for (let piece = 1; piece <= pieces; piece += 1)
			way.push([from[0] + ((to[0] - from[0]) * piece) / pieces, from[1] + ((to[1] - from[1]) * piece) / pieces]);
	}
	return way;
}

const withoutEnd = (way: Point[], often: number, random: () => number): Point[] =>
	random() < often && way.length > 6 ? way.slice(0, Math.ceil(way.length * (0.8 + 0.15 * random()))) : way;

function rounded(way: Point[], times: number): Point[] {
	if (times === 0) return way;
	const softer = way.map((point, at): Point => {
		const [before, after] = [way[at - 1], way[at + 1]];
		return before && after ? [(before[0] + point[0] + after[0]) / 3, (before[1] + point[1] + after[1]) / 3] : point;
	});
	return rounded(softer, times - 1);
}

function loosely(way: Point[], by: number, about: (spread: number) => number): Point[] {
	const middle: Point = [way.reduce((sum, [x]) => sum + x, 0) / way.length, way.reduce((sum, [, y]) => sum + y, 0) / way.length];
	const [longer, turn, right, down] = [1 + about(3 * by), about(2 * by), about(by), about(by)];
	return way.map(([x, y]) => {
		const [dx, dy] = turned([(x - middle[0]) * longer, (y - middle[1]) * longer], turn);
		return [middle[0] + dx + right, middle[1] + dy + down];
	});
}

const turned = ([x, y]: Point, by: number): Point => [x * Math.cos(by) - y * Math.sin(by), x * Math.sin(by) + y * Math.cos(by)];
