/** What can cross IPC and is no JSON. */
import type { Random } from '../../../scripts/fuzz/random.ts';
import { mark } from './hostile-values.ts';

export function strangeValue(random: Random): unknown {
	const circle: Record<string, unknown> = { [mark]: 1 };
	circle.self = circle;
	const bare = Object.assign(Object.create(null) as object, { do: 'list' });
	let nest: unknown = mark;
	for (let level = random.below(20) === 0 ? 5_000 : 50; level > 0; level--) nest = random.oneIn(2) ? [nest] : { a: nest };
	const ways = [
		circle,
		bare,
		nest,
		new Map([[mark, 1]]),
		new Set([mark]),
		new Date(Number.NaN),
		12n,
		Number.NaN,
		new Uint8Array(random.below(3_000)),
		new ArrayBuffer(16),
		new Error(mark),
		undefined,
		/x/,
		Object.defineProperty({}, 'do', { value: 'list' }),
		Array(3),
	];
	return ways[random.below(ways.length)];
}
