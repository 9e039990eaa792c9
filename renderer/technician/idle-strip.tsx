/** Nobody touched the screen for nine minutes: it says when it closes, and any touch keeps it. */
import { Button } from 'antd';
import { Hourglass } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { type Idle, idleAt } from './idle-close.ts';

const touches = ['pointerdown', 'keydown', 'wheel'] as const;

export function IdleStrip({ close }: { close: () => void }) {
	const words = useWords('technician');
	const [idle, setIdle] = useState<Idle>({ show: 'nothing' });
	const last = useRef(performance.now());
	const closing = useRef(close);
	closing.current = close;
	useEffect(() => {
		const look = () => setIdle(idleAt(performance.now(), last.current));
		const touched = () => {
			last.current = performance.now();
			look();
		};
		const timer = setInterval(look, 500);
		for (const touch of touches) window.addEventListener(touch, touched, { passive: true });
		return () => {
			clearInterval(timer);
			for (const touch of touches) window.removeEventListener(touch, touched);
		};
	}, []);
	useEffect(() => {
		if (idle.show === 'close') closing.current();
	}, [idle.show]);
	if (idle.show !== 'warning') return null;
	return (
		<div className="service-note idle-strip" data-tone="wait" role="alert">
			<Hourglass aria-hidden="true" />
			<span>{words('idle', { seconds: idle.seconds })}</span>
			<Button size="large">{words('stay')}</Button>
		</div>
	);
}
