import { CalendarSync, CalendarX, Check, House } from 'lucide-react';
import { useState } from 'react';
import type { BookedPlace } from '../../../domain/contracts/terminal-booking.ts';
import { Key } from '../../design/key.tsx';
import { useDates, useSay } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { QrCode } from '../qr-code.tsx';
import { queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { SlotSummary } from './slot-summary.tsx';

/** A reservation as its holder needs it: when, where, the code, until when it can be changed. */
export function PlaceShown({ page }: { page: Extract<BookingPage, { is: 'place' }> }) {
	const { words, go } = useBookingWay();
	const dates = useDates();
	const { send, clock, now } = useTerminal();
	const { place, told } = page;
	const open = place.state === 'booked' && now <= place.changeUntil;
	return (
		<Frame
			title={words(told === null ? `state.${place.state}` : `told.${told}`)}
			lead={place.state === 'booked' ? words(place.byCard ? 'place.comeByCard' : 'place.comeByCode') : undefined}
			foot={
				<>
					{open && told === null && (
						<Key className="beside" onClick={() => go({ is: 'give-back', place, key: crypto.randomUUID() })}>
							<CalendarX size={48} />
							{words('place.giveBack')}
						</Key>
					)}
					{open && told === null ? (
						<Key className="primary" kind="filled" onClick={() => go({ is: 'slots', queue: place.queue, day: null, instead: place })}>
							<CalendarSync size={48} />
							{words('place.change')}
						</Key>
					) : (
						<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
							<House size={48} />
							{words('place.done')}
						</Key>
					)}
				</>
			}
		>
			<SlotSummary of={place}>
				{place.state === 'booked' && (
					<>
						<div>
							<dt>{words('place.code')}</dt>
							<dd>
								<strong className="booking-code">{(place.code.match(/.{1,5}/g) ?? []).join(' ')}</strong>
							</dd>
						</div>
						<div>
							<dt>{words('place.from')}</dt>
							<dd>{words('place.fromTo', { from: dates.time(place.checkInFrom), to: dates.time(place.checkInUntil) })}</dd>
						</div>
						<div>
							<dt>{words('place.until')}</dt>
							<dd>{words('place.untilWhen', { day: dates.day(place.changeUntil), time: dates.time(place.changeUntil) })}</dd>
						</div>
					</>
				)}
			</SlotSummary>
			{place.qr !== null && (
				<figure className="booking-qr">
					<QrCode text={place.qr} size={300} label={words('place.qr')} />
					<figcaption>{words('place.qr')}</figcaption>
				</figure>
			)}
		</Frame>
	);
}

export function PlaceList({ places }: { places: BookedPlace[] }) {
	const { words, go } = useBookingWay();
	const say = useSay();
	const dates = useDates();
	const { plan } = useTerminal();
	return (
		<Frame title={words(places.length === 0 ? 'list.none' : 'list.title')} lead={words(places.length === 0 ? 'list.noneDo' : 'list.lead')}>
			<div className="review-levels">
				{places.map((place) => {
					const queue = queueOf(plan, place.queue);
					return (
						<Key key={place.code} className="review-level" onClick={() => go({ is: 'place', place, told: null })}>
							<span className="tile-words">
								<strong>
									{dates.day(place.slot)} {dates.time(place.slot)}
								</strong>
								<span>
									{queue ? say(queue.name) : place.queue} · {words(`states.${place.state}`)}
								</span>
							</span>
						</Key>
					);
				})}
				{places.length === 0 && (
					<Key className="review-level" onClick={() => go({ is: 'queues' })}>
						{words('home.book')}
					</Key>
				)}
			</div>
		</Frame>
	);
}

export function GiveBack({ page }: { page: Extract<BookingPage, { is: 'give-back' }> }) {
	const { words, go, turn } = useBookingWay();
	const dates = useDates();
	const { engine, station, send } = useTerminal();
	const [busy, setBusy] = useState(false);
	const { place, key } = page;
	async function give() {
		setBusy(true);
		const answer = await engine.booking(station.id, { do: 'cancel', key, code: place.code });
		setBusy(false);
		if (!answer.ok) go({ is: 'trouble', trouble: answer });
		else if (answer.do === 'booked' && answer.places[0]) turn({ is: 'place', place: answer.places[0], told: 'cancelled' });
	}
	return (
		<Frame
			title={words('giveBack.title')}
			lead={words('giveBack.lead', { day: dates.day(place.slot), time: dates.time(place.slot) })}
			foot={
				<>
					<Key className="beside" onClick={() => send({ type: 'back' })}>
						{words('giveBack.keep')}
					</Key>
					<Key className="primary" kind="filled" disabled={busy} onClick={() => void give()}>
						<Check size={48} />
						{words('giveBack.now')}
					</Key>
				</>
			}
		/>
	);
}
