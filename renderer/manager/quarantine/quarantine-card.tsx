import { Button, Input } from 'antd';
import { ShieldAlert } from 'lucide-react';
import { useId, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { QuarantinedBatch } from '../../../domain/contracts/quarantine.ts';
import { stationInWords } from '../../../domain/reconciliation/place-words.ts';
import { useDates, useWords } from '../../words/words.tsx';
import { type QuarantineDesk, useQuarantine } from './use-quarantine.ts';
import './quarantine.css';

/** Reports of machines that nobody vouches for, above everything else there is to do; nothing at all while none wait. */
export function QuarantineCard({ station, plan }: { station: string; plan: HallPlan }) {
	const words = useWords('quarantine');
	const desk = useQuarantine(station);
	const waiting = desk.batches.filter(({ state }) => state === 'waiting').reverse();
	if (waiting.length === 0) return null;
	return (
		<section className="card quarantine" aria-label={words('title')}>
			<header>
				<ShieldAlert aria-hidden="true" />
				<h2>{words('title')}</h2>
			</header>
			<p>{words('lead')}</p>
			{desk.wrong !== '' && (
				<p role="alert" className="told">
					{words(`wrong.${desk.wrong}`)}
				</p>
			)}
			<ul>
				{waiting.map((batch) => (
					<Batch key={batch.id} batch={batch} plan={plan} desk={desk} />
				))}
			</ul>
		</section>
	);
}

function Batch({ batch, plan, desk }: { batch: QuarantinedBatch; plan: HallPlan; desk: QuarantineDesk }) {
	const words = useWords('quarantine');
	const places = useWords('reconciliation');
	const dates = useDates();
	const field = useId();
	const [reason, setReason] = useState<string | null>(null);
	const time = (at: number) => `${dates.day(at)} ${dates.time(at)}`;
	const kinds = Object.entries(batch.kinds).map(([kind, count]) =>
		words(`kinds.${kind}`, { count, defaultValue: words('kinds.other', { count }) }),
	);
	return (
		<li>
			<strong>{words(`why.${batch.why}`, { place: stationInWords(plan, batch.station, places) })}</strong>
			<p>{words('what', { count: batch.count, from: time(batch.from), to: time(batch.to) })}</p>
			<p>{kinds.join(words('between'))}</p>
			{reason === null ? (
				<div className="quarantine-keys">
					<Button disabled={desk.busy} onClick={() => void desk.decide({ do: 'accept', batch: batch.id })}>
						{words('accept')}
					</Button>
					<Button disabled={desk.busy} onClick={() => setReason('')}>
						{words('discard')}
					</Button>
				</div>
			) : (
				<form
					className="quarantine-keys"
					onSubmit={(event) => {
						event.preventDefault();
						void desk.decide({ do: 'discard', batch: batch.id, reason: reason.trim() });
					}}
				>
					<label htmlFor={field}>{words('reason')}</label>
					<Input id={field} autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
					<Button danger htmlType="submit" disabled={desk.busy || reason.trim() === ''}>
						{words('discardNow')}
					</Button>
					<Button onClick={() => setReason(null)}>{words('cancel')}</Button>
				</form>
			)}
		</li>
	);
}
