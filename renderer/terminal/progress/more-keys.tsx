import { CalendarClock, ClipboardPen, FileSearch } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

/** 预约 and 办件进度, where this hall has them. */
export function MoreKeys() {
	const booking = useWords('booking');
	const progress = useWords('progress');
	const form = useWords('form');
	const { plan, send } = useTerminal();
	return (
		<div className="row three">
			{plan.reservation.booking && (
				<Key className="short" onClick={() => send({ type: 'went', to: { at: 'booking', page: { is: 'home' } } })}>
					<CalendarClock size={52} />
					{booking('key')}
				</Key>
			)}
			<Key className="short" onClick={() => send({ type: 'went', to: { at: 'progress', page: { is: 'ask' } } })}>
				<FileSearch size={52} />
				{progress('key')}
			</Key>
			{window.tidehall !== undefined && (
				<Key className="short" onClick={() => send({ type: 'went', to: { at: 'resume' } })}>
					<ClipboardPen size={52} />
					{form('entry.resume')}
				</Key>
			)}
		</div>
	);
}
