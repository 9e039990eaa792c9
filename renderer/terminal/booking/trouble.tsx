import { CalendarPlus, Info } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { daysInWords } from '../days-in-words.ts';
import { Frame } from '../frame.tsx';
import type { BookingTrouble } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';

/** What could not be done, in the words of the booking rules: what is wrong, and what to do. */
export function Trouble({ trouble }: { trouble: BookingTrouble }) {
	const { words, go } = useBookingWay();
	const told = useWords('reservations');
	const params = daysInWords(trouble.params, useDates().day);
	const code = trouble.code === 'not-seated' ? 'hall-away' : trouble.code;
	return (
		<Frame
			title={words('trouble.title')}
			foot={
				<Key className="primary" kind="filled" onClick={() => go({ is: 'home' })}>
					<CalendarPlus size={48} />
					{words('trouble.again')}
				</Key>
			}
		>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>
					{told(`problems.${code}.text`, params)} {words(`todo.${code}`, { ...params, defaultValue: '' })}
				</p>
			</section>
			<p className="hint">{words('trouble.walkIn')}</p>
		</Frame>
	);
}
