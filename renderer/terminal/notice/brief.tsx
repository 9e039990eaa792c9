/** The few lines of the notice beside the choice: they follow it at once. */
import { ClipboardCheck, ListTree } from 'lucide-react';
import type { SaidNotice } from '../../../domain/notice/notice-words.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';

const bold = new Set(['bring', 'time']);

/** Beside the rows of a theme there is room for these; the key to the whole list tells of the others. */
const inShort = new Set(['bring', 'not-needed', 'on-site', 'time', 'fee']);

/** `whole`: opens the whole list; absent where it stands below. `sometimes`: how many materials only some need. */
export function Brief({ said, title, whole, sometimes = 0 }: { said: SaidNotice; title: string; whole?: () => void; sometimes?: number }) {
	const n = useWords('notice');
	return (
		<section className="bring" aria-live="polite">
			<div className="bring-head">
				<h2>
					<ClipboardCheck size={44} />
					{title}
				</h2>
				{whole !== undefined && (
					<Key className="whole-list" onClick={whole}>
						<ListTree size={40} />
						<strong>{sometimes > 0 ? n('screen.wholeMore', { count: sometimes }) : n('screen.whole')}</strong>
					</Key>
				)}
			</div>
			<dl data-short={whole !== undefined}>
				{said.brief
					.filter(({ id }) => whole === undefined || inShort.has(id))
					.map(({ id, label, text }) => (
						<div key={id} data-read>
							<dt>{label}</dt>
							<dd>{bold.has(id) ? <strong>{text}</strong> : text}</dd>
						</div>
					))}
			</dl>
		</section>
	);
}
