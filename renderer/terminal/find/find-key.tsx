/** The way into the search: looks like the field it opens, and prepares the guide while its screen is being read. */
import { Keyboard, Search } from 'lucide-react';
import { useEffect } from 'react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import type { Audience } from '../choice.ts';
import { ElderTile } from '../elder-tile.tsx';
import { useTerminal } from '../terminal-context.ts';
import { prepareGuide } from './use-guide.ts';

function usePrepared(): void {
	useEffect(() => {
		// Whoever opens the search while it cannot be had is told there.
		prepareGuide().catch(() => undefined);
	}, []);
}

export function FindKey({ audience }: { audience: Audience }) {
	const f = useWords('find');
	const { send } = useTerminal();
	usePrepared();
	return (
		<Key className="find-box find-key" onClick={() => send({ type: 'went', to: { at: 'find', audience, text: '' } })}>
			<Search size={52} aria-hidden="true" />
			<span className="find-example">{f('example')}</span>
			<Keyboard size={48} aria-hidden="true" />
			<strong>{f('open')}</strong>
		</Key>
	);
}

export function ElderFindTile() {
	const f = useWords('find');
	const { send } = useTerminal();
	usePrepared();
	return (
		<ElderTile
			icon={Search}
			title={f('elder')}
			how={f('elderHow')}
			press={() => send({ type: 'went', to: { at: 'find', audience: 'personal', text: '' } })}
		/>
	);
}
