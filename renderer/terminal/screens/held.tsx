/** A number taken earlier, printed again and marked 补打. */
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { paperWords } from '../paper-words.ts';
import { queueOf } from '../queue-words.tsx';
import { ReturnFoot } from '../return-foot.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

export function Held({ screen }: { screen: Extract<Screen, { at: 'held' }> }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, state } = useTerminal();
	const ticket = state.tickets[screen.number];
	const queue = ticket === undefined ? undefined : queueOf(plan, ticket.queue);
	const said = paperWords(t, screen.paper);
	return (
		<Frame title={said.title} lead={said.lead} foot={<ReturnFoot />}>
			<section className="ticket" data-loud={!said.printed}>
				<div className="ticket-head">
					<div>
						<p className="ticket-label">{t('ticket.yours')}</p>
						<p className="number" data-long={screen.number.length > 5}>
							{screen.number}
						</p>
						{queue !== undefined && <p className="ticket-queue">{say(queue.name)}</p>}
					</div>
				</div>
			</section>
		</Frame>
	);
}
