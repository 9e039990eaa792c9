/** The card: being read, not read and why, or read with something to say about it. */
import { ArrowRight, IdCard, Info, ListChecks, Printer } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { afterCard, firstChoice } from '../journey.ts';
import { usePaper } from '../paper.ts';
import type { CardTrouble } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

export function Reading() {
	const t = useWords('terminal');
	return (
		<Frame title={t('card.reading')} lead={t('card.readingDo')}>
			<section className="notice" data-tone="tide" role="status">
				<IdCard size={96} />
				<p>{t('card.keepStill')}</p>
			</section>
		</Frame>
	);
}

export function CardTroubleScreen({ why }: { why: CardTrouble }) {
	const t = useWords('terminal');
	const { journey, send, clock } = useTerminal();
	return (
		<Frame
			title={t(`card.trouble.${why}.title`)}
			lead={t(`card.trouble.${why}.works`)}
			foot={
				<>
					<Key className="beside" onClick={() => send({ type: 'home', now: clock() })}>
						{t('keys.home')}
					</Key>
					<Key className="primary" kind="filled" onClick={() => send({ type: 'went', to: firstChoice(journey.looks) })}>
						<ListChecks size={48} />
						{t('card.goOnWithout')}
					</Key>
				</>
			}
		>
			<section className="notice" data-tone="wait">
				<Info size={56} />
				<p>{t(`card.trouble.${why}.do`)}</p>
			</section>
		</Frame>
	);
}

export function CardNote() {
	const t = useWords('terminal');
	const { journey, send } = useTerminal();
	const paper = usePaper();
	const { holder } = journey;
	if (holder === null) return null;
	return (
		<Frame
			title={
				holder.tickets.length > 0
					? t('card.hasTicket', { name: holder.name, number: holder.tickets[0] ?? '' })
					: t('card.greet', { name: holder.name })
			}
			spoken={holder.tickets.length > 0 ? t('card.hasTicketDo') : t('card.noteLead')}
			lead={holder.tickets.length > 0 ? t('card.hasTicketDo') : t('card.noteLead')}
			foot={
				<Key className="primary" kind="filled" onClick={() => send({ type: 'went', to: afterCard(journey.looks, holder) })}>
					{holder.tickets.length > 0 ? t('card.another') : t('card.goOn')}
					<ArrowRight size={48} />
				</Key>
			}
		>
			{holder.expired && (
				<section className="notice" data-tone="wait">
					<Info size={56} />
					<p>{t('card.expired')}</p>
				</section>
			)}
			{holder.doubtful && (
				<section className="notice" data-tone="wait">
					<Info size={56} />
					<p>{t('card.doubtful')}</p>
				</section>
			)}
			{holder.tickets.map((number) => (
				<Key key={number} className="tile wide" onClick={() => paper.reprintHeld(number)}>
					<span className="plate">
						<Printer size={56} />
					</span>
					<span className="tile-words">
						<strong>{t('card.reprint', { number })}</strong>
						<span>{t('card.reprintHow')}</span>
					</span>
				</Key>
			))}
		</Frame>
	);
}
