/** The pad for the service code. Digits are never shown; it goes away by itself before the terminal asks whether anyone is still there. */
import { Delete } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Key } from '../design/key.tsx';
import { tokens } from '../design/tokens.ts';
import { useWords } from '../words/words.tsx';

/** Shorter than the quiet time after which a terminal asks 您还在吗. */
export const padIdleMs = tokens.time.idleMs - tokens.time.idleWarningMs - 5_000;
const longest = 12;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 3, ArrowUp: -3 };

interface Told {
	key: string;
	/** Seconds until the lock opens, where the machine said so. */
	seconds: number | null;
}

/** `wrong-code`, `locked`, `locked-240`, `no-service-code`; anything else is told as one that failed. */
export function toldOf(code: string): Told {
	const locked = /^locked-(\d{1,4})$/.exec(code);
	if (locked) return { key: 'lockedFor', seconds: Number(locked[1]) };
	return { key: ['wrong-code', 'locked', 'no-service-code'].includes(code) ? code : 'failed', seconds: null };
}

export function DoorPad({ openService, close }: { openService: (code: string) => Promise<void>; close: () => void }) {
	const words = useWords('technician');
	const id = useId();
	const box = useRef<HTMLDialogElement>(null);
	const [code, setCode] = useState('');
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState<Told | null>(null);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const closing = useRef(close);
	closing.current = close;

	/** Any press counts, also for the face below: it must not take the technician for a citizen who has left. */
	const touched = useCallback(() => {
		clearTimeout(timer.current);
		timer.current = setTimeout(() => closing.current(), padIdleMs);
		window.dispatchEvent(new Event('pointerdown'));
	}, []);
	useEffect(() => {
		const dialog = box.current;
		const before = document.activeElement;
		if (dialog && !dialog.open) dialog.showModal();
		touched();
		return () => {
			clearTimeout(timer.current);
			dialog?.close();
			if (before instanceof HTMLElement) before.focus({ preventScroll: true });
		};
	}, [touched]);

	const type = (digit: string) => {
		setTold(null);
		setCode((before) => (before.length < longest ? before + digit : before));
	};
	async function enter() {
		if (code === '' || busy) return;
		setBusy(true);
		setTold(null);
		const problem = await openService(code).then(
			() => null,
			(error: unknown) => (error instanceof Error ? error.message : ''),
		);
		setBusy(false);
		setCode('');
		if (problem === null) closing.current();
		else setTold(toldOf(problem));
	}
	function pressed(event: KeyboardEvent) {
		// The face below has keys of its own.
		event.stopPropagation();
		touched();
		const step = steps[event.key];
		if (/^\d$/.test(event.key)) type(event.key);
		else if (event.key === 'Backspace') setCode((before) => before.slice(0, -1));
		else if (event.key === 'Enter' && !(document.activeElement instanceof HTMLButtonElement && document.activeElement.dataset.does))
			void enter();
		else if (step !== undefined) moveBy(step);
		else return;
		event.preventDefault();
	}
	function moveBy(step: number) {
		const keys = [...(box.current?.querySelectorAll('button') ?? [])];
		const at = keys.indexOf(document.activeElement as HTMLButtonElement);
		keys[Math.min(keys.length - 1, Math.max(0, at + step))]?.focus();
	}

	return (
		<dialog
			ref={box}
			className="door-pad"
			aria-labelledby={`${id}-title`}
			aria-describedby={`${id}-about`}
			onPointerDown={touched}
			onKeyDown={pressed}
			onCancel={(event) => {
				event.preventDefault();
				close();
			}}
		>
			<h2 id={`${id}-title`}>{words('door.title')}</h2>
			<p id={`${id}-about`}>{words('door.about')}</p>
			<p className="door-dots" aria-hidden="true">
				{'●'.repeat(code.length)}
			</p>
			<p className="unseen" role="status">
				{words('door.entered', { count: code.length })}
			</p>
			<p className="door-told" role="alert">
				{busy ? words('door.checking') : told ? words(`door.${told.key}`, { wait: waitOf(told.seconds) }) : ''}
			</p>
			<div className="door-keys">
				{digits.map((digit) => (
					<Key key={digit} className="door-key" onClick={() => type(digit)}>
						{digit}
					</Key>
				))}
				<Key
					className="door-key"
					data-does="delete"
					aria-label={words('door.delete')}
					onClick={() => setCode((before) => before.slice(0, -1))}
				>
					<Delete aria-hidden="true" />
				</Key>
				<Key className="door-key" onClick={() => type('0')}>
					0
				</Key>
				<Key className="door-key" data-does="enter" kind="filled" disabled={code === '' || busy} onClick={() => void enter()}>
					{words('door.enter')}
				</Key>
			</div>
			<Key className="door-key" data-does="cancel" kind="plain" onClick={close}>
				{words('door.cancel')}
			</Key>
		</dialog>
	);

	function waitOf(seconds: number | null): string {
		return seconds === null ? '' : words('door.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
	}
}
