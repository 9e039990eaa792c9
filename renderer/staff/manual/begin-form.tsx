import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { type Reason, reasons } from './reasons.ts';

/** Asks what and why, says what follows, and only then begins. `queues` absent = the whole hall. */
export function BeginForm(props: {
	plan: HallPlan;
	/** Queues that are called by hand already. */
	already: readonly string[];
	onBegin: (order: { queues?: string[]; reason: string }) => void;
	onCancel: () => void;
}) {
	const { plan, already, onBegin, onCancel } = props;
	const words = useWords('manual');
	const inWords = useSay();
	const left = plan.queues.filter((queue) => !already.includes(queue.id));
	const [whole, setWhole] = useState(already.length === 0);
	const [chosen, setChosen] = useState<string[]>([]);
	const [reason, setReason] = useState<Reason | null>(null);
	const [own, setOwn] = useState('');
	const queues = whole ? left.map((queue) => queue.id) : chosen;
	const why = reason === null ? '' : reason === 'other' ? own.trim() : words(`begin.reasons.${reason}`);
	return (
		<section className="card manual-form" aria-label={words('begin.title')}>
			<h2>{words('begin.title')}</h2>
			<Radio.Group aria-label={words('begin.title')} value={whole} onChange={(event) => setWhole(event.target.value as boolean)}>
				<Radio value={true}>{words('begin.hall')}</Radio>
				<Radio value={false}>{words('begin.some')}</Radio>
			</Radio.Group>
			{!whole && (
				<Checkbox.Group
					className="manual-queues"
					value={chosen}
					onChange={(values) => setChosen(values as string[])}
					options={left.map((queue) => ({ value: queue.id, label: `${queue.id} ${inWords(queue.name)}` }))}
				/>
			)}
			<h3 id="manual-reason">{words('begin.reasonTitle')}</h3>
			<Radio.Group aria-labelledby="manual-reason" value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
				{reasons.map((one) => (
					<Radio key={one} value={one}>
						{words(`begin.reasons.${one}`)}
					</Radio>
				))}
			</Radio.Group>
			{reason === 'other' && (
				<Input
					autoFocus
					maxLength={100}
					aria-label={words('begin.own')}
					placeholder={words('begin.own')}
					value={own}
					onChange={(event) => setOwn(event.target.value)}
				/>
			)}
			<p className="manual-what">{words('begin.what', { queues: whole ? words('begin.hall') : queues.join(' ') || '—' })}</p>
			<div className="manual-keys">
				<Button size="large" onClick={onCancel}>
					{words('begin.cancel')}
				</Button>
				<Button
					size="large"
					type="primary"
					danger
					disabled={why === '' || queues.length === 0}
					onClick={() => onBegin({ ...(whole && already.length === 0 ? {} : { queues }), reason: why })}
				>
					{words('begin.confirm')}
				</Button>
			</div>
		</section>
	);
}
