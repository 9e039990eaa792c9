/**
 * The keyboard of the terminal. Put it at the foot of a screen (`Frame`'s `keyboard`); it writes into `value` through `onChange` and knows nothing
 * of the field. What is typed is neither spoken nor logged. It may be walked through with arrow keys (`moveFocus`).
 */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Language } from '../../../domain/contracts/bridge.ts';
import { useWords } from '../../words/words.tsx';
import { firstRow, pagesOf, rowWidth, widthOf } from './candidate-pages.ts';
import { HandPad } from './hand-pad.tsx';
import { candidatesOf, gathers, isUnsettled, type KeyboardKind, type KeyPress, press, startOfKeyboard } from './keyboard-state.ts';
import { allKey, hideKey, type KeyFace, rowsOf } from './keys.tsx';
import { loadPinyinBook } from './load-pinyin-book.ts';
import type { Candidate, PinyinBook } from './pinyin-book.ts';
import { useHandwriting } from './use-handwriting.ts';

export interface OnScreenKeyboardProps {
	value: string;
	onChange: (value: string) => void;
	/** 下一格, or what `doneLabel` says. */
	onDone: () => void;
	language: Language;
	kind: KeyboardKind;
	doneLabel?: string;
	/** 收起; without it there is no such key. */
	onHide?: () => void;
	/** Letters that are not words yet: the field shows them underlined. */
	onComposing?: (letters: string) => void;
	/** Characters the field takes. */
	most?: number;
	/** Whoever stands here wrote by hand before: words are asked for on the pad. */
	hand?: boolean;
	/** He took up the pad, or laid it down. */
	onHand?: (hand: boolean) => void;
}

/** A finger on a key leaves the focus where it is: in the field. */
const keepFocus = (event: PointerEvent) => event.preventDefault();

export function OnScreenKeyboard(props: OnScreenKeyboardProps) {
	const { value, onChange, onDone, language, kind, doneLabel, onHide, onComposing, most } = props;
	const words = useWords('keyboard');
	const [state, setState] = useState(() => startOfKeyboard(kind, language, props.hand));
	const [hand, setHand] = useState(state.mode === 'hand');
	const { readHand, failed } = useHandwriting(hand);
	const [book, setBook] = useState<PinyinBook | null>(null);
	useEffect(() => {
		let here = true;
		if (kind === 'words') void loadPinyinBook().then((loaded) => here && setBook(loaded));
		return () => {
			here = false;
		};
	}, [kind]);
	const candidates = useMemo(() => candidatesOf(state, book, readHand), [state, book, readHand]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: told when the letters change, whoever listens
	useEffect(() => onComposing?.(state.letters), [state.letters]);

	const keyboard = useRef<HTMLElement>(null);
	/** A candidate that was chosen by a key is gone with its focus: the next letter is looked for from the first key on. */
	const chosenByKey = useRef(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: looked at after each change
	useEffect(() => {
		if (!chosenByKey.current) return;
		chosenByKey.current = false;
		keyboard.current?.querySelector<HTMLElement>('.keyboard-row button')?.focus();
	}, [state]);
	const pick = (candidate: Candidate) => (event: MouseEvent) => {
		chosenByKey.current = event.detail === 0;
		apply({ key: 'pick', candidate });
	};
	const apply = (pressed: KeyPress) => {
		if (pressed.key === 'mode' && (pressed.mode === 'hand' || pressed.mode === 'pinyin')) {
			setHand(pressed.mode === 'hand');
			props.onHand?.(pressed.mode === 'hand');
		}
		const next = press(state, value, pressed, candidates[0], most);
		setState(next.state);
		if (next.value !== value) onChange(next.value);
		return next.value;
	};
	const strike = (key: KeyFace) => {
		if (key.press) apply(key.press);
		if (key.leaves === 'hide') onHide?.();
		if (key.leaves === 'done') {
			// What was being typed or drawn is taken as its first reading, as the space key would.
			if (isUnsettled(state) && candidates[0]) apply({ key: 'pick', candidate: candidates[0] });
			else onDone();
		}
	};
	const pages = useMemo(() => (state.page === null ? [] : pagesOf(candidates)), [state.page, candidates]);
	const bar = firstRow(candidates, rowWidth);
	const rows = rowsOf(state, kind, words, doneLabel ?? words('next'), hand);
	const drawing = state.mode === 'hand' && state.page === null;
	const pad = state.mode === 'pad' || state.mode === 'code';
	return (
		<section ref={keyboard} className="keyboard" dir="ltr" data-grid="keyboard" data-pad={pad} aria-label={words('name')}>
			<div className="keyboard-bar">
				{bar.length > 0 ? (
					bar.map((one, index) => <CandidateKey key={one.text} candidate={one} filled={index === 0} pick={pick(one)} />)
				) : (
					<p className="keyboard-words" role="status">
						{state.mode === 'hand'
							? words(failed ? 'noHand' : readHand === null ? 'preparing' : 'how.hand')
							: state.letters !== '' && (state.mode !== 'pinyin' || book !== null)
								? words('nothing')
								: gathers(state.mode)
									? words(`how.${state.mode}`)
									: ''}
					</p>
				)}
				{bar.length > 0 && <PlainKey face={allKey(words)} strike={strike} />}
				{onHide && <PlainKey face={hideKey(words)} strike={strike} />}
			</div>
			{drawing && (
				<div className="keyboard-hand">
					<HandPad ink={state.ink} name={words('pad')} draw={(stroke) => apply({ key: 'stroke', stroke })} />
					<div className="keyboard-side">
						{rows[0]!.map((key) => (
							<PlainKey key={key.id} face={key} strike={strike} />
						))}
					</div>
				</div>
			)}
			{state.page === null || pages.length === 0 ? (
				(drawing ? rows.slice(1) : rows).map((row) => (
					<div className="keyboard-row" key={row.map(({ id }) => id).join(' ')}>
						{row.map((key) => (
							<PlainKey key={key.id} face={key} strike={strike} />
						))}
					</div>
				))
			) : (
				<AllCandidates pages={pages} page={Math.min(state.page, pages.length - 1)} apply={apply} pick={pick} />
			)}
		</section>
	);
}

function PlainKey({ face, strike }: { face: KeyFace; strike: (face: KeyFace) => void }) {
	if (face.press === undefined && face.leaves === undefined) return <span className="keyboard-gap" />;
	return (
		<button
			type="button"
			className="keyboard-key"
			data-tone={face.tone ?? 'plain'}
			data-wide={face.wide ?? 1}
			aria-label={face.name}
			aria-pressed={face.pressed}
			onPointerDown={keepFocus}
			onClick={() => strike(face)}
		>
			{face.face}
		</button>
	);
}

function CandidateKey({ candidate, filled, pick }: { candidate: Candidate; filled: boolean; pick: (event: MouseEvent) => void }) {
	return (
		<button
			type="button"
			className="keyboard-key keyboard-candidate"
			lang="zh-CN"
			data-tone={filled ? 'filled' : 'plain'}
			data-wide={widthOf(candidate)}
			onPointerDown={keepFocus}
			onClick={pick}
		>
			{candidate.text}
		</button>
	);
}

function AllCandidates({
	pages,
	page,
	apply,
	pick,
}: {
	pages: Candidate[][][];
	page: number;
	apply: (pressed: KeyPress) => void;
	pick: (candidate: Candidate) => (event: MouseEvent) => void;
}) {
	const words = useWords('keyboard');
	const turn = (to: number): KeyPress => ({ key: 'page', page: to });
	return (
		<>
			{pages[page]!.map((row) => (
				<div className="keyboard-row keyboard-all" key={row[0]!.text}>
					{row.map((one) => (
						<CandidateKey key={one.text} candidate={one} filled={false} pick={pick(one)} />
					))}
				</div>
			))}
			{Array.from({ length: 3 - Math.min(3, pages[page]!.length) }, (_, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: empty rows have nothing else to be told apart by
				<div className="keyboard-row" key={index} />
			))}
			<div className="keyboard-row">
				<button
					type="button"
					className="keyboard-key"
					data-wide={2}
					data-tone="grey"
					disabled={page === 0}
					aria-label={words('before')}
					onPointerDown={keepFocus}
					onClick={() => apply(turn(page - 1))}
				>
					<ChevronLeft aria-hidden="true" />
				</button>
				<p className="keyboard-words">{words('page', { page: page + 1, of: pages.length })}</p>
				<button
					type="button"
					className="keyboard-key"
					data-wide={2}
					data-tone="grey"
					disabled={page === pages.length - 1}
					aria-label={words('after')}
					onPointerDown={keepFocus}
					onClick={() => apply(turn(page + 1))}
				>
					<ChevronRight aria-hidden="true" />
				</button>
				<button
					type="button"
					className="keyboard-key"
					data-wide={3}
					data-tone="grey"
					onPointerDown={keepFocus}
					onClick={() => apply({ key: 'page', page: null })}
				>
					{words('keys')}
				</button>
			</div>
		</>
	);
}
