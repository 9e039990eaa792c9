import { Button } from 'antd';
import { useState } from 'react';
import type { HallDay } from '../../domain/contracts/state.ts';
import { useWords } from '../words/words.tsx';
import type { Asking } from './use-asking.ts';

/** Opens and closes the business of the day. Closing cannot be undone, so it asks once more and says who is left. */
export function DayKey({ state, waiting, asking, cutOff }: { state: HallDay; waiting: number; asking: Asking; cutOff: boolean }) {
	const words = useWords('manager');
	const [sure, setSure] = useState(false);
	const still = asking.busy || cutOff;
	if (state.stage === 'not-open') {
		return (
			<section className="card day-key">
				<p>{words('day.notOpen')}</p>
				<Button type="primary" disabled={still} onClick={() => void asking.ask('open-day', {})}>
					{words('day.open')}
				</Button>
			</section>
		);
	}
	if (state.stage === 'closed') {
		const left = Object.values(state.tickets).filter((ticket) => ticket.life.stage === 'not-served').length;
		return (
			<section className="card day-key">
				<p>{words('day.closed', { count: left })}</p>
			</section>
		);
	}
	if (!sure) {
		return (
			<section className="card day-key">
				<Button disabled={still} onClick={() => setSure(true)}>
					{words('day.close')}
				</Button>
			</section>
		);
	}
	return (
		<section className="card day-key" role="alertdialog" aria-label={words('day.confirmTitle')}>
			<h2>{words('day.confirmTitle')}</h2>
			<p>{words('day.confirmText', { count: waiting })}</p>
			<Button onClick={() => setSure(false)}>{words('day.keep')}</Button>
			<Button danger disabled={still} onClick={() => void asking.ask('close-day', {}).then(() => setSure(false))}>
				{words('day.confirm')}
			</Button>
		</section>
	);
}
