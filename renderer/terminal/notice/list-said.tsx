/** What became of the printed list: only what the printer proved (D1). */
import { Info, Printer } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import type { Paper } from '../screen.ts';

const known = ['paper-end', 'cover-open', 'no-printer'];

export function ListSaid({ paper }: { paper: Paper }) {
	const n = useWords('notice');
	if (paper.state === 'none') return null;
	const { outcome, code } = paper.state === 'known' ? paper.result : { outcome: 'printing', code: '' };
	const good = outcome === 'printed' || outcome === 'printing';
	const why = outcome === 'failed' ? (known.includes(code) ? code : 'failed') : outcome;
	return (
		<p className="list-said" data-tone={good ? undefined : 'wait'} role="status" data-read>
			<Info size={40} />
			{n(`screen.paper.${why}`)}
		</p>
	);
}

export function PrintKey({ press, busy, className = 'beside' }: { press: () => void; busy: boolean; className?: string }) {
	const n = useWords('notice');
	return (
		<Key className={className} onClick={press} disabled={busy}>
			<Printer size={48} />
			{n('screen.print')}
		</Key>
	);
}
