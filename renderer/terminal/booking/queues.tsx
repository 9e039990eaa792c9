import { ListChecks } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useSay } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking-way.ts';
import { ElderPart } from './elder-part.tsx';
import { lastSlots } from './last-slots.ts';

/** The queues that take reservations. `from`: the first shown in 长辈版, which shows three keys at most. */
export function Queues({ from = 0 }: { from?: number }) {
	const { words, go } = useBookingWay();
	const say = useSay();
	const { plan, waits, engine, now, journey } = useTerminal();
	const queues = (plan.reservation.booking?.queues ?? []).flatMap(({ queue, capacity }) => {
		// Cut off, only those of which something is known.
		const offered = capacity > 0 && (waits.fresh || lastSlots(engine, queue, now) !== null);
		const known = offered ? queueOf(plan, queue) : undefined;
		return known ? [known] : [];
	});
	const { elder } = journey.looks;
	const open = (queue: string) => go({ is: 'slots', queue, day: null, instead: null });
	return (
		<Frame title={words(waits.fresh ? 'queues.title' : 'queues.awayTitle')} lead={words('queues.lead')}>
			<div className="booking-queues">
				{elder ? (
					<ElderPart
						all={queues}
						from={from}
						rest={{
							icon: ListChecks,
							title: words('queues.others'),
							how: words('queues.othersHow'),
							go: (next) => go({ is: 'queues', from: next }),
						}}
					>
						{({ id, name }) => (
							<Key key={id} className="tile elder" onClick={() => open(id)}>
								<span className="tile-words">
									<strong>{say(name)}</strong>
								</span>
							</Key>
						)}
					</ElderPart>
				) : (
					queues.map(({ id, name }) => (
						<Key key={id} className="review-level" onClick={() => open(id)}>
							{say(name)}
						</Key>
					))
				)}
			</div>
		</Frame>
	);
}
