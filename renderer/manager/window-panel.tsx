import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useSay, useWords } from '../words/words.tsx';
import { isLong, lookOf, type Tile } from './floor-map.tsx';
import type { Asking } from './use-asking.ts';

/** One window: how it is, and the levers over it. What cannot be done is grey, with its reason beside it. */
export function WindowPanel({ tile, ...rest }: { tile: Tile | null } & PanelProps) {
	return tile === null ? null : <ChosenWindow key={tile.id} tile={tile} {...rest} />;
}

interface PanelProps {
	plan: HallPlan;
	asking: Asking;
	cutOff: boolean;
	onClose: () => void;
}

function ChosenWindow({ tile, plan, asking, cutOff, onClose }: { tile: Tile } & PanelProps) {
	const words = useWords('manager');
	const tide = useWords('tide-manager');
	const say = useSay();
	const [duty, setDuty] = useState<string[]>(tile.duty);
	const [saved, setSaved] = useState(false);
	const reasons = [0, 1, 2, 3].map((index) => words(`window.reasons.${index}`));
	const [reason, setReason] = useState(0);
	const still = asking.busy || cutOff;
	const plain = plan.windows.find((window) => window.id === tile.id);
	const same = duty.join() === tile.duty.join();
	const why = duty.length === 0 ? words('window.empty') : same ? words('window.same') : '';
	const title = words('window.title', { number: tile.number });
	return (
		<section className="card window-panel" aria-label={title}>
			<header>
				<h2>{title}</h2>
				<span>{plain ? say(plain.name) : ''}</span>
				{tile.clerk && <span>{words('window.clerk', { clerk: tile.clerk })}</span>}
				<Button size="small" onClick={onClose}>
					{tide('panel.close')}
				</Button>
			</header>
			<p className="window-now" data-look={isLong(tile) ? 'long' : lookOf(tile)}>
				{tile.ticket ?? words(`tile.${lookOf(tile) === 'serving' || lookOf(tile) === 'called' ? 'idle' : lookOf(tile)}`)}
				{tile.minutes !== null && ` ${words('tile.minutes', { minutes: Math.floor(tile.minutes) })}`}
			</p>
			<fieldset className="duty">
				<legend>{words('window.dutyLabel')}</legend>
				<Checkbox.Group
					value={duty}
					onChange={(values) => {
						setSaved(false);
						setDuty(values as string[]);
					}}
					options={tile.capabilities.map((id) => {
						const queue = plan.queues.find((each) => each.id === id);
						return { value: id, label: `${id} ${queue ? say(queue.name) : ''}` };
					})}
				/>
				<small>{words('window.dutyHint')}</small>
			</fieldset>
			<div className="levers">
				<Button
					type="primary"
					disabled={why !== '' || still}
					onClick={() => void asking.ask('change-duty', { window: tile.id, duty }).then(setSaved)}
				>
					{words('window.saveDuty')}
				</Button>
				<small>{saved ? words('window.saved') : why}</small>
			</div>
			<div className="levers">
				{tile.stage === 'open' && (
					<>
						<Select
							aria-label={words('window.reason')}
							value={reason}
							onChange={setReason}
							options={reasons.map((label, value) => ({ value, label }))}
						/>
						<Button disabled={still} onClick={() => void asking.ask('pause-window', { window: tile.id, reason: reasons[reason]! })}>
							{words('window.pause')}
						</Button>
					</>
				)}
				{tile.stage === 'paused' && (
					<Button disabled={still} onClick={() => void asking.ask('resume-window', { window: tile.id })}>
						{words('window.resume')}
					</Button>
				)}
				{tile.stage === 'closed' ? (
					<>
						<Button disabled={still} onClick={() => void asking.ask('open-window', { window: tile.id })}>
							{words('window.open')}
						</Button>
						<small>{words('window.openHint')}</small>
					</>
				) : (
					<>
						<Button disabled={tile.ticket !== null || still} onClick={() => void asking.ask('close-window', { window: tile.id })}>
							{words('window.close')}
						</Button>
						{tile.ticket !== null && <small>{words('window.closeSelf')}</small>}
					</>
				)}
			</div>
			{cutOff && <p className="told">{words('window.cutOff')}</p>}
		</section>
	);
}
