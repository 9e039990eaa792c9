/** The same person twice in one queue: told so before another number is taken, and offered the old one. */
import { Printer } from 'lucide-react';
import { ticketsBefore } from '../../../domain/tickets-before.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { usePaper } from '../paper.ts';
import { useTerminal } from '../terminal-context.ts';

export function HeldHere({ queue }: { queue: string }) {
	const t = useWords('terminal');
	const { journey, plan, state, now } = useTerminal();
	const paper = usePaper();
	const number = journey.holder?.tickets.find((each) => state.tickets[each]?.queue === queue);
	if (number === undefined) return null;
	const waiting = state.tickets[number]?.life.stage === 'waiting';
	return (
		<Key className="tile wide" onClick={() => paper.reprintHeld(number)}>
			<span className="plate">
				<Printer size={56} />
			</span>
			<span className="tile-words">
				<strong>
					{waiting
						? t('card.sameQueue', { number, count: ticketsBefore(state, plan, number, now).length })
						: t('card.sameQueueCalled', { number })}
				</strong>
				<span>{t('card.sameQueueHow')}</span>
			</span>
		</Key>
	);
}
