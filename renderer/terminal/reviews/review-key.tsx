import { MessageSquareHeart } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Offered to whoever holds up the ticket of a service that has ended; said once, it says so. */
export function ReviewKey({ number, reviewable }: { number: string; reviewable: boolean }) {
	const words = useWords('reviews');
	const { send, state } = useTerminal();
	if (state.reviews[number]) return <p className="hint">{words('terminal.given')}</p>;
	if (!reviewable) return null;
	return (
		<Key className="tile wide" onClick={() => send({ type: 'went', to: { at: 'review', number, level: null, sent: false } })}>
			<span className="plate">
				<MessageSquareHeart size={56} />
			</span>
			<span className="tile-words">
				<strong>{words('terminal.open')}</strong>
				<span>{words('terminal.openHow')}</span>
			</span>
		</Key>
	);
}
