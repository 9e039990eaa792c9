/** Tomorrow's windows: the plan, what it brings, where windows are missing, who should learn what, when people had better come. Advice only. */
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { DayPlan } from '../../../domain/contracts/history-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { planScale, ShortLines, WindowLines } from './plan-lines.tsx';
import { SlotsCard } from './slots-card.tsx';
import { dayBefore } from './use-history.ts';

type Shown = { state: 'idle' | 'making' | 'away' | 'notPermitted' | 'noPlan' | 'tooEarly' | 'failed' } | { state: 'ready'; plan: DayPlan };
const whyNot = { unreachable: 'away', 'not-permitted': 'notPermitted', 'no-plan': 'noPlan', 'too-early': 'tooEarly' } as const;
const daysAhead = 7;

export function PlanPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('history');
	const dates = useDates();
	const engine = useEngine();
	const [day, setDay] = useState(dayBefore(today, -1));
	const [shown, setShown] = useState<Shown>({ state: 'idle' });
	async function make() {
		setShown({ state: 'making' });
		const answer = await engine.historyDesk(station, { do: 'plan', day });
		if (answer.ok && answer.do === 'plan') setShown({ state: 'ready', plan: answer.plan });
		else setShown({ state: answer.ok ? 'failed' : (whyNot[answer.code as keyof typeof whyNot] ?? 'failed') });
	}
	const told = {
		away: 'away',
		notPermitted: 'notPermitted',
		failed: 'failed',
		noPlan: 'plan.none',
		tooEarly: 'plan.tooEarly',
		making: 'plan.making',
	};
	return (
		<>
			<section className="card history-head">
				<div>
					<h2>{words('plan.title')}</h2>
					<p>{words('plan.lead')}</p>
				</div>
				<Select
					aria-label={words('plan.day')}
					value={day}
					popupMatchSelectWidth={false}
					options={Array.from({ length: daysAhead }, (_, ahead) => {
						const value = dayBefore(today, -1 - ahead);
						return { value, label: dates.day(Date.parse(`${value}T12:00:00Z`)) };
					})}
					onChange={(value: string) => {
						setShown({ state: 'idle' });
						setDay(value);
					}}
				/>
				<Button type="primary" disabled={shown.state === 'making'} onClick={() => void make()}>
					{words('plan.make')}
				</Button>
			</section>
			<SlotsCard station={station} plan={plan} day={day} />
			{shown.state === 'ready' ? (
				<Plan found={shown.plan} plan={plan} />
			) : (
				shown.state !== 'idle' && (
					<p className="card nothing" role="status">
						{words(told[shown.state])}
					</p>
				)
			)}
		</>
	);
}

function Plan({ found, plan }: { found: DayPlan; plan: HallPlan }) {
	const words = useWords('history');
	const say = useSay();
	const dates = useDates();
	const queueName = (id: string) => {
		const queue = plan.queues.find((each) => each.id === id);
		return queue ? `${id} ${say(queue.name)}` : id;
	};
	const { usual, planned } = found.expected;
	const scale = useMemo(() => planScale(found), [found]);
	return (
		<>
			<dl className="card figures history-figures">
				{(['mean', 'most', 'late'] as const).map((key) => (
					<div key={key}>
						<dt>{key === 'late' ? words('plan.late') : words(`figures.${key}`)}</dt>
						<dd>
							{usual[key].toFixed(1)} → <strong>{planned[key].toFixed(1)}</strong>
						</dd>
					</div>
				))}
				<div>
					<dt>{words(`plan.kinds.${found.kind}`)}</dt>
					<dd>{words('plan.learned', { count: found.learned })}</dd>
				</div>
				<div>
					<dt>{words('plan.expected', { futures: found.futures })}</dt>
					<dd>{words(`plan.status.${found.solver.status}`)}</dd>
				</div>
			</dl>
			{!found.better && (
				<p className="told" role="status">
					{words('plan.noPlan')}
				</p>
			)}
			<WindowLines found={found} plan={plan} scale={scale} />
			<ShortLines found={found} plan={plan} scale={scale} />
			<div className="history-cards">
				<Advice name={words('plan.trainingTitle')} none={words('plan.noTraining')}>
					{found.training.map(({ window, queue, meanLess, peakLess, sure }) => (
						<li key={`${window}/${queue}`}>
							{words('plan.training', {
								window: windowNumber(plan, window),
								queue: queueName(queue),
								mean: meanLess.toFixed(1),
								peak: peakLess.toFixed(1),
							})}{' '}
							<small>{words('plan.trainingSure', { sure: Math.round(sure * 100) })}</small>
						</li>
					))}
				</Advice>
				<Advice name={words('plan.quietTitle')} none={words('plan.noQuiet')}>
					{found.quieter.map(({ queue, at, wait, busiest, places }) => (
						<li key={`${queue}/${at}`}>
							{words('plan.quiet', {
								...{ queue: queueName(queue), at: dates.time(at) },
								...{ wait: Math.round(wait), busiest: Math.round(busiest) },
							})}{' '}
							{places !== null && places > 0 && <small>{words('plan.quietPlaces', { count: places })}</small>}
						</li>
					))}
				</Advice>
			</div>
		</>
	);
}

function Advice({ name, none, children }: { name: string; none: string; children: React.ReactNode[] }) {
	return (
		<section className="card history-figure" aria-label={name}>
			<header>
				<h2>{name}</h2>
			</header>
			{children.length === 0 ? <p className="nothing">{none}</p> : <ul className="plan-advice">{children}</ul>}
		</section>
	);
}
