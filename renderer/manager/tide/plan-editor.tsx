/** A proposal in the manager's hands: other windows, other duties, and at once what would come of it beside the proposal and beside doing nothing. */
import { Button, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { QueueId } from '../../../domain/contracts/identity.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { DutyMove } from '../../../domain/contracts/tide-plan.ts';
import type { ShownProposal } from '../../../domain/contracts/tide-state.ts';
import { inOrder } from './proposal-gains.ts';
import type { TideWords } from './tide-words.ts';
import { TrialTable } from './trial-table.tsx';
import type { PlanEdit } from './use-plan-edit.ts';
import type { Tried } from './use-what-if.ts';

export interface PlanEditorProps {
	plan: HallPlan;
	state: HallDay;
	edit: PlanEdit;
	/** Plans in it: doing nothing, the proposal (where there is one), this. */
	tried: Tried;
	/** What speaks against it, in words. */
	troubles: string[];
	/** Troubles with which it cannot be asked for. */
	blocked: boolean;
	/** The proposal as it stands now, where it is not the one this was begun from. */
	newer: { proposal: ShownProposal; changed: string } | null;
	/** Somebody answered it meanwhile, in words; empty = nobody. */
	answered: string;
	still: boolean;
	now: number;
	tw: TideWords;
	onApprove(moves: DutyMove[], until: number | null): void;
}

const lengths = [30, 60, 120] as const;

export function PlanEditor(props: PlanEditorProps) {
	const { plan, state, edit, tried, troubles, newer, answered, tw } = props;
	const { words } = tw;
	const [minutes, setMinutes] = useState<number | null>(60);
	const dutyOf = (window: string): QueueId[] => state.tide.due[window]?.to ?? state.windows[window]?.duty ?? [];
	const option = (window: HallPlan['windows'][number]) => ({
		value: window.id,
		label: words('edit.window', { number: window.number, sign: tw.sign(dutyOf(window.id)) }),
	});
	const free = plan.windows.filter((window) => !edit.moves.some((move) => move.window === window.id));
	const able = (queues: readonly QueueId[]) => free.filter((window) => queues.every((queue) => window.capabilities.includes(queue)));
	return (
		<section className="card tide-editor" aria-label={words('edit.title')}>
			<header>
				<h2>{words(edit.base ? 'edit.title' : 'edit.ownTitle')}</h2>
				<Button icon={<X aria-hidden="true" size={18} />} onClick={edit.close}>
					{words('edit.close')}
				</Button>
			</header>
			<p className="tide-note">{words('edit.lead')}</p>
			{newer && (
				<div className="tide-changed" role="status">
					<p>{words('edit.newer', { at: tw.time(newer.proposal.at) })}</p>
					<p>{newer.changed}</p>
					<Button onClick={() => edit.restart(newer.proposal)}>{words('edit.takeNewer')}</Button>
				</div>
			)}
			{answered !== '' && (
				<p className="tide-changed" role="status">
					{answered}
				</p>
			)}
			<ul className="tide-edit-moves">
				{inOrder(edit.moves).map((move) => (
					<MoveRow key={move.window} move={move} {...{ plan, edit, tw, dutyOf }} others={able} option={option} />
				))}
			</ul>
			{edit.moves.length === 0 && <p className="tide-note">{words('edit.none')}</p>}
			<div className="tide-add">
				<Plus aria-hidden="true" size={18} />
				<Select
					aria-label={words('edit.add')}
					placeholder={words('edit.add')}
					value={null}
					options={free.filter((window) => state.windows[window.id]?.stage !== 'closed').map(option)}
					onChange={(window: string | null) => window !== null && edit.set(window, dutyOf(window))}
				/>
			</div>
			<ul className="tide-troubles" aria-live="polite">
				{troubles.map((trouble) => (
					<li key={trouble}>{trouble}</li>
				))}
			</ul>
			<TrialTable plan={plan} tried={tried} hasProposal={edit.base !== null} tw={tw} />
			<div className="tide-keys">
				<Button
					type="primary"
					size="large"
					disabled={props.still || props.blocked || edit.moves.length === 0 || answered !== '' || newer !== null}
					onClick={() => props.onApprove(edit.moves, minutes === null ? null : props.now + minutes * 60_000)}
				>
					{words(edit.base ? 'edit.approve' : 'edit.setNow', {
						windows: tw.windows(edit.moves.map((move) => move.window)),
						count: edit.moves.length,
					})}
				</Button>
				<Select
					aria-label={words('edit.until')}
					value={minutes ?? 0}
					onChange={(value: number) => setMinutes(value === 0 ? null : value)}
					options={[
						...lengths.map((value) => ({ value, label: words(`edit.for.${value}`, { until: tw.time(props.now + value * 60_000) }) })),
						...(edit.base ? [{ value: 0, label: words('edit.for.open') }] : []),
					]}
				/>
			</div>
		</section>
	);
}

function MoveRow(props: {
	move: DutyMove;
	plan: HallPlan;
	edit: PlanEdit;
	tw: TideWords;
	dutyOf(window: string): QueueId[];
	others(queues: readonly QueueId[]): HallPlan['windows'];
	option(window: HallPlan['windows'][number]): { value: string; label: string };
}) {
	const { move, plan, edit, tw, dutyOf } = props;
	const { words } = tw;
	const duty = dutyOf(move.window);
	const place = plan.windows.find((each) => each.id === move.window);
	const adds = move.to.filter((queue) => !duty.includes(queue));
	const instead = props.others(adds);
	return (
		<li>
			<div className="tide-edit-top">
				<strong>{words('edit.number', { number: tw.window(move.window) })}</strong>
				<span>{words('edit.from', { from: tw.sign(duty), to: tw.sign(move.to) })}</span>
				{instead.length > 0 && (
					<Select
						aria-label={words('edit.instead', { number: tw.window(move.window) })}
						placeholder={words('edit.insteadShort')}
						value={null}
						options={instead.map(props.option)}
						onChange={(window: string | null) => window !== null && edit.swap(move.window, window, adds, dutyOf(window))}
					/>
				)}
				<Button
					aria-label={words('edit.remove', { number: tw.window(move.window) })}
					icon={<X aria-hidden="true" size={18} />}
					onClick={() => edit.remove(move.window)}
				/>
			</div>
			<fieldset className="tide-duty" aria-label={words('edit.duty', { number: tw.window(move.window) })}>
				{(place?.capabilities ?? []).map((queue) => {
					const on = move.to.includes(queue);
					return (
						<button
							key={queue}
							type="button"
							aria-pressed={on}
							onClick={() => edit.set(move.window, on ? move.to.filter((each) => each !== queue) : [...move.to, queue])}
						>
							{queue} {tw.queue(queue)}
						</button>
					);
				})}
			</fieldset>
		</li>
	);
}
