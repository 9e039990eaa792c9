/** F1 to F8. Places never move; what cannot be done is grey, keeps its focus and says why in the line between the groups. */
import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import type { Availability, DeskAction } from './availability.ts';
import { KeyCap } from './key-cap.tsx';
import { keyBar, type WindowAction } from './keys.ts';
import { useWhy } from './use-why.ts';

export function KeyBar(props: {
	available: Record<DeskAction, Availability>;
	/** The window is paused: F8 goes on instead of pausing. */
	paused: boolean;
	/** The action whose filled twin stands in the middle of the screen. */
	twin: WindowAction | null;
	/** What the platform has not answered yet, in words, or `null`. */
	busy: string | null;
	/** A grey key that was pressed on the keyboard. */
	pressed: WindowAction | null;
	press: (action: WindowAction) => void;
}) {
	const say = useWords('window');
	const why = useWhy();
	const [looked, setLooked] = useState<WindowAction | null>(null);
	const actionOf = (action: WindowAction): DeskAction => (action === 'pause' && props.paused ? 'resume' : action);
	const told = looked ?? props.pressed;
	const toldWhy = told ? why(props.available[actionOf(told)]) : null;

	const keys = (side: 'left' | 'right') =>
		keyBar
			.filter((place) => place.side === side)
			.map(({ action, key }) => {
				const reason = why(props.available[actionOf(action)]);
				const name = say(`key.${actionOf(action)}`);
				return (
					<button
						key={action}
						type="button"
						className="bar-key"
						data-twin={props.twin === action && !reason}
						aria-disabled={reason !== null}
						aria-keyshortcuts={key}
						title={reason ?? undefined}
						onClick={() => props.press(action)}
						onMouseEnter={() => setLooked(action)}
						onMouseLeave={() => setLooked(null)}
						onFocus={() => setLooked(action)}
						onBlur={() => setLooked(null)}
					>
						{name}
						<KeyCap>{key}</KeyCap>
					</button>
				);
			});

	return (
		<nav className="key-bar" aria-label={say('bar.label')}>
			<div className="bar-group">{keys('left')}</div>
			<p className="bar-why" role="status" data-busy={props.busy !== null}>
				{props.busy ?? (told && toldWhy ? toldWhy : '')}
			</p>
			<div className="bar-group">{keys('right')}</div>
		</nav>
	);
}
