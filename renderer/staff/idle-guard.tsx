/**
 * Signs out a seat that nobody touches: asked kindly a minute before, never while a citizen is served. What stood on the screen is covered and kept:
 * the same person goes on where they were, another one finds a desk of their own.
 */
import { Button } from 'antd';
import { Hourglass } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';

const warnMs = 60_000;
const lookEveryMs = 1_000;
const tellEveryMs = 20_000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

interface Props {
	/** Who works here; `null` = nobody is signed in. */
	staff: string | null;
	minutes: number;
	/** A citizen is called or served: time does not run. */
	busy: boolean;
	/** Signs the seat out. */
	onIdle(): void;
	/** Somebody is there; told now and then, for the platform counts as well. */
	onTouch?(): void;
	/** Signing in over what is kept. */
	cover: ReactNode;
	children: ReactNode;
}

export function IdleGuard({ staff, minutes, busy, onIdle, onTouch, cover, children }: Props) {
	const say = useWords('staff');
	const left = useIdle(staff !== null, minutes, busy, onIdle, onTouch);
	return (
		<>
			<div className="idle-desk" hidden={staff === null} inert={staff === null}>
				{children}
			</div>
			{staff === null && cover}
			{staff !== null && left !== null && (
				<div className="idle-warning" role="alert">
					<Hourglass aria-hidden="true" size={24} />
					<div>
						<strong>{say('idle.title')}</strong>
						<p>{say('idle.what', { seconds: left })}</p>
					</div>
					{/* Any touch is an answer; the key is there for who looks for one. It takes no focus: the first letter that is typed belongs where it was going. */}
					<Button type="primary" size="large">
						{say('idle.stay')}
					</Button>
				</div>
			)}
		</>
	);
}

/** Seconds until the seat is signed out, in its last minute; else `null`. By the clock that nobody can set. */
function useIdle(on: boolean, minutes: number, busy: boolean, onIdle: () => void, onTouch: (() => void) | undefined): number | null {
	const [left, setLeft] = useState<number | null>(null);
	const touched = useRef(performance.now());
	const idle = useRef(onIdle);
	idle.current = onIdle;
	const tell = useRef(onTouch);
	tell.current = onTouch;
	useEffect(() => {
		touched.current = performance.now();
		setLeft(null);
		if (!on || busy) return;
		let toldAt = Number.NEGATIVE_INFINITY;
		const touch = () => {
			touched.current = performance.now();
			if (touched.current - toldAt >= tellEveryMs) {
				toldAt = touched.current;
				tell.current?.();
			}
			setLeft(null);
		};
		const look = () => {
			const remains = minutes * 60_000 - (performance.now() - touched.current);
			if (remains <= 0) {
				// Once: signing out takes a moment.
				clearInterval(timer);
				idle.current();
			}
			setLeft(remains <= warnMs && remains > 0 ? Math.ceil(remains / 1_000) : null);
		};
		for (const name of touches) window.addEventListener(name, touch, { capture: true, passive: true });
		const timer = setInterval(look, lookEveryMs);
		return () => {
			clearInterval(timer);
			for (const name of touches) window.removeEventListener(name, touch, { capture: true });
		};
	}, [on, minutes, busy]);
	return left;
}
