/** Past days: how they ended, and where waits were, by hour, service, window and weekday. */
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HistoryLook } from '../../../domain/contracts/history-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { cellText, type Sheet, sheetsOf } from '../../../domain/tide/past-day/sheets.ts';
import { useLanguage, useSay, useWords } from '../../words/words.tsx';
import { BarsChart, HoursChart } from './charts.tsx';
import { ExportFiles } from './export-files.tsx';
import { FigureCard } from './figure-card.tsx';
import { PeriodChoice, type PeriodName, periodOf } from './period-choice.tsx';
import { SheetTable } from './sheet-table.tsx';
import { type Period, useHistory } from './use-history.ts';
import { WeekHeat } from './week-heat.tsx';

const figures = ['came', 'served', 'noShow', 'cancelled', 'notServed', 'mean', 'most', 'inTarget'] as const;

export function HistoryPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('history');
	const say = useSay();
	const [chosen, setChosen] = useState<{ name: PeriodName; period: Period }>({ name: '7', period: periodOf('7', today) });
	const [queue, setQueue] = useState<string | null>(null);
	const [again, setAgain] = useState(0);
	const shown = useHistory(station, chosen.period, queue, again);
	return (
		<>
			<section className="card history-head">
				<div>
					<h2>{words('title')}</h2>
					<p>{words('lead')}</p>
				</div>
				<PeriodChoice {...chosen} today={today} choose={(name, period) => setChosen({ name, period })} />
				<Select
					aria-label={words('onlyQueue')}
					value={queue ?? ''}
					popupMatchSelectWidth={false}
					options={[
						{ value: '', label: words('allQueues') },
						...plan.queues.map(({ id, name }) => ({ value: id, label: `${id} ${say(name)}` })),
					]}
					onChange={(value: string) => setQueue(value === '' ? null : value)}
				/>
				{shown.state === 'ready' && shown.look.history.days.length > 0 && <ExportFiles station={station} period={chosen.period} />}
			</section>
			{shown.state !== 'ready' ? (
				<p className="card nothing" role="status">
					{words(shown.state)}{' '}
					{shown.state === 'failed' && <Button onClick={() => setAgain((times) => times + 1)}>{words('again')}</Button>}
				</p>
			) : (
				<Shown look={shown.look} plan={plan} />
			)}
		</>
	);
}

function Shown({ look, plan }: { look: HistoryLook; plan: HallPlan }) {
	const words = useWords('history');
	const { language } = useLanguage();
	const { history, damaged, since } = look;
	const sheets = useMemo(
		() => Object.fromEntries(sheetsOf(history, { plan, say: words, language }).map((sheet) => [sheet.id, sheet])),
		[history, plan, words, language],
	);
	const notes = [
		...(damaged.length > 0 ? [words('damaged', { days: damaged.join(' ') })] : []),
		...(since !== null && since > look.from ? [words('since', { day: since })] : []),
	];
	if (history.days.length === 0)
		return (
			<p className="card nothing" role="status">
				{[words('none'), ...notes].join(' ')}
			</p>
		);
	const { all } = history;
	return (
		<>
			{notes.map((note) => (
				<p key={note} className="told" role="status">
					{note}
				</p>
			))}
			<dl className="card figures history-figures">
				{figures.map((key) => (
					<div key={key}>
						<dt>{words(`figures.${key}`)}</dt>
						<dd>
							<strong>{cellText(all[key], key === 'inTarget' ? 'share' : key === 'mean' ? 'minutes' : 'count')}</strong>{' '}
							{key === 'mean' || key === 'most' ? words('minutesUnit') : key === 'inTarget' ? '' : words('people')}
						</dd>
					</div>
				))}
			</dl>
			<div className="history-cards history-columns">
				<div>
					<FigureCard name={words('charts.hours')} note={words('charts.hoursNote')} sheet={sheets.hours!}>
						<HoursChart hours={history.hours} came={words('charts.came')} wait={words('charts.wait')} />
					</FigureCard>
					<FigureCard name={words('charts.queues')} note={words('charts.queuesNote')} sheet={sheets.queues!}>
						<Queues look={look} plan={plan} />
					</FigureCard>
					<SheetCard sheet={sheets.ways!} name={words('waysTitle')} note={words('charts.daysNote')} />
				</div>
				<div>
					<FigureCard name={words('charts.week')} note={words(history.days.length < 2 ? 'oneDay' : 'charts.weekNote')} sheet={sheets.week!}>
						<WeekHeat week={history.week} />
					</FigureCard>
					<FigureCard name={words('charts.windows')} note={words('charts.windowsNote')} sheet={sheets.windows!}>
						<Windows look={look} plan={plan} />
					</FigureCard>
					<SheetCard sheet={sheets.periods!} name={words('periodsTitle')} none={words('noPeriods')} />
				</div>
			</div>
			<SheetCard sheet={sheets.days!} name={words('charts.days')} note={words('charts.daysNote')} />
		</>
	);
}

function SheetCard({ sheet, name, note, none }: { sheet: Sheet; name: string; note?: string; none?: string }) {
	return (
		<section className="card history-figure" aria-label={sheet.name}>
			<header>
				<h2>{name}</h2>
				{note && <small>{note}</small>}
			</header>
			{none && sheet.rows.length === 0 ? <p className="nothing">{none}</p> : <SheetTable sheet={sheet} />}
		</section>
	);
}

function Queues({ look, plan }: { look: HistoryLook; plan: HallPlan }) {
	const say = useSay();
	const bars = useMemo(
		() =>
			[...look.history.queues]
				.sort((one, other) => (other.most ?? 0) - (one.most ?? 0))
				.map(({ queue, mean, most }) => {
					const found = plan.queues.find(({ id }) => id === queue);
					return {
						name: found ? `${queue} ${say(found.name)}` : queue,
						value: mean,
						behind: most,
						label: mean === null ? '–' : `${mean.toFixed(1)} / ${most ?? '–'}`,
						over: found?.maxWaitMinutes != null && most !== null && most > found.maxWaitMinutes,
					};
				}),
		[look, plan, say],
	);
	return <BarsChart bars={bars} />;
}

function Windows({ look, plan }: { look: HistoryLook; plan: HallPlan }) {
	const bars = useMemo(
		() =>
			look.history.windows
				.filter(({ openH, finished }) => openH > 0 || finished > 0)
				.map(({ window, busy, finished }) => ({
					name: windowNumber(plan, window),
					value: busy,
					behind: 1,
					label: `${busy === null ? '–' : `${Math.round(busy * 100)}%`} · ${finished}`,
				})),
		[look, plan],
	);
	return <BarsChart bars={bars} most={1} />;
}
