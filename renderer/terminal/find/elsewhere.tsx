/** Nothing in this hall fits: said honestly, with where to go instead. In danger the number to call stands first. */
import { Info, LayoutGrid, PhoneCall } from 'lucide-react';
import type { GuideTopic } from '../../../domain/contracts/guide-words.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import type { Audience } from '../choice.ts';
import { useTerminal } from '../terminal-context.ts';

/** `full`: there is room for all words and for other ways on; beside the large keyboard the number alone must do. */
export function Elsewhere({ topic, audience, full }: { topic: GuideTopic | null; audience: Audience; full: boolean }) {
	const f = useWords('find');
	const say = useSay();
	const { send, journey } = useTerminal();
	const { elder } = journey.looks;
	if (topic?.urgent)
		return (
			<section className="notice find-urgent" role="alert">
				<PhoneCall size={88} aria-hidden="true" />
				<div>
					<h2>{f('urgent', { number: topic.urgent })}</h2>
					{(full || !elder) && (
						<>
							<p>{say(topic.tell)}</p>
							<p>{f('urgentHere')}</p>
						</>
					)}
				</div>
			</section>
		);
	return (
		<>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} aria-hidden="true" />
				<div>
					<h2>{f('outOfScope')}</h2>
					<p>{topic === null ? f('askPerson') : say(topic.tell)}</p>
				</div>
			</section>
			{full && !elder && (
				<Key
					className="half find-all"
					onClick={() => send({ type: 'went', to: { at: 'all-items', audience, by: 'life-stage', group: null, page: 0 } })}
				>
					<LayoutGrid size={44} aria-hidden="true" />
					{f('all')}
				</Key>
			)}
		</>
	);
}
