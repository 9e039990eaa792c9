import { FileSearch } from 'lucide-react';
import { useState } from 'react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Whoever holds up today's ticket may ask what became of the matters begun with it. */
export function TicketProgressKey({ number }: { number: string }) {
	const words = useWords('progress');
	const { engine, station, state, send } = useTerminal();
	const [busy, setBusy] = useState(false);
	async function ask() {
		setBusy(true);
		const answer = await engine.progress(station.id, { do: 'ticket', day: state.day, ticket: number });
		setBusy(false);
		send({ type: 'went', to: { at: 'progress', page: answer.ok ? { is: 'found', found: answer.found, byCard: false } : { is: 'away' } } });
	}
	return (
		<Key className="tile wide" disabled={busy} onClick={() => void ask()}>
			<span className="plate">
				<FileSearch size={56} />
			</span>
			<span className="tile-words">
				<strong>{words('key')}</strong>
				<span>{words('byTicket')}</span>
			</span>
		</Key>
	);
}
