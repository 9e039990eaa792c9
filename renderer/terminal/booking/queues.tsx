import { Key } from '../../design/key.tsx';
import { useSay } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking.tsx';

/** The queues that take reservations. */
export function Queues() {
	const { words, go } = useBookingWay();
	const say = useSay();
	const { plan } = useTerminal();
	const queues = (plan.reservation.booking?.queues ?? []).flatMap(({ queue, capacity }) => {
		const known = capacity > 0 ? queueOf(plan, queue) : undefined;
		return known ? [known] : [];
	});
	return (
		<Frame title={words('queues.title')} lead={words('queues.lead')}>
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
