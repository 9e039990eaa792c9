/** The keys of each layout, as rows. Sizes are in keys of 90 px; a row is as wide as the screen. */
import { ArrowBigUp, ChevronDown, Delete, Eraser, KeyboardOff, PencilLine, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Say } from '../../words/words.tsx';
import { isUnsettled, type KeyboardKind, type KeyboardMode, type KeyboardState, type KeyPress } from './keyboard-state.ts';

export interface KeyFace {
	id: string;
	/** What stands on the key. */
	face: ReactNode;
	/** Said of it where the face is a picture. */
	name?: string;
	tone?: 'plain' | 'grey' | 'filled';
	/** Width in keys. */
	wide?: number;
	press?: KeyPress;
	/** 下一格 and 收起 belong to the place where the keyboard stands. */
	leaves?: 'done' | 'hide';
	pressed?: boolean;
}

const character = (one: string, wide = 1): KeyFace => ({ id: `k-${one}`, face: one, press: { key: 'character', character: one }, wide });
const row = (all: string): KeyFace[] => [...all].map((one) => character(one));

const back = (words: Say, wide: number): KeyFace => ({
	id: 'back',
	face: <Delete aria-hidden="true" />,
	name: words('back'),
	tone: 'grey',
	wide,
	press: { key: 'back' },
});
const mode = (to: KeyboardMode, face: string, wide: number): KeyFace => ({
	id: `mode-${to}`,
	face,
	tone: 'grey',
	wide,
	press: { key: 'mode', mode: to },
});
const done = (label: string, wide: number): KeyFace => ({ id: 'done', face: label, tone: 'filled', wide, leaves: 'done' });
export const hideKey = (words: Say): KeyFace => ({
	id: 'hide',
	face: (
		<>
			<KeyboardOff aria-hidden="true" />
			{words('hide')}
		</>
	),
	wide: 1.9,
	leaves: 'hide',
});
export const allKey = (words: Say): KeyFace => ({
	id: 'all',
	face: <ChevronDown aria-hidden="true" />,
	name: words('all'),
	press: { key: 'page', page: 0 },
});

const symbolRows = ['1234567890', '-/()#@.:&+', '，。、；：“”《》_'];

/** `hand`: whoever types here writes words on the pad, and comes back to it from figures and rare characters. In `hand` the first row stands beside it. */
export function rowsOf(state: KeyboardState, kind: KeyboardKind, words: Say, doneLabel: string, hand = false): KeyFace[][] {
	const home = kind !== 'words' ? mode('latin', words('latinLetters'), 1.5) : mode('pinyin', words('letters'), 1.5);
	const byHand: KeyFace = {
		...mode('hand', words('hand'), 1.5),
		face: (
			<>
				<PencilLine aria-hidden="true" />
				{words('hand')}
			</>
		),
	};
	const toWords = hand && kind === 'words' ? byHand : home;
	switch (state.mode) {
		case 'hand': {
			const drawn = state.ink.length > 0;
			const side: KeyFace[] = [
				drawn
					? {
							id: 'back',
							face: (
								<>
									<Undo2 aria-hidden="true" />
									{words('undoStroke')}
								</>
							),
							tone: 'grey',
							wide: 2,
							press: { key: 'back' },
						}
					: back(words, 2),
				{
					id: 'rewrite',
					face: (
						<>
							<Eraser aria-hidden="true" />
							{words('rewrite')}
						</>
					),
					tone: 'grey',
					wide: 2,
					press: { key: 'rewrite' },
				},
				mode('spelled', words('rare'), 2),
			];
			return [side, [mode('symbols', words('digits'), 1.4), home, space(words, 3.4), character('·'), done(doneLabel, 1.9)]];
		}
		case 'pad':
			return [row('123'), row('456'), row('789'), [...padLeft(kind), character('0'), back(words, 1)], [done(doneLabel, 3)]];
		case 'code':
			return [row('12345678'), row('90ABCDEF'), [mode('spelled', words('byParts'), 3), back(words, 2)], [toWords, done(doneLabel, 3)]];
		case 'symbols':
			return [...symbolRows.map(row), [toWords, character("'"), character('%'), space(words, 4), back(words, 1.4), done(doneLabel, 1.8)]];
		case 'capitals':
			return [
				row('1234567890'),
				row('QWERTYUIOP'),
				row('ASDFGHJKL'),
				[...row('ZXCVBNM'), back(words, 1.4)],
				[{ id: 'clear', face: words('clear'), tone: 'grey', wide: 2, press: { key: 'clear' } }, done(doneLabel, 3)],
			];
		case 'latin': {
			const cased = (all: string) => row(state.shift ? all.toUpperCase() : all);
			const shift: KeyFace = {
				id: 'shift',
				face: <ArrowBigUp aria-hidden="true" />,
				name: words('shift'),
				tone: 'grey',
				wide: 1.4,
				press: { key: 'shift' },
				pressed: state.shift,
			};
			const switching = kind === 'words' ? [mode('pinyin', words('chinese'), 1.5)] : [character('@')];
			return [
				cased('qwertyuiop'),
				cased('asdfghjkl'),
				[shift, ...cased('zxcvbnm'), back(words, 1.4)],
				[mode('symbols', words('digits'), 1.4), ...switching, space(words, 3.4), character('.'), done(doneLabel, 1.9)],
			];
		}
		case 'spelled':
		case 'pinyin': {
			const rare =
				state.mode === 'spelled' ? mode('code', words('byCode'), 1.4) : { ...mode('spelled', words('rare'), 1.4), id: 'mode-rare' };
			const switching = state.mode === 'spelled' ? mode('pinyin', words('pinyin'), 1.5) : mode('latin', words('english'), 1.5);
			// While letters wait, the dot parts syllables (xi'an); otherwise it parts the pieces of a name.
			const dot = !isUnsettled(state) ? character('·') : { ...character("'"), name: words('part') };
			return [
				row('qwertyuiop'),
				row('asdfghjkl'),
				[rare, ...row('zxcvbnm'), back(words, 1.4)],
				[mode('symbols', words('digits'), 1.4), byHand, switching, space(words, 3.4), dot, done(doneLabel, 1.9)],
			];
		}
	}
}

function space(words: Say, wide: number): KeyFace {
	return { id: 'space', face: words('space'), wide, press: { key: 'space' } };
}

/** What stands left of the zero: the X of an ID number, the point of an amount, the dash of an extension. */
function padLeft(kind: KeyboardKind): KeyFace[] {
	if (kind === 'idNumber') return [character('X')];
	if (kind === 'decimal') return [character('.')];
	if (kind === 'phone') return [character('-')];
	return [{ id: 'blank', face: '' }];
}
