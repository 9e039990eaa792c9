/** Choices that may be higher than the screen (large type, low reach, English): a key leads on, because nobody should have to guess that one can drag. */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';

export function Scroller({ children }: { children: ReactNode }) {
	const t = useWords('terminal');
	const box = useRef<HTMLDivElement>(null);
	const [below, setBelow] = useState(false);
	const measure = useCallback(() => {
		const element = box.current;
		if (element !== null) setBelow(element.scrollTop + element.clientHeight < element.scrollHeight - 8);
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
			<div className="choices" ref={box} onScroll={measure}>
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
