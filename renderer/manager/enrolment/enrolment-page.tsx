/** The machines that may sit down, codes for new ones, and the end of an enrolment. */
import { Alert, Button, Input, Select } from 'antd';
import { KeyRound } from 'lucide-react';
import { useId, useState } from 'react';
import { businessDay } from '../../../domain/business-day.ts';
import { type ShownEnrolment, shownCode } from '../../../domain/contracts/enrolment.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { Chip } from '../../design/status-chip.tsx';
import { useNow } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { type EnrolmentDesk, useEnrolments } from './use-enrolments.ts';
import './enrolment.css';

export function EnrolmentPage({ station, plan }: { station: string; plan: HallPlan }) {
	const words = useWords('enrolment');
	const dates = useDates();
	const desk = useEnrolments(station);
	const { look, made } = desk;
	const when = (at: number) => `${dates.day(at)} ${dates.time(at)}`;
	return (
		<main className="manager-main enrolment-page">
			<section className="card" aria-label={words('title')}>
				<header>
					<KeyRound aria-hidden="true" />
					<h2>{words('title')}</h2>
				</header>
				<p>{words('lead')}</p>
				{plan.enrolment !== 'required' && <Alert type="warning" showIcon title={words('open')} />}
				{desk.wrong !== '' && <Alert type="warning" showIcon role="alert" title={words(`wrong.${desk.wrong}`)} />}
				<MakeCode desk={desk} plan={plan} />
				{made && (
					<div className="enrolment-code" role="status">
						<code>{shownCode(made.code)}</code>
						<p>{words('made', { seats: made.stations.join(' '), time: dates.time(made.until) })}</p>
						<Button onClick={desk.putAway}>{words('putAway')}</Button>
					</div>
				)}
				{(look?.codes ?? []).map(({ id, stations, until }) => (
					<p key={id} className="enrolment-waiting">
						{words('waiting', { seats: stations.join(' '), time: dates.time(until) })}
						<Button size="small" disabled={desk.busy} onClick={() => void desk.ask({ do: 'withdraw-code', id })}>
							{words('withdraw')}
						</Button>
					</p>
				))}
				<Table desk={desk} when={when} lastDay={(at) => businessDay(at, plan.timezone)} />
				{look && look.authority === null && <p className="hint">{words('clear')}</p>}
				{look?.authority && (
					<p className="hint">
						{words('authority')} <code>{look.authority.match(/.{1,4}/g)?.join(' ')}</code>
					</p>
				)}
			</section>
		</main>
	);
}

function MakeCode({ desk, plan }: { desk: EnrolmentDesk; plan: HallPlan }) {
	const words = useWords('enrolment');
	const [stations, setStations] = useState<string[]>([]);
	const id = useId();
	async function make() {
		if (await desk.ask({ do: 'make-code', stations })) setStations([]);
	}
	return (
		<div className="enrolment-make">
			<label htmlFor={id}>{words('seats')}</label>
			<Select
				id={id}
				mode="multiple"
				maxCount={64}
				value={stations}
				placeholder={words('choose')}
				options={plan.stations.map((one) => ({ value: one.id, label: one.id }))}
				onChange={setStations}
			/>
			<Button type="primary" disabled={desk.busy || stations.length === 0} onClick={() => void make()}>
				{words('make')}
			</Button>
			<p className="hint">{words('seatsHint')}</p>
		</div>
	);
}

function Table({ desk, when, lastDay }: { desk: EnrolmentDesk; when(at: number): string; lastDay(at: number): string }) {
	const words = useWords('enrolment');
	const now = useNow(60_000);
	const [ending, setEnding] = useState<ShownEnrolment | null>(null);
	const [reason, setReason] = useState('');
	const id = useId();
	const all = desk.look?.enrolments ?? [];
	if (all.length === 0) return <p className="nothing">{words('none')}</p>;
	async function end() {
		if (!ending) return;
		const { station, keyId } = ending;
		if (await desk.ask({ do: 'end-enrolment', station, keyId, reason })) setEnding(null);
	}
	return (
		<div className="enrolment-scroll">
			<table className="plain-table">
				<thead>
					<tr>
						{['station', 'key', 'enrolled', 'seen', 'until', 'state', 'do'].map((column) => (
							<th key={column} scope="col">
								{words(`columns.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{all.map((one) => {
						const state = one.ended ? 'ended' : one.until <= now ? 'over' : 'good';
						return (
							<tr key={`${one.station}/${one.keyId}`}>
								<th scope="row">{one.station}</th>
								<td>
									<code>{one.keyId}</code>
								</td>
								<td>
									{when(one.at)} <small>{one.by === null ? words('byConsole') : words('by', { staff: one.by })}</small>
								</td>
								<td>{when(one.seenAt)}</td>
								<td>{one.ended ? '—' : lastDay(one.until)}</td>
								<td>
									<Chip tone={state === 'good' ? 'ok' : 'quiet'}>{words(`state.${state}`)}</Chip>
									{one.ended && <small> {one.ended.reason === 'replaced' ? '' : one.ended.reason}</small>}
								</td>
								<td>
									{state === 'good' && (
										<Button
											size="small"
											onClick={() => {
												setReason('');
												setEnding(one);
											}}
										>
											{words('end')}
										</Button>
									)}
								</td>
							</tr>
						);
					})}
				</tbody>
			</table>
			{ending && (
				<form
					className="enrolment-ending"
					aria-label={words('endTitle', { station: ending.station })}
					onSubmit={(event) => {
						event.preventDefault();
						void end();
					}}
				>
					<strong>{words('endTitle', { station: ending.station })}</strong>
					<p>{words('endWhat')}</p>
					<label htmlFor={id}>{words('reason')}</label>
					<Input id={id} autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
					<Button danger htmlType="submit" disabled={desk.busy || reason.trim() === ''}>
						{words('endNow')}
					</Button>
					<Button onClick={() => setEnding(null)}>{words('cancel')}</Button>
				</form>
			)}
		</div>
	);
}
