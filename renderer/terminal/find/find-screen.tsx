/** 用自己的话找: what is typed is looked for at every letter; what fits stands above the keyboard, and a person can always be called. */
import { HandHelping, Search, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { OnScreenKeyboard } from '../keyboard/on-screen-keyboard.tsx';
import { WaitingForBook } from '../notice/waiting-for-book.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { Elsewhere } from './elsewhere.tsx';
import { type Found, foundHere } from './found-here.ts';
import { FoundRow } from './found-row.tsx';
import { useGuide } from './use-guide.ts';
import { useSuggestion } from './use-suggestion.ts';

type FindAt = Extract<Screen, { at: 'find' }>;

/** Rows at once: while typing, and when the keyboard has made room. */
const rows = { plain: { typing: 3, looking: 5 }, elder: { typing: 1, looking: 3 } };
/** More are asked for than shown: some may not be offered in this hall. */
const asked = 10;
const longest = 60;

export function FindScreen({ screen }: { screen: FindAt }) {
	const f = useWords('find');
	const { journey, send, plan, catalogue, callHelp } = useTerminal();
	const { ask, failed, again } = useGuide();
	const { text, audience } = screen;
	const [typing, setTyping] = useState(text === '');
	const [letters, setLetters] = useState('');
	const input = useRef<HTMLInputElement>(null);
	const { elder, language } = journey.looks;
	useEffect(() => {
		if (typing) input.current?.focus({ preventScroll: true });
	}, [typing]);
	/** The keyboard makes room; whoever goes by keys stands on the first result. */
	const look = () => {
		setTyping(false);
		setLetters('');
		input.current?.blur();
		requestAnimationFrame(() => document.querySelector<HTMLElement>('main .tile, main .foot .key')?.focus({ preventScroll: true }));
	};
	const write = (next: string) => send({ type: 'turned', to: { ...screen, text: next } });
	// Letters that are not words yet are looked for as well: shhk finds 上户口.
	const said = `${text}${letters}`;
	const answer = useMemo(() => (ask === null || said.trim() === '' ? null : ask(said, asked)), [ask, said]);
	const most = rows[elder ? 'elder' : 'plain'][typing ? 'typing' : 'looking'];
	const found = useMemo(
		() => (answer === null ? [] : foundHere(answer.matches, plan, catalogue, audience)),
		[answer, plan, catalogue, audience],
	);
	const shown = found.slice(0, most);
	const more = useSuggestion(text, audience, letters !== '');
	const added = foundHere(
		more.filter((code) => !shown.some((one) => one.code === code)).map((code) => ({ code, because: [] })),
		plan,
		catalogue,
		audience,
	);
	// In danger nothing stands beside the number to call; 长辈版 has room for three.
	const room = answer?.topic?.urgent ? 0 : typing ? (shown.length === 0 && !elder ? 1 : 0) : elder ? Math.max(0, 2 - shown.length) : 2;
	const none = answer !== null && !answer.nothingSaid && found.length === 0;
	const help = (
		<Key className={elder ? 'beside none-of-these elder-none' : 'beside none-of-these'} onClick={callHelp}>
			<HandHelping size={elder ? 72 : 48} aria-hidden="true" />
			{f(none || answer === null ? 'help' : 'noneOfThese')}
		</Key>
	);
	return (
		<Frame
			title={f('title')}
			lead={answer === null && !elder ? f('lead') : undefined}
			step="choose"
			dense
			// Beside the keyboard the title makes room for what is said, above all for the number to call.
			titleUnseen={elder && typing && answer !== null && (none || answer.topic !== null)}
			foot={typing && elder ? undefined : help}
			keyboard={
				typing ? (
					<OnScreenKeyboard
						value={text}
						onChange={write}
						onDone={look}
						onHide={look}
						onComposing={setLetters}
						doneLabel={f('look')}
						hand={journey.looks.hand === true}
						onHand={(hand) => send({ type: 'looks', looks: { hand } })}
						{...{ language, kind: 'words' as const, most: longest }}
					/>
				) : undefined
			}
		>
			<div className="find-box" data-active={typing}>
				<Search size={52} aria-hidden="true" />
				<input
					ref={input}
					className="field-input"
					aria-label={f('field')}
					inputMode="none"
					autoComplete="off"
					spellCheck={false}
					maxLength={longest}
					placeholder={letters === '' ? f('example') : ''}
					value={text}
					onFocus={() => setTyping(true)}
					onPointerDown={() => setTyping(true)}
					onChange={(event) => write(event.target.value)}
					onKeyDown={(event) => {
						// From the field into its keyboard, for whoever has five keys and no more.
						if (event.key === 'Enter') document.querySelector<HTMLElement>('.keyboard-row button')?.focus();
					}}
				/>
				{letters !== '' && <u className="field-letters">{letters}</u>}
				{text !== '' && (
					<Key
						className="find-clear"
						kind="plain"
						aria-label={f('clear')}
						onClick={() => {
							write('');
							setTyping(true);
							input.current?.focus();
						}}
					>
						<X size={48} aria-hidden="true" />
					</Key>
				)}
			</div>
			{ask === null && <WaitingForBook failed={failed} again={again} />}
			{!none && answer?.topic && <Elsewhere topic={answer.topic} audience={audience} full={!typing} />}
			{none && answer !== null && <Elsewhere topic={answer.topic} audience={audience} full={!typing} />}
			<p className="unseen" role="status">
				{found.length > 0 ? f('found', { count: Math.min(found.length, most) }) : ''}
			</p>
			{shown.map((one: Found) => (
				<FoundRow key={one.code} found={one} small={typing} />
			))}
			{room > 0 && added.length > 0 && (
				<>
					<p className="hint" role="status">
						{f('added')}
					</p>
					{added.slice(0, room).map((one) => (
						<FoundRow key={one.code} found={one} small={typing} />
					))}
				</>
			)}
			{answer?.nothingSaid === true && <p className="hint">{f('sayMore')}</p>}
		</Frame>
	);
}
