/** The frame of every panel: it stands in the right column, takes the focus, covers nothing, and Escape closes it. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../words/words.tsx';
import { KeyCap } from './key-cap.tsx';

export function Panel(props: {
	title: string;
	hint?: string;
	/** Words of the one thing this panel does; absent = it only shows. */
	submit?: string;
	/** Why it cannot be done now, in words; shown above the button. */
	why?: string | null;
	busy?: boolean;
	onSubmit?: () => void;
	onClose: () => void;
	children: ReactNode;
}) {
	const say = useWords('window');
	const titleId = useId();
	const frame = useRef<HTMLFormElement>(null);
	useEffect(() => {
		const before = document.activeElement;
		frame.current?.querySelector<HTMLElement>('input:checked, input, button.primary')?.focus();
		return () => {
			if (before instanceof HTMLElement && before.isConnected) before.focus();
		};
	}, []);
	const blocked = (props.why ?? null) !== null || props.busy === true;
	function submit(event: FormEvent) {
		event.preventDefault();
		if (!blocked) props.onSubmit?.();
	}
	return (
		<form className="card panel" ref={frame} aria-labelledby={titleId} onSubmit={submit} noValidate>
			<div className="panel-head">
				<h2 id={titleId}>{props.title}</h2>
				<button type="button" className="outlined" aria-keyshortcuts="Escape" onClick={props.onClose}>
					{say('panel.close')}
					<KeyCap>Esc</KeyCap>
				</button>
			</div>
			{props.hint && <p className="hint panel-hint">{props.hint}</p>}
			<div className="panel-body">{props.children}</div>
			{props.submit && (
				<div className="panel-foot">
					<p className="panel-why" role="status">
						{props.why ?? ''}
					</p>
					<button type="submit" className="primary" aria-disabled={blocked}>
						<span className="primary-words">{props.submit}</span>
						<KeyCap>Enter</KeyCap>
					</button>
				</div>
			)}
		</form>
	);
}
