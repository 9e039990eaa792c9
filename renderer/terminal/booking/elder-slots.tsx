/** 长辈版 of the times: first the day, then the time, three keys at most on a screen. */
import { CalendarDays, Clock } from 'lucide-react';
import type { OfferedSlot } from '../../../domain/contracts/terminal-booking.ts';
import { Key } from '../../design/key.tsx';
import { useDates } from '../../words/words.tsx';
import { ElderTile } from '../elder-tile.tsx';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { elderPart } from './elder-part.ts';
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
	const { words, go } = useBookingWay();
	const dates = useDates();
	const { day, from = 0 } = page;
	const offered = slots.filter((slot) => kept || slot.left > 0);
	const on = (of: string) => offered.filter((slot) => slot.day === of);
	if (day === null) {
		const { shown, next } = elderPart(days, from);
		return (
			<>
				{shown.map((each) => (
					<Key key={each} className="tile elder" onClick={() => go({ ...page, day: each, from: 0 })}>
						<span className="tile-words">
							<strong>{dates.day(Date.parse(`${each}T12:00:00Z`))}</strong>
							<span>{words('slots.times', { count: on(each).length })}</span>
						</span>
					</Key>
				))}
				{next !== null && (
					<ElderTile
						icon={CalendarDays}
						title={words('slots.laterDays')}
						how={words('slots.laterDaysHow')}
						press={() => go({ ...page, from: next })}
					/>
				)}
			</>
		);
	}
	const { shown, next } = elderPart(on(day), from);
	return (
		<>
			{shown.map((slot) => (
				<SlotKey key={slot.slot} slot={slot} kept={kept} large press={() => choose(slot)} />
			))}
			{next !== null && (
				<ElderTile
					icon={Clock}
					title={words('slots.laterTimes')}
					how={words('slots.laterTimesHow')}
					press={() => go({ ...page, from: next })}
				/>
			)}
		</>
	);
}
