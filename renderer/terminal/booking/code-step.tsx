import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { readCode } from '../../../domain/reservations/code.ts';
import { Key } from '../../design/key.tsx';
import { choiceOf } from '../code-reading.ts';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { BookingPage } from './booking-page.ts';
import { useBookingWay } from './booking-way.ts';
import { CodePad } from './code-pad.tsx';

/** The ten characters of a reservation, typed. */
export function CodeStep({ page }: { page: Extract<BookingPage, { is: 'code' }> }) {
	const { words, go } = useBookingWay();
	const { engine, station, send } = useTerminal();
	const [typed, setTyped] = useState('');
	const [wrong, setWrong] = useState(false);
	const [busy, setBusy] = useState(false);
	async function find() {
		if (readCode(typed) === null) return setWrong(true);
		setBusy(true);
		try {
			if (page.for === 'check-in') {
				const found = await engine.findReservation(station.id, { text: typed });
				send({
					type: 'went',
					to: found.ok
						? { at: 'confirm', choice: choiceOf(found.reservation), priority: false }
						: { at: 'refused', refusal: found.refusal },
				});
				return;
			}
			const answer = await engine.booking(station.id, { do: 'show', code: typed });
			if (!answer.ok) go({ is: 'trouble', trouble: answer });
			else if (answer.do === 'booked' && answer.places[0]) go({ is: 'place', place: answer.places[0], told: null });
		} finally {
			setBusy(false);
		}
	}
	return (
		<Frame
			title={words('code.title')}
			lead={words(wrong ? 'code.wrong' : 'code.lead')}
			dense
			foot={
				<Key className="primary" kind="filled" disabled={busy || typed.length < 10} onClick={() => void find()}>
					{words('code.go')}
					<ArrowRight size={48} />
				</Key>
			}
		>
			<CodePad
				value={typed}
				most={10}
				change={(next) => {
					setWrong(false);
					setTyped(next);
				}}
			/>
		</Frame>
	);
}
