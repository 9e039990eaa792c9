import { IdCard, Info, Keyboard } from 'lucide-react';
import { useRef, useState } from 'react';
import { Key } from '../../design/key.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { SlotSummary } from './slot-summary.tsx';
import { useCardNumber } from './use-card-number.ts';

/** The card says who books: the number goes to the hall's platform once and is kept nowhere. */
export function CardStep({ page }: { page: Extract<BookingPage, { is: 'card' }> }) {
	const { words, go, turn } = useBookingWay();
	const { engine, station, reader } = useTerminal();
	const [state, setState] = useState<'waiting' | 'asking' | 'not-read'>('waiting');
	const busy = useRef(false);
	const { wish, instead } = page;
	async function withCard(document: string) {
		if (busy.current) return;
		busy.current = true;
		setState('asking');
		const answer = await engine.booking(
			station.id,
			wish === null
				? { do: 'mine', document }
				: instead === null
					? { do: 'book', key: wish.key, queue: wish.queue, slot: wish.slot, items: [], document }
					: { do: 'change', key: wish.key, code: instead.code, slot: wish.slot, document },
		);
		busy.current = false;
		if (!answer.ok) return turn({ is: 'trouble', trouble: answer });
		if (answer.do !== 'booked') return;
		const [first] = answer.places;
		if (wish !== null && first) turn({ is: 'place', place: first, told: instead === null ? 'booked' : 'changed' });
		else turn({ is: 'list', places: answer.places });
	}
	useCardNumber(
		(number) => void withCard(number),
		() => setState('not-read'),
	);
	return (
		<Frame
			title={words(wish === null ? 'card.findTitle' : 'card.title')}
			lead={words('card.lead')}
			foot={
				wish === null ? (
					<Key className="primary" onClick={() => go({ is: 'code', for: 'find' })}>
						<Keyboard size={48} />
						{words('card.byCode')}
					</Key>
				) : undefined
			}
		>
			{wish !== null && <SlotSummary of={wish} />}
			<section className="notice" role="status" data-tone={state === 'not-read' || reader !== 'ready' ? 'wait' : undefined}>
				{reader === 'ready' ? <IdCard size={96} /> : <Info size={72} />}
				<p>{words(reader !== 'ready' ? 'card.noReader' : `card.${state}`)}</p>
			</section>
		</Frame>
	);
}
