import { Key } from '../../design/key.tsx';
import { useSay } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking-way.ts';
import { lastSlots } from './last-slots.ts';

/** The queues that take reservations. */
export function Queues() {
	const { words, go } = useBookingWay();
	const say = useSay();
	const { plan, waits, engine, now } = useTerminal();
	const queues = (plan.reservation.booking?.queues ?? []).flatMap(({ queue, capacity }) => {
		// Cut off, only those of which something is known.
		const offered = capacity > 0 && (waits.fresh || lastSlots(engine, queue, now) !== null);
		const known = offered ? queueOf(plan, queue) : undefined;
		return known ? [known] : [];
	});
	return (
		<Frame title={words(waits.fresh ? 'queues.title' : 'queues.awayTitle')} lead={words('queues.lead')}>
			<div className="booking-queues">
				{queues.map((queue) => (
					<Key key={queue.id} className="review-level" onClick={() => go({ is: 'slots', queue: queue.id, day: null, instead: null })}>
						{say(queue.name)}
					</Key>
				))}
			</div>
		</Frame>
	);
}
