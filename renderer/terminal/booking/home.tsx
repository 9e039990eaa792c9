import { CalendarCheck, CalendarPlus, CalendarSync, Info, Leaf } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking-way.ts';
import { lastSlots } from './last-slots.ts';

export function BookingHome() {
	const { words, go } = useBookingWay();
	const { waits, state, plan, engine, now } = useTerminal();
	const someKept = plan.reservation.booking?.queues.some(({ queue }) => lastSlots(engine, queue, now) !== null) ?? false;
	return (
		<Frame title={words('home.title')} lead={words('home.lead')}>
			{state.stage === 'open' && (
				<Key className="tile wide" onClick={() => go({ is: 'check-in' })}>
					<span className="plate">
						<CalendarCheck size={56} />
					</span>
					<span className="tile-words">
						<strong>{words('home.checkIn')}</strong>
						<span>{words('home.checkInHow')}</span>
					</span>
				</Key>
			)}
			{waits.fresh ? (
				<>
					<Key className="tile wide" onClick={() => go({ is: 'queues' })}>
						<span className="plate">
							<CalendarPlus size={56} />
						</span>
						<span className="tile-words">
							<strong>{words('home.book')}</strong>
							<span>{words('home.bookHow')}</span>
						</span>
					</Key>
					<Key className="tile wide" onClick={() => go({ is: 'card', wish: null, instead: null })}>
						<span className="plate">
							<CalendarSync size={56} />
						</span>
						<span className="tile-words">
							<strong>{words('home.change')}</strong>
							<span>{words('home.changeHow')}</span>
						</span>
					</Key>
				</>
			) : (
				<>
					<section className="notice" data-tone="wait" role="status">
						<Info size={56} />
						<p>{words('home.away')}</p>
					</section>
					{someKept && (
						<Key className="tile wide" onClick={() => go({ is: 'queues' })}>
							<span className="plate">
								<Leaf size={56} />
							</span>
							<span className="tile-words">
								<strong>{words('home.quiet')}</strong>
								<span>{words('home.quietHow')}</span>
							</span>
						</Key>
					)}
				</>
			)}
		</Frame>
	);
}
