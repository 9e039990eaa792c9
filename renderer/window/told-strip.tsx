import { CircleAlert } from 'lucide-react';
import { useWords } from '../words/words.tsx';
import { KeyCap } from './key-cap.tsx';
import type { Told } from './use-asks.ts';
import { useRefusal } from './use-why.ts';

/** What became of the last press, when it did not work: what happened, what still works, what to do. Stays until it is put away. */
export function ToldStrip({ told, onForget }: { told: Told; onForget: () => void }) {
	const say = useWords('window');
	const refusal = useRefusal();
	const { action } = told;
	const lines =
		told.kind === 'refused'
			? [say('refused.title', { action }), refusal(told.refusal)]
			: [say(`${told.kind}.title`), say(`${told.kind}.what`, { action }), say(`${told.kind}.todo`)];
	return (
		<div className="told" role="alert" data-kind={told.kind}>
			<CircleAlert aria-hidden="true" size={24} />
			<div>
				<strong>{lines[0]}</strong>
				<p>{lines.slice(1).join('')}</p>
			</div>
			<button type="button" className="outlined" onClick={onForget}>
				{say('gotIt')}
				<KeyCap>Esc</KeyCap>
			</button>
		</div>
	);
}
