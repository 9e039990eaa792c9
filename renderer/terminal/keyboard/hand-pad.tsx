/** The pad for writing one character with a finger. It keeps the stroke under the finger alone; what is drawn belongs to the keyboard. */
import { type PointerEvent, useRef, useState } from 'react';
import type { Stroke } from '../../handwriting/stroke.ts';

/** Points nearer to the last one than this, in px, say nothing. */
const step = 4;
/** A stroke that goes on for ever fills no memory. */
const mostPoints = 2_000;

export function HandPad({ ink, name, draw }: { ink: readonly Stroke[]; name: string; draw: (stroke: Stroke) => void }) {
	/** The finger that draws; a second one, or the ball of the hand, is not listened to. */
	const finger = useRef<number | null>(null);
	const points = useRef<number[]>([]);
	const [going, setGoing] = useState<readonly number[]>([]);

	const put = (event: PointerEvent<Element>) => {
		const box = event.currentTarget.getBoundingClientRect();
		const [x, y] = [event.clientX - box.left, event.clientY - box.top];
		const all = points.current;
		if (all.length >= mostPoints || (all.length > 0 && Math.hypot(x - all.at(-2)!, y - all.at(-1)!) < step)) return;
		points.current = [...all, x, y];
		setGoing(points.current);
	};
	const lift = (event: PointerEvent) => {
		if (finger.current !== event.pointerId) return;
		finger.current = null;
		const stroke = points.current;
		points.current = [];
		setGoing([]);
		if (stroke.length > 0) draw(stroke);
	};
	return (
		<svg
			className="hand-pad"
			role="img"
			aria-label={name}
			onPointerDown={(event) => {
				// The focus stays where it is: in the field.
				event.preventDefault();
				if (finger.current !== null) return;
				finger.current = event.pointerId;
				event.currentTarget.setPointerCapture?.(event.pointerId);
				points.current = [];
				put(event);
			}}
			onPointerMove={(event) => {
				if (finger.current === event.pointerId) put(event);
			}}
			onPointerUp={lift}
			onPointerCancel={lift}
		>
			<line className="hand-guide" x1="50%" y1="0" x2="50%" y2="100%" />
			<line className="hand-guide" x1="0" y1="50%" x2="100%" y2="50%" />
			{[...ink, going].map((stroke, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added at the end and taken from it
				<polyline key={index} className="hand-ink" points={drawn(stroke)} />
			))}
		</svg>
	);
}

/** A dot is drawn as a very short line: a line of one point would not be seen. */
function drawn(stroke: Stroke): string {
	const all = Array.from(stroke);
	return (all.length === 2 ? [...all, all[0]! + 0.1, all[1]!] : all).join(' ');
}
