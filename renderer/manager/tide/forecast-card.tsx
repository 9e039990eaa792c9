/** One queue over the day: how long people waited and may wait, with and without a change; or how many came and may come. */
import { Button, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TideLook } from '../../../domain/contracts/tide-desk.ts';
import { ArrivalsChart, ArrivalsTable, arrivalRows } from './arrivals.tsx';
import type { TideWords } from './tide-words.ts';
import type { Tried } from './use-what-if.ts';
import { WaitLines, WaitLinesTable } from './wait-lines.tsx';
import { waitsSoFar, waitsToCome } from './wait-series.ts';

const stepMs = 10 * 60_000;
const backMs = 100 * 60_000;

export interface ForecastCardProps {
	plan: HallPlan;
	state: HallDay;
	look: TideLook | null;
	tried: Tried;
	/** Instant of the moment that was played. */
	playedAt: number;
	/** Places of the proposal and of one's own version among the plans that were played. */
	proposal: number | null;
	own: number | null;
	/** The queue the proposal is about. */
	about: string | null;
	now: number;
	tw: TideWords;
}

export function ForecastCard(props: ForecastCardProps) {
	const { plan, state, look, tried, playedAt, proposal, own, about, now, tw } = props;
	const { words } = tw;
	const [chosen, setChosen] = useState<string | null>(null);
	const [what, setWhat] = useState<'waits' | 'people'>('waits');
	const [asTable, setAsTable] = useState(false);
	const queue = chosen ?? about ?? busiest(state, plan);
	const place = plan.queues.findIndex(({ id }) => id === queue);
	const step = Math.floor(now / 60_000);
	const past = useMemo(() => waitsSoFar(state, queue, step * 60_000 - backMs, step * 60_000 + 60_000, stepMs), [state, queue, step]);
	const coming = useMemo(
		() => (tried.answer && place >= 0 ? waitsToCome(tried.answer, place, playedAt, proposal, own) : []),
		[tried.answer, place, playedAt, proposal, own],
	);
	const forecast = look?.forecast ?? null;
	const people = useMemo(() => (forecast ? arrivalRows(forecast, queue) : []), [forecast, queue]);
	const target = plan.queues[place]?.maxWaitMinutes ?? null;
	const error = forecast?.queues.find((each) => each.queue === queue)?.error;
	return (
		<section className="card tide-forecast" aria-label={words('forecast.title')}>
			<header>
				<h2>{words('forecast.title')}</h2>
				<Select
					aria-label={words('forecast.queue')}
					value={queue}
					onChange={setChosen}
					options={plan.queues.map(({ id }) => ({ value: id, label: `${id} ${tw.queue(id)}` }))}
					popupMatchSelectWidth={false}
				/>
				<Segmented
					aria-label={words('forecast.what')}
					value={what}
					onChange={setWhat}
					options={(['waits', 'people'] as const).map((value) => ({ value, label: words(`forecast.${value}`) }))}
				/>
				<Button size="small" onClick={() => setAsTable(!asTable)}>
					{words(asTable ? 'forecast.asChart' : 'forecast.asTable')}
				</Button>
			</header>
			{what === 'waits' ? (
				<>
					<small>{words('forecast.waitsUnit')}</small>
					{asTable ? (
						<WaitLinesTable {...{ past, coming, target, tw, hasProposal: proposal !== null, hasOwn: own !== null }} />
					) : (
						<WaitLines {...{ past, coming, target, tw, now: playedAt, name: tw.queue(queue) }} />
					)}
				</>
			) : people.length === 0 ? (
				<p className="nothing">{words('forecast.noForecast')}</p>
			) : (
				<>
					<small>
						{words('forecast.peopleUnit')}{' '}
						{error && error.wape !== null
							? words('forecast.error', { percent: Math.round(error.wape * 100), count: error.days })
							: words('forecast.noError')}
					</small>
					{asTable ? <ArrivalsTable rows={people} tw={tw} /> : <ArrivalsChart rows={people} now={now} name={tw.queue(queue)} tw={tw} />}
				</>
			)}
		</section>
	);
}

function busiest(state: HallDay, plan: HallPlan): string {
	const most = [...plan.queues].sort((one, other) => (state.waiting[other.id]?.length ?? 0) - (state.waiting[one.id]?.length ?? 0));
	return most[0]?.id ?? '';
}
