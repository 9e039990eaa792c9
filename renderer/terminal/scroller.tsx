/** Choices that may be higher than the screen (large type, low reach, English): a key leads on, because nobody should have to guess that one can drag. */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';

export function Scroller({ children }: { children: ReactNode }) {
	const t = useWords('terminal');
	const box = useRef<HTMLDivElement>(null);
	const [below, setBelow] = useState(false);
	/** Higher than the screen with nothing in it to press: then the box itself takes the focus, so that keys can scroll it. */
	const [mute, setMute] = useState(false);
	const measure = useCallback(() => {
		const element = box.current;
		if (element === null) return;
		setBelow(element.scrollTop + element.clientHeight < element.scrollHeight - 8);
		setMute(element.scrollHeight > element.clientHeight && element.querySelector('button') === null);
	}, []);
	useEffect(() => {
		measure();
		if (box.current === null || typeof ResizeObserver === 'undefined') return;
		const watch = new ResizeObserver(measure);
		watch.observe(box.current);
		for (const child of box.current.children) watch.observe(child);
		return () => watch.disconnect();
	});
	return (
		<div className="scroller">
			<div
				className="choices"
				ref={box}
				onScroll={measure}
				{...(mute ? { tabIndex: 0, role: 'group', 'aria-label': t('tools.content') } : {})}
			>
				{children}
			</div>
			{below && (
				<Key className="more-below" onClick={() => box.current?.scrollBy({ top: box.current.clientHeight * 0.8 })}>
					<ChevronDown />
					{t('tools.moreBelow')}
				</Key>
			)}
		</div>
	);
}
