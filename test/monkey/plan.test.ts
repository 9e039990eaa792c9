/** The monkey's plan: the same seed does the same, everywhere on the screen, with every way out that people know. The monkey itself: test/e2e/mishaps.test.ts and `npm run monkey`. */
import { expect, test } from 'vitest';
import { type Action, canary, held, nextAction, randomFrom } from './actions.ts';
import { growsWithEverybody } from './checks.ts';
import { doneToPage } from './run-monkey.ts';

const size = { width: 1080, height: 1920 };
const plan = (seed: number, count: number): Action[] => {
	const random = randomFrom(seed);
	return Array.from({ length: count }, () => nextAction(random, size));
};

test('a seed does the same again, another does something else', () => {
	expect(plan(7, 2_000)).toEqual(plan(7, 2_000));
	expect(plan(7, 50)).not.toEqual(plan(8, 50));
});

test('ten thousand actions reach every corner, stay on the screen, and try every known way out', () => {
	const actions = plan(1, 10_000);
	const points = actions.flatMap((one) => (one.do === 'touch' ? [...one.points, ...one.to] : 'x' in one ? [{ x: one.x, y: one.y }] : []));
	for (const { x, y } of points) {
		expect(x >= 0 && x < size.width && y >= 0 && y < size.height).toBe(true);
	}
	for (const x of [0, size.width - 1])
		for (const y of [0, size.height - 1]) expect(points.some((one) => one.x === x && one.y === y)).toBe(true);
	expect(new Set(actions.flatMap((one) => (one.do === 'touch' ? [one.points.length] : [])))).toEqual(new Set([1, 2, 3]));
	const chords = new Set(actions.flatMap((one) => (one.do === 'key' ? [`${one.modifiers} ${one.key}`] : [])));
	const { alt, control, meta, shift } = held;
	const wanted: [string, number][] = [
		['F4', alt],
		['w', control],
		['F11', 0],
		['i', control | shift],
		['PrintScreen', 0],
		['l', meta],
		['Meta', 0],
		['F12', control | shift],
		['Delete', control | alt],
	];
	for (const [key, modifiers] of wanted) expect(chords.has(`${modifiers} ${key}`), `${modifiers} ${key}`).toBe(true);
	const texts = actions.flatMap((one) => (one.do === 'text' || one.do === 'paste' ? [one.text] : []));
	expect(texts.some((text) => text.includes(canary)) && texts.some((text) => text.length >= 5_000)).toBe(true);
	expect(new Set(actions.flatMap((one) => (one.do === 'drop' ? [one.what] : [])))).toEqual(new Set(['file', 'link', 'text']));
	expect(actions.some((one) => one.do === 'mouse' && one.button === 'middle' && one.modifiers === control)).toBe(true);
});

test('what is done to a page is told by the machine’s log, and only what is new counts', () => {
	expect(doneToPage({ 'page-gone': 1 }, { 'page-gone': 1, 'machine-started': 2 })).toEqual([]);
	expect(doneToPage({ 'page-gone': 1 }, { 'page-gone': 2, 'promise-failed': 1 })).toEqual([
		'the machine’s log says page-gone',
		'the machine’s log says promise-failed',
	]);
});

test('a page that holds on to the screens of everybody before is told by what grows; one that holds now more, now less is well', () => {
	const first = { nodes: 648, listeners: 248, documents: 1, heap: 42.3 };
	expect(growsWithEverybody([first, { nodes: 514, listeners: 316, documents: 1, heap: 43.2 }])).toEqual([]);
	expect(growsWithEverybody([])).toEqual([]);
	const leaks = growsWithEverybody([first, { nodes: 2_649, listeners: 248, documents: 1, heap: 103 }]);
	expect(leaks).toEqual(['at its greeting the page holds 2649 nodes, and held 648 at first', expect.stringContaining('103 heap')]);
});
