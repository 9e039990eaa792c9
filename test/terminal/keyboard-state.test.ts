import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstRow, gridRows, gridWidth, pagesOf, widthOf } from '../../renderer/terminal/keyboard/candidate-pages.ts';
import { nextIn } from '../../renderer/terminal/keyboard/grid-focus.ts';
import {
	candidatesOf,
	type KeyboardState,
	type KeyPress,
	press,
	startOfKeyboard,
	withoutLast,
} from '../../renderer/terminal/keyboard/keyboard-state.ts';

const typing = (state: KeyboardState, value: string, ...all: KeyPress[]) =>
	all.reduce((now, pressed) => press(now.state, now.value, pressed, candidatesOf(now.state, null)[0]), { state, value });
const letters = (text: string): KeyPress[] => [...text].map((character) => ({ key: 'character', character }));

test('letters wait until a word is chosen, and what was not used goes on waiting', () => {
	const typed = typing(startOfKeyboard('words', 'zh-CN'), '许知', ...letters('xiayu'));
	expect(typed).toMatchObject({ value: '许知', state: { letters: 'xiayu' } });
	expect(press(typed.state, typed.value, { key: 'pick', candidate: { text: '夏', uses: 3 } }, undefined)).toMatchObject({
		value: '许知夏',
		state: { letters: 'yu' },
	});
});

test('deleting takes letters first, then whole characters, also those beyond the basic plane', () => {
	const state = startOfKeyboard('words', 'zh-CN');
	expect(typing({ ...state, letters: 'x' }, '𬭎', { key: 'back' })).toMatchObject({ value: '𬭎', state: { letters: '' } });
	expect(typing(state, '林𬭎', { key: 'back' }).value).toBe('林');
	expect(withoutLast('')).toBe('');
});

test('a code gives the one character it stands for, and nothing that is not Chinese', () => {
	const code: KeyboardState = { mode: 'code', letters: '2CB4E', ink: [], shift: false, page: null };
	expect(candidatesOf(code, null)).toEqual([{ text: '𬭎', uses: 5 }]);
	expect(candidatesOf({ ...code, letters: '1F600' }, null)).toEqual([]);
	expect(candidatesOf({ ...code, letters: '0041' }, null)).toEqual([]);
	expect(typing({ ...code, letters: '' }, '', ...letters('2CB4E'), { key: 'space' }).value).toBe('𬭎');
});

test('changing to English keeps the letters that were typed in the wrong mode', () => {
	const typed = typing(startOfKeyboard('words', 'zh-CN'), '', ...letters('abc'), { key: 'mode', mode: 'latin' });
	expect(typed).toMatchObject({ value: 'abc', state: { mode: 'latin', letters: '' } });
});

test('手写: strokes wait until a character is chosen; deleting takes the last stroke first; what is done takes the likeliest', () => {
	const stroke = (y: number): KeyPress => ({ key: 'stroke', stroke: [10, y, 90, y] });
	const readHand = (ink: readonly unknown[]) => (ink.length === 0 ? [] : ink.length === 1 ? ['一', '乙'] : ['二', '三']);
	const drawn = typing(startOfKeyboard('words', 'zh-CN', true), '许', stroke(20), stroke(80));
	expect(drawn).toMatchObject({ value: '许', state: { mode: 'hand' } });
	expect(candidatesOf(drawn.state, null, readHand).map(({ text }) => text)).toEqual(['二', '三']);
	expect(candidatesOf(drawn.state, null, null)).toEqual([]);
	const back = press(drawn.state, '许', { key: 'back' }, undefined);
	expect(candidatesOf(back.state, null, readHand)[0]).toEqual({ text: '一', uses: 0 });
	const first = candidatesOf(drawn.state, null, readHand)[0];
	for (const pressed of [{ key: 'space' }, { key: 'pick', candidate: first! }] as const)
		expect(press(drawn.state, '许', pressed, first)).toMatchObject({ value: '许二', state: { ink: [] } });
	expect(press(drawn.state, '许', { key: 'character', character: '·' }, first).value).toBe('许二·');
	expect(press(drawn.state, '许', { key: 'rewrite' }, first)).toMatchObject({ value: '许', state: { mode: 'hand', ink: [] } });
	expect(press(press(drawn.state, '许', { key: 'rewrite' }, first).state, '许', { key: 'back' }, undefined).value).toBe('');
	// In Chinese and English alike; figures keep their pad.
	expect(startOfKeyboard('words', 'en', true).mode).toBe('hand');
	expect(startOfKeyboard('phone', 'zh-CN', true).mode).toBe('pad');
});

test('capitals hold for one letter', () => {
	const typed = typing(startOfKeyboard('latin', 'en'), '', { key: 'shift' }, ...letters('lin'));
	expect(typed.value).toBe('Lin');
});

test('a full field takes no more, and says nothing else away', () => {
	const state = startOfKeyboard('digits', 'zh-CN');
	expect(press(state, '1234', { key: 'character', character: '5' }, undefined, 4).value).toBe('1234');
});

test('each kind of answer has its own keys', () => {
	expect(startOfKeyboard('idNumber', 'zh-CN').mode).toBe('pad');
	expect(startOfKeyboard('creditCode', 'zh-CN').mode).toBe('capitals');
	expect(startOfKeyboard('words', 'en').mode).toBe('latin');
});

test('no sequence of keys fails or types half a character', () => {
	const key: fc.Arbitrary<KeyPress> = fc.oneof(
		fc.constantFrom(..."abcxyz09X·'F").map((character): KeyPress => ({ key: 'character', character })),
		fc
			.constantFrom<KeyPress['key'] & ('space' | 'back' | 'shift' | 'clear')>('space', 'back', 'shift', 'clear')
			.map((name): KeyPress => ({ key: name })),
		fc
			.constantFrom<KeyboardState['mode']>('pinyin', 'hand', 'spelled', 'code', 'latin', 'symbols')
			.map((mode): KeyPress => ({ key: 'mode', mode })),
		fc.constant<KeyPress>({ key: 'stroke', stroke: [1, 1, 90, 2] }),
		fc.constant<KeyPress>({ key: 'rewrite' }),
		fc.constantFrom('𬭎', '夏', '👨‍👩‍👧').map((text): KeyPress => ({ key: 'pick', candidate: { text, uses: 2 } })),
	);
	fc.assert(
		fc.property(fc.array(key, { maxLength: 60 }), (all) => {
			const { value } = typing(startOfKeyboard('words', 'zh-CN'), '', ...all);
			// Half a character cannot be encoded.
			expect(() => encodeURIComponent(value)).not.toThrow();
		}),
		{ seed: 5, numRuns: 300 },
	);
});

test('all candidates stand on pages of whole rows, none lost and none twice', () => {
	const all = Array.from({ length: 97 }, (_, index) => ({ text: '字'.repeat(1 + (index % 5)) + index, uses: 1 }));
	const pages = pagesOf(all);
	expect(pages.flat(2)).toEqual(all);
	for (const rows of pages) {
		expect(rows.length).toBeLessThanOrEqual(gridRows);
		for (const row of rows) expect(row.reduce((sum, one) => sum + widthOf(one), 0)).toBeLessThanOrEqual(gridWidth);
	}
	expect(pagesOf([{ text: '很'.repeat(60), uses: 1 }]).flat(2)).toHaveLength(1);
	expect(firstRow([], 7)).toEqual([]);
});

test('an arrow key goes to the key it points at, and out of the keyboard at its edge', () => {
	const at = (element: string, left: number, top: number) => ({ element, box: { left, right: left + 90, top, bottom: top + 100 } });
	const keys = [at('q', 0, 0), at('w', 100, 0), at('a', 50, 110), at('s', 150, 110)];
	expect(nextIn(keys[0]!.box, keys, 'ArrowRight')).toBe('w');
	expect(nextIn(keys[1]!.box, keys, 'ArrowDown')).toBe('a');
	expect(nextIn(keys[3]!.box, keys, 'ArrowUp')).toBe('w');
	expect(nextIn(keys[0]!.box, keys, 'ArrowUp')).toBeNull();
	expect(nextIn(keys[1]!.box, keys, 'ArrowRight')).toBeNull();
});
