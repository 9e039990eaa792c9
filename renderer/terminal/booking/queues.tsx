import { ListChecks } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useSay } from '../../words/words.tsx';
import { ElderTile } from '../elder-tile.tsx';
import { Frame } from '../frame.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking-way.ts';
import { elderPart } from './elder-part.ts';
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
	const { shown, next } = elder ? elderPart(queues, from) : { shown: queues, next: null };
	return (
		<Frame title={words(waits.fresh ? 'queues.title' : 'queues.awayTitle')} lead={words('queues.lead')}>
			<div className="booking-queues">
				{shown.map((queue) => (
					<Key
						key={queue.id}
						className={elder ? 'tile elder' : 'review-level'}
						onClick={() => go({ is: 'slots', queue: queue.id, day: null, instead: null })}
					>
						{elder ? (
							<span className="tile-words">
								<strong>{say(queue.name)}</strong>
							</span>
						) : (
							say(queue.name)
						)}
					</Key>
				))}
				{next !== null && (
					<ElderTile
						icon={ListChecks}
						title={words('queues.others')}
						how={words('queues.othersHow')}
						press={() => go({ is: 'queues', from: next })}
					/>
				)}
			</div>
		</Frame>
	);
}
