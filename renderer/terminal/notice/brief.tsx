/** The few lines of the notice beside the choice: they follow it at once. */
import { ClipboardCheck, ListTree } from 'lucide-react';
import type { SaidNotice } from '../../../domain/notice/notice-words.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';

const bold = new Set(['bring', 'time']);

/** `whole`: opens the whole list; absent where it stands below. */
export function Brief({ said, title, whole }: { said: SaidNotice; title: string; whole?: () => void }) {
	const n = useWords('notice');
	return (
		<section className="bring" aria-live="polite">
			<h2>
				<ClipboardCheck size={44} />
				{title}
			</h2>
			<dl>
				{said.brief.map(({ id, label, text }) => (
					<div key={id}>
						<dt>{label}</dt>
						<dd>{bold.has(id) ? <strong>{text}</strong> : text}</dd>
					</div>
				))}
			</dl>
			{whole !== undefined && (
				<Key className="whole-list" onClick={whole}>
					<ListTree size={44} />
					{n('screen.whole')}
				</Key>
			)}
		</section>
	);
}
