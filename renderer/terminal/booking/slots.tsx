/** Days and their slots, with the places left; quieter ones are marked as the platform says. Cut off, what it said last of waits, and nothing is booked. */
import { useEffect, useState } from 'react';
import type { OfferedSlot } from '../../../domain/contracts/terminal-booking.ts';
import { Key } from '../../design/key.tsx';
import { useDates, useSay } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { ElderSlots } from './elder-slots.tsx';
import { keepSlots, type LastSlots, lastSlots } from './last-slots.ts';
import { SlotKey } from './slot-key.tsx';

type SlotsAt = Extract<BookingPage, { is: 'slots' }>;

export function Slots({ page }: { page: SlotsAt }) {
	const { words, go, turn } = useBookingWay();
	const say = useSay();
	const dates = useDates();
	const { engine, station, plan, journey } = useTerminal();
	const { elder } = journey.looks;
	const [offered, setOffered] = useState<Omit<LastSlots, 'at'> | null>(null);
	const [kept, setKept] = useState<LastSlots | null>(null);
	const { queue: id, instead } = page;
	// biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each queue
	useEffect(() => {
		let here = true;
		void engine.booking(station.id, { do: 'slots', queue: id }).then((answer) => {
			if (!here) return;
			const last = !answer.ok && answer.code === 'hall-away' && instead === null ? lastSlots(engine, id, engine.now()) : null;
			setKept(last);
			if (last) setOffered(last);
			else if (!answer.ok) turn({ is: 'trouble', trouble: answer });
			else if (answer.do === 'slots') {
				keepSlots(engine, id, answer, engine.now());
				setOffered(answer);
			}
		});
		return () => {
			here = false;
		};
	}, [engine, station.id, id]);
	const days = (offered?.days ?? []).filter((day) => offered?.slots.some((slot) => slot.day === day && (kept || slot.left > 0)));
	const day = page.day ?? days[0] ?? null;
	const slots = offered?.slots.filter((slot) => slot.day === day) ?? [];
	const queue = queueOf(plan, id);
	const at = (of: string) => Date.parse(`${of}T12:00:00Z`);
	function choose({ slot, endsAt }: OfferedSlot) {
		const wish = { key: crypto.randomUUID(), queue: id, slot, endsAt };
		if (instead !== null && (!instead.byCard || instead.day === day)) void change(wish);
		else go({ is: 'card', wish, instead });
	}
	async function change({ key, slot }: { key: string; slot: number }) {
		if (instead === null) return;
		const answer = await engine.booking(station.id, { do: 'change', key, code: instead.code, slot });
		if (!answer.ok) go({ is: 'trouble', trouble: answer });
		else if (answer.do === 'booked' && answer.places[0]) turn({ is: 'place', place: answer.places[0], told: 'changed' });
	}
	return (
		<Frame
			title={words(elder ? (page.day === null ? 'slots.dayTitle' : 'slots.timeTitle') : 'slots.title')}
			lead={
				elder && page.day !== null
					? dates.day(at(page.day))
					: words(kept ? 'slots.keptLead' : instead !== null ? 'slots.changeLead' : elder ? 'slots.elderLead' : 'slots.lead', {
							queue: queue ? say(queue.name) : id,
						})
			}
			dense={!elder}
		>
			{kept && (
				<section className="notice" data-tone="wait" role="status">
					<p>{words('slots.kept', { day: dates.day(kept.at), time: dates.time(kept.at) })}</p>
				</section>
			)}
			{offered === null ? (
				<p className="hint" role="status">
					{words('slots.reading')}
				</p>
			) : days.length === 0 ? (
				<section className="notice" data-tone="wait" role="status">
					<p>{words('slots.none')}</p>
				</section>
			) : elder ? (
				<ElderSlots page={page} days={days} slots={offered.slots} kept={kept !== null} choose={choose} />
			) : (
				<>
					<fieldset className="booking-days" aria-label={words('slots.days')}>
						{days.map((each) => (
							<Key key={each} className="booking-day" aria-pressed={each === day} onClick={() => turn({ ...page, day: each })}>
								{dates.day(at(each))}
							</Key>
						))}
					</fieldset>
					<div className="booking-slots">
						{slots.map((slot) => (
							<SlotKey key={slot.slot} slot={slot} kept={kept !== null} large={false} press={() => choose(slot)} />
						))}
					</div>
					<p className="hint">{words(`slots.${sourceOf(slots)}`)}</p>
				</>
			)}
		</Frame>
	);
}

/** Where the waits of a day come from, as a word of `slots`. */
function sourceOf(slots: readonly OfferedSlot[]): 'simulated' | 'how' | 'unknown' {
	if (slots.some(({ by }) => by === 'simulation')) return 'simulated';
	return slots.some(({ minutes }) => minutes !== null) ? 'how' : 'unknown';
}
