/** What a key of the on-screen keyboard does, as a pure function: no clock, no page, and nothing of what is typed leaves it but the value. */
import type { Stroke } from '../../handwriting/stroke.ts';
import type { Candidate, PinyinBook } from './pinyin-book.ts';

/** What is asked for. It decides which keys there are, not whether the answer is right. */
export type KeyboardKind = 'words' | 'latin' | 'digits' | 'idNumber' | 'phone' | 'decimal' | 'creditCode';

/** `hand`: 手写, drawn with a finger; `spelled`: 生僻字 by the names of their parts; `code`: by their place in Unicode. */
export type KeyboardMode = 'pinyin' | 'hand' | 'spelled' | 'code' | 'latin' | 'symbols' | 'pad' | 'capitals';

export interface KeyboardState {
	mode: KeyboardMode;
	/** Letters that are not words yet. */
	letters: string;
	/** What was drawn of a character that is not chosen yet. */
	ink: readonly Stroke[];
	shift: boolean;
	/** Page of all candidates, `null` = only the row. */
	page: number | null;
}

export type KeyPress =
	| { key: 'character'; character: string }
	| { key: 'stroke'; stroke: Stroke }
	| { key: 'pick'; candidate: Candidate }
	| { key: 'space' | 'back' | 'shift' | 'clear' | 'rewrite' }
	| { key: 'mode'; mode: KeyboardMode }
	| { key: 'page'; page: number | null };

/** `hand`: whoever stands here wrote by hand before; words are asked for on the pad again. */
export function startOfKeyboard(kind: KeyboardKind, language: 'zh-CN' | 'en', hand = false): KeyboardState {
	const words: KeyboardMode = hand ? 'hand' : language === 'en' ? 'latin' : 'pinyin';
	const mode: KeyboardMode = kind === 'words' ? words : kind === 'latin' ? 'latin' : kind === 'creditCode' ? 'capitals' : 'pad';
	return empty(mode);
}

const empty = (mode: KeyboardMode): KeyboardState => ({ mode, letters: '', ink: [], shift: false, page: null });

/** Something was begun that is not in the field yet. */
export const isUnsettled = ({ letters, ink }: KeyboardState): boolean => letters !== '' || ink.length > 0;

/** Letters are gathered before they become words. */
export const gathers = (mode: KeyboardMode): boolean => mode === 'pinyin' || mode === 'spelled' || mode === 'code';

/** What stands for a drawing, likeliest first. */
export type ReadHand = (ink: readonly Stroke[]) => readonly string[];

/** What letters or strokes may stand for. `book`, `readHand`: null while they are being fetched. */
export function candidatesOf(state: KeyboardState, book: PinyinBook | null, readHand: ReadHand | null = null): Candidate[] {
	if (state.mode === 'hand') return readHand === null ? [] : readHand(state.ink).map((text) => ({ text, uses: 0 }));
	if (state.letters === '') return [];
	if (state.mode === 'code') return ofCode(state.letters);
	if (book === null) return [];
	return state.mode === 'spelled' ? book.spelled(state.letters) : state.mode === 'pinyin' ? book.candidates(state.letters) : [];
}

/** `2CB4E` → 𬭎. Only Chinese characters: nothing else belongs to a rare name. */
function ofCode(digits: string): Candidate[] {
	const code = Number.parseInt(digits, 16);
	if (digits.length < 4 || code > 0x323af) return [];
	const text = String.fromCodePoint(code);
	return /^\p{Script=Han}$/u.test(text) && /^\p{Assigned}$/u.test(text) ? [{ text, uses: digits.length }] : [];
}

const mostLetters = 40;
/** More than the fullest character has: a sleeve that lies on the pad fills no memory. */
const mostStrokes = 60;
const pieces = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Without the last character as a person sees it (rare ones are two code units). */
export function withoutLast(value: string): string {
	return value.slice(0, [...pieces.segment(value)].at(-1)?.index ?? 0);
}

/** `most`: characters the field takes; what would be too long is not taken. */
export function press(
	state: KeyboardState,
	value: string,
	pressed: KeyPress,
	first: Candidate | undefined,
	most = Number.POSITIVE_INFINITY,
): { state: KeyboardState; value: string } {
	const add = (text: string) => ([...value, ...text].length <= most ? value + text : value);
	const pick = ({ text, uses }: Candidate) => {
		const letters = state.letters.slice(uses).replace(/^'+/, '');
		return { state: { ...state, letters, ink: [], page: null }, value: add(text) };
	};
	switch (pressed.key) {
		case 'character': {
			const { character } = pressed;
			if (gathers(state.mode) && /^[a-z0-9']$/i.test(character)) {
				if (state.letters === '' && character === "'") return { state, value };
				const letters = (state.letters + character).slice(0, state.mode === 'code' ? 5 : mostLetters);
				return { state: { ...state, letters, page: null }, value };
			}
			const text = state.mode === 'latin' && state.shift ? character.toUpperCase() : character;
			const settled = isUnsettled(state) && first ? pick(first) : { state, value };
			const rest = settled.value;
			return {
				state: { ...settled.state, letters: '', ink: [], shift: false },
				value: [...rest, ...text].length <= most ? rest + text : rest,
			};
		}
		case 'stroke':
			return { state: { ...state, ink: [...state.ink, pressed.stroke].slice(0, mostStrokes), page: null }, value };
		case 'rewrite':
			return { state: { ...state, ink: [], page: null }, value };
		case 'pick':
			return pick(pressed.candidate);
		case 'space':
			if (!isUnsettled(state)) return { state, value: add(' ') };
			return first ? pick(first) : { state, value };
		case 'back':
			if (state.ink.length > 0) return { state: { ...state, ink: state.ink.slice(0, -1), page: null }, value };
			if (state.letters === '') return { state, value: withoutLast(value) };
			return { state: { ...state, letters: state.letters.slice(0, -1), page: null }, value };
		case 'clear':
			return { state: { ...state, letters: '', ink: [], page: null }, value: '' };
		case 'shift':
			return { state: { ...state, shift: !state.shift }, value };
		case 'mode': {
			// Letters typed in the wrong mode are not lost: 中/英 keeps them as they are.
			const kept = pressed.mode === 'latin' && state.mode === 'pinyin' ? add(state.letters.replaceAll("'", '')) : value;
			return { state: empty(pressed.mode), value: kept };
		}
		case 'page':
			return { state: { ...state, page: pressed.page }, value };
	}
}
