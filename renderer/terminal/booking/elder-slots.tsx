/** 长辈版 of the times: first the day, then the time, three keys at most on a screen. */
import { CalendarDays, Clock } from 'lucide-react';
import type { OfferedSlot } from '../../../domain/contracts/terminal-booking.ts';
import { Key } from '../../design/key.tsx';
import { useDates } from '../../words/words.tsx';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { ElderPart } from './elder-part.tsx';
import { SlotKey } from './slot-key.tsx';

interface ElderSlotsParts {
	page: Extract<BookingPage, { is: 'slots' }>;
	days: readonly string[];
	slots: readonly OfferedSlot[];
	/** Known from before the line was cut: to be looked at alone. */
	kept: boolean;
	choose(slot: OfferedSlot): void;
}

export function ElderSlots({ page, days, slots, kept, choose }: ElderSlotsParts) {
	const way = useBookingWay();
	const { words } = way;
	const dates = useDates();
	const { day, from = 0 } = page;
	const offered = slots.filter((slot) => kept || slot.left > 0);
	const on = (of: string) => offered.filter((slot) => slot.day === of);
	const go = (to: Partial<typeof page>) => way.go({ ...page, ...to });
	if (day === null)
		return (
			<ElderPart
				all={days}
				from={from}
				rest={{ icon: CalendarDays, title: words('slots.laterDays'), how: words('slots.laterDaysHow'), go: (next) => go({ from: next }) }}
			>
				{(each) => (
					<Key key={each} className="tile elder" onClick={() => go({ day: each, from: 0 })}>
						<span className="tile-words">
							<strong>{dates.day(Date.parse(`${each}T12:00:00Z`))}</strong>
							<span>{words('slots.times', { count: on(each).length })}</span>
						</span>
					</Key>
				)}
			</ElderPart>
		);
	return (
		<ElderPart
			all={on(day)}
			from={from}
			rest={{ icon: Clock, title: words('slots.laterTimes'), how: words('slots.laterTimesHow'), go: (next) => go({ from: next }) }}
		>
			{(slot) => <SlotKey key={slot.slot} slot={slot} kept={kept} large press={() => choose(slot)} />}
		</ElderPart>
	);
}
