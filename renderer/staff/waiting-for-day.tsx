import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';

/** While no day is known: nothing for a moment, then what is awaited, then that it goes on trying. */
/** `alone`: what can be done here all the same, once it takes long. */
export function WaitingForDay({ alone }: { alone?: ReactNode }) {
	const say = useWords('window');
	const [stage, setStage] = useState<'quiet' | 'waiting' | 'slow'>('quiet');
	useEffect(() => {
		const soon = setTimeout(() => setStage('waiting'), 300);
		const later = setTimeout(() => setStage('slow'), 3_000);
		return () => {
			clearTimeout(soon);
			clearTimeout(later);
		};
	}, []);
	return (
		<main className="whole-page" aria-live="polite">
			{stage !== 'quiet' && <h2>{say('noDay.title')}</h2>}
			{stage === 'slow' && <p>{say('noDay.slow')}</p>}
			{stage === 'slow' && alone}
		</main>
	);
}
