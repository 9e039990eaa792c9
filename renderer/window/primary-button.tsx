import { useEffect, useRef } from 'react';
import type { Availability } from './availability.ts';
import { KeyCap } from './key-cap.tsx';
import { useWhy } from './use-why.ts';

/** The one filled button, where the eyes are. When it cannot be pressed it says why on itself. */
export function PrimaryButton(props: {
	words: string;
	shortcut?: string;
	availability: Availability;
	busy: boolean;
	press: () => void;
	/** Takes the focus when it appears, so that Enter is enough. */
	takesFocus?: boolean;
}) {
	const reason = useWhy()(props.availability);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (props.takesFocus) button.current?.focus();
	}, [props.takesFocus]);
	return (
		<button
			ref={button}
			type="button"
			className="primary"
			aria-disabled={reason !== null || props.busy}
			aria-keyshortcuts={props.shortcut}
			onClick={() => {
				if (reason === null && !props.busy) props.press();
			}}
		>
			<span className="primary-words">
				{props.words}
				{reason !== null && <small>{reason}</small>}
			</span>
			{props.shortcut && <KeyCap>{props.shortcut}</KeyCap>}
		</button>
	);
}
