/** In the place of 取号 while no number is given out: what still works here, and when people are back. */
import { Clock } from 'lucide-react';
import { useWords } from '../../words/words.tsx';
import { useBackWords } from './back-words.ts';

export function NoNumberNow() {
	const n = useWords('notice');
	const back = useBackWords();
	return (
		<p className="no-number">
			<Clock size={44} />
			<span>
				{n('screen.noNumber')} {back}
			</span>
		</p>
	);
}
