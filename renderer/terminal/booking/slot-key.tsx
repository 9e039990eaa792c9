import { Leaf } from 'lucide-react';
import type { OfferedSlot } from '../../../domain/contracts/terminal-booking.ts';
import { Key } from '../../design/key.tsx';
import { Chip } from '../../design/status-chip.tsx';
import { useDates } from '../../words/words.tsx';
import { useBookingWay } from './booking-way.ts';

/** One time: places left, the wait that is expected, and whether few people come. `kept`: what was told before the line was cut; it cannot be booked. */
export function SlotKey({ slot, kept, large, press }: { slot: OfferedSlot; kept: boolean; large: boolean; press: () => void }) {
	const { words } = useBookingWay();
	const dates = useDates();
	const open = kept || slot.left > 0;
	const said = [
		...(kept ? [] : [slot.left === 0 ? words('slots.full') : words('slots.left', { count: slot.left })]),
		...(slot.minutes !== null && open
			? [words(slot.by === 'simulation' ? 'slots.expected' : 'slots.waited', { minutes: slot.minutes })]
			: []),
	];
	const inside = (
		<>
			<strong>
				{dates.time(slot.slot)}–{dates.time(slot.endsAt)}
			</strong>
			<span>{said.join(' · ')}</span>
			{slot.quiet && open && (
				<Chip tone="ok">
					<Leaf size={32} /> {words('slots.quiet')}
				</Chip>
			)}
		</>
	);
	return (
		<Key className={large ? 'tile elder' : 'booking-slot'} disabled={kept || slot.left === 0} onClick={press}>
			{large ? <span className="tile-words">{inside}</span> : inside}
		</Key>
	);
}
