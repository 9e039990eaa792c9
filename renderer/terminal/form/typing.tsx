/** One field to type into, and its keyboard. The keyboard stands at the foot of the frame (`KeyboardSlot`), in the hands of the field in use. */
import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../../words/words.tsx';
import type { KeyboardKind } from '../keyboard/keyboard-state.ts';
import { OnScreenKeyboard } from '../keyboard/on-screen-keyboard.tsx';
import { useTerminal } from '../terminal-context.ts';

interface Typing {
	active: string | null;
	use: (id: string | null) => void;
	slot: HTMLElement | null;
}
const typing = createContext<Typing | null>(null);

/** `children` gets what to give to `Frame` as its keyboard. */
export function TypingPlace({ children }: { children: (keyboard: ReactNode, active: string | null) => ReactNode }) {
	const [active, use] = useState<string | null>(null);
	const [slot, setSlot] = useState<HTMLElement | null>(null);
	return (
		<typing.Provider value={{ active, use, slot }}>{children(<div ref={setSlot} className="keyboard-slot" />, active)}</typing.Provider>
	);
}

export function useTyping(): Typing {
	const place = useContext(typing);
	if (place === null) throw new Error('A field to type into must stand inside TypingPlace.');
	return place;
}

export interface TextInputProps {
	id: string;
	value: string;
	/** How the value is written in the field; the keyboard changes `value`. */
	shown?: string;
	onChange: (value: string) => void;
	kind: KeyboardKind;
	most?: number | undefined;
	problem: boolean;
	hint?: string;
	describedBy?: string | undefined;
}

const inputs = () => [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main .field-input')];

export function TextInput({ id, value, shown, onChange, kind, most, problem, hint, describedBy }: TextInputProps) {
	const { active, use, slot } = useTyping();
	const { journey, send } = useTerminal();
	const keys = useWords('keyboard');
	const [letters, setLetters] = useState('');
	const here = active === id;
	const box = useRef<HTMLSpanElement>(null);
	// The keyboard takes a third of the screen: the field in use stays in sight above it.
	useEffect(() => {
		if (here) box.current?.scrollIntoView({ block: 'center' });
	}, [here]);
	const next = () => {
		const all = inputs();
		const following = all.slice(all.findIndex((one) => one.id === id) + 1).find((one) => one.value === '');
		if (following === undefined) use(null);
		else following.focus();
	};
	const onKey = (event: KeyboardEvent) => {
		// From the field into its keyboard, for whoever has five keys and no more.
		if (event.key !== 'Enter') return;
		event.preventDefault();
		document.querySelector<HTMLElement>('.keyboard-row button')?.focus();
	};
	const last = inputs().at(-1)?.id === id;
	return (
		<span className="field-box" data-active={here} ref={box}>
			<Line
				many={kind === 'words' && shown === undefined}
				id={id}
				className="field-input"
				// The keyboard of the system must not come up beside ours.
				inputMode="none"
				autoComplete="off"
				spellCheck={false}
				placeholder={hint}
				value={shown ?? value}
				readOnly={shown !== undefined}
				aria-invalid={problem}
				aria-describedby={describedBy}
				onFocus={() => use(id)}
				// A line break has no place in a form of one-line answers; what is longer takes the next line by itself.
				onChange={(event: { target: { value: string } }) => onChange(event.target.value.replaceAll('\n', ''))}
				onKeyDown={onKey}
			/>
			{here && letters !== '' && <u className="field-letters">{letters}</u>}
			{here &&
				slot !== null &&
				createPortal(
					<OnScreenKeyboard
						key={id}
						{...{ value, onChange, kind, language: journey.looks.language, onComposing: setLetters }}
						{...(most === undefined ? {} : { most })}
						hand={journey.looks.hand === true}
						onHand={(hand) => send({ type: 'looks', looks: { hand } })}
						doneLabel={keys(last ? 'done' : 'next')}
						onDone={next}
						onHide={() => use(null)}
					/>,
					slot,
				)}
		</span>
	);
}

/** Words take as many lines as they need: nothing a citizen has written is cut off. */
function Line({ many, ...rest }: { many: boolean } & Record<string, unknown>) {
	return many ? <textarea rows={1} {...rest} /> : <input {...rest} />;
}
