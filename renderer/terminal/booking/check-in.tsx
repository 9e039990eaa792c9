import { IdCard, Keyboard, QrCode } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useBookingWay } from './booking-way.ts';

/** Three ways to the same number: the code held up, the card laid down, the code typed. The first two work from every screen. */
export function CheckIn() {
	const { words, go } = useBookingWay();
	const { reader, scans } = useTerminal();
	return (
		<Frame
			title={words('checkIn.title')}
			lead={words('checkIn.lead')}
			foot={
				<Key className="primary" kind="filled" onClick={() => go({ is: 'code', for: 'check-in' })}>
					<Keyboard size={48} />
					{words('checkIn.byCode')}
				</Key>
			}
		>
			{reader === 'ready' && (
				<section className="notice">
					<IdCard size={96} />
					<p>{words('checkIn.card')}</p>
				</section>
			)}
			{scans && (
				<section className="notice">
					<QrCode size={96} />
					<p>{words('checkIn.scan')}</p>
				</section>
			)}
		</Frame>
	);
}
