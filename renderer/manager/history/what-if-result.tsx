/** With and without, in words and numbers: what is gained, who pays, how sure, and what had to be assumed. */

import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { localTime } from '../../../domain/business-day.ts';
import type { PastHall } from '../../../domain/tide/past-day/rebuild.ts';
import type { PastCompared, PastEdit, WaitFigures } from '../../../domain/tide/past-day/replay-past.ts';
import type { Column, Sheet } from '../../../domain/tide/past-day/sheets.ts';
import { tokens } from '../../design/tokens.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { axisText, Chart, gridLine } from '../tide/chart.tsx';
import { apart } from '../tide/labels-apart.ts';
import { useEditWords } from './edit-form.tsx';
import { FigureCard } from './figure-card.tsx';
import { SheetTable } from './sheet-table.tsx';

const colour = tokens.chart;
/** Less than this is no difference, minutes. */
const noticeable = 0.5;
/** The replay is so far from what happened that it must be said. */
const farApart = 0.2;

interface Parts {
	answer: PastCompared;
	edits: readonly PastEdit[];
	hall: PastHall;
	timezone: string;
}

export function WhatIfResult({ answer, edits, hall, timezone }: Parts) {
	const words = useWords('history');
	const say = useSay();
	const inWords = useEditWords(hall, timezone);
	const queueName = (id: string) => say(hall.queues.find((each) => each.id === id)?.name ?? { zh: id, en: id });
	const { without, with_, actual } = answer.hall;
	const gain = without.mean - with_.mean;
	const sure = Math.max(answer.better, answer.replays - answer.better) >= 0.8 * answer.replays;
	const helped = edits.flatMap((edit) => (edit.do === 'close' ? [] : edit.queues))[0] ?? answer.queues[0]?.queue ?? '';
	const [shownQueue, setShownQueue] = useState(helped);
	const queue = answer.queues.find((each) => each.queue === shownQueue) ?? answer.queues[0];
	const apart = actual && actual.mean > 1 ? Math.abs(without.mean - actual.mean) / actual.mean : 0;
	const changed = answer.queues
		.map((each) => ({ queue: each.queue, less: each.without.most - each.with_.most, with_: each.with_ }))
		.filter(({ less }) => Math.abs(less) >= noticeable)
		.sort((one, other) => other.less - one.less);
	const verdict =
		Math.abs(gain) < 0.05
			? words('whatIf.same')
			: !sure
				? words('whatIf.worthLess')
				: words(gain > 0 ? 'whatIf.worth' : 'whatIf.worthNot', { minutes: Math.abs(gain).toFixed(1) });
	return (
		<div className="what-if-main">
			<section className="card what-if-verdict">
				<div>
					<h2>{verdict}</h2>
					<p>
						{changed
							.map(({ queue: id, less }) =>
								words(less > 0 ? 'whatIf.gains' : 'whatIf.pays', { queue: queueName(id), minutes: Math.abs(less).toFixed(0) }),
							)
							.join(words('semicolon'))}
					</p>
					{apart > farApart && <p role="alert">{words('whatIf.apart', { percent: Math.round(apart * 100) })}</p>}
				</div>
				<span className="chip" data-tone="quiet">
					{words('whatIf.better', { better: answer.better, all: answer.replays })}
				</span>
			</section>
			<div className="what-if-figures">
				<Change name={words('whatIf.hallMean')} before={without.mean} after={with_.mean} digits={1} />
				<Change name={words('whatIf.hallMost')} before={without.most} after={with_.most} digits={0} />
				{queue && (
					<Change
						name={`${queueName(queue.queue)} · ${words('whatIf.columns.most')}`}
						before={queue.without.most}
						after={queue.with_.most}
						digits={0}
					/>
				)}
				<Change name={words('whatIf.notCalled')} before={without.notCalled} after={with_.notCalled} digits={0} />
			</div>
			<div className="what-if-charts">
				{queue && (
					<FigureCard
						name={words('whatIf.chartTitle', { queue: queueName(queue.queue) })}
						note={words('whatIf.chartNote')}
						sheet={quarterSheet(queue, words, timezone)}
					>
						<QueueLines queue={queue} edits={edits} timezone={timezone} />
					</FigureCard>
				)}
				<section className="card history-figure" aria-label={words('whatIf.perQueue')}>
					<header>
						<h2>{words('whatIf.perQueue')}</h2>
						<Select
							aria-label={words('onlyQueue')}
							value={queue?.queue}
							popupMatchSelectWidth={false}
							options={answer.queues.map(({ queue: id }) => ({ value: id, label: `${id} ${queueName(id)}` }))}
							onChange={setShownQueue}
						/>
					</header>
					<SheetTable sheet={queueSheet(answer, words, queueName)} />
				</section>
			</div>
			<section className="card history-figure" aria-label={words('whatIf.compare')}>
				<header>
					<h2>{words('whatIf.compare')}</h2>
				</header>
				<SheetTable sheet={compareSheet(answer, words, edits.map((edit) => inWords(edit).what).join(words('semicolon')))} />
			</section>
			<section className="card" aria-label={words('whatIf.assumedTitle')}>
				<header>
					<h2>{words('whatIf.assumedTitle')}</h2>
				</header>
				<Assumptions assumed={answer.assumed} byUrgency={hall.byUrgency} />
			</section>
		</div>
	);
}

function Assumptions({ assumed, byUrgency }: { assumed: PastCompared['assumed']; byUrgency: boolean }) {
	const words = useWords('history');
	const { people, leftOut, unknownServices, gaveUp, turnS, jitter } = assumed;
	const lines = [
		words('whatIf.assumed.people', { people }),
		...(leftOut > 0 ? [words('whatIf.assumed.leftOut', { count: leftOut })] : []),
		...(unknownServices > 0 ? [words('whatIf.assumed.unknown', { count: unknownServices })] : []),
		...(gaveUp > 0 ? [words('whatIf.assumed.gaveUp', { count: gaveUp })] : []),
		words('whatIf.assumed.jitter', { percent: Math.round(jitter * 100) }),
		...(turnS > 0 ? [words('whatIf.assumed.turn', { seconds: Math.round(turnS) })] : []),
		words('whatIf.assumed.speed'),
		words('whatIf.assumed.rule', { rule: words(byUrgency ? 'whatIf.rules.urgency' : 'whatIf.rules.arrival') }),
	];
	return (
		<ul className="what-if-assumed">
			{lines.map((line) => (
				<li key={line}>{line}</li>
			))}
		</ul>
	);
}

function Change({ name, before, after, digits }: { name: string; before: number; after: number; digits: number }) {
	const words = useWords('history');
	const less = Number((before - after).toFixed(digits));
	return (
		<div className="card">
			<small>{name}</small>
			<p>
				{before.toFixed(digits)} → <strong>{after.toFixed(digits)}</strong>{' '}
				<span data-tone={less > 0 ? 'less' : less < 0 ? 'more' : 'same'}>
					{less === 0
						? words('whatIf.noChange')
						: words(less > 0 ? 'whatIf.less' : 'whatIf.more', { value: Math.abs(less).toFixed(digits) })}
				</span>
			</p>
		</div>
	);
}

type Words = ReturnType<typeof useWords>;
type Queue = PastCompared['queues'][number];
const column = (head: string, kind: Column['kind']): Column => ({ head, kind });

function compareSheet(answer: PastCompared, words: Words, change: string): Sheet {
	const row = (what: string, of: WaitFigures | null, changes: number | null) => [
		...[what, of?.mean ?? null, of?.most ?? null, of?.longest ?? null, of?.notCalled ?? null, of?.inTarget ?? null],
		changes,
	];
	const { hall, changes } = answer;
	return {
		id: 'compare',
		name: words('whatIf.compare'),
		columns: [
			column(words('whatIf.columns.what'), 'text'),
			...(['mean', 'most', 'longest', 'notCalled'] as const).map((key) => column(words(`whatIf.columns.${key}`), 'minutes')),
			column(words('whatIf.columns.inTarget'), 'share'),
			column(words('whatIf.columns.changes'), 'count'),
		],
		rows: [
			row(words('whatIf.actual'), hall.actual, changes.without),
			row(words('whatIf.without'), hall.without, changes.without),
			row(change === '' ? words('whatIf.with') : change, hall.with_, changes.with_),
		],
	};
}

function queueSheet(answer: PastCompared, words: Words, name: (id: string) => string): Sheet {
	return {
		id: 'queues',
		name: words('whatIf.perQueue'),
		columns: [
			column(words('columns.queue'), 'text'),
			...(['asItWas', 'without', 'with'] as const).map((key) => column(words(`whatIf.${key}`), 'minutes')),
			column('±', 'text'),
		],
		rows: answer.queues.map(({ queue, actual, without, with_ }) => {
			const less = Math.round(without.most - with_.most);
			return [
				`${queue} ${name(queue)}`,
				...[actual?.most ?? null, without.most, with_.most],
				less === 0 ? words('whatIf.noChange') : words(less > 0 ? 'whatIf.less' : 'whatIf.more', { value: Math.abs(less) }),
			];
		}),
	};
}

function quarterSheet(queue: Queue, words: Words, timezone: string): Sheet {
	return {
		id: 'quarters',
		name: words('whatIf.chartNote'),
		columns: [
			column(words('columns.hour'), 'text'),
			...(['asItWas', 'without', 'with'] as const).map((key) => column(words(`whatIf.${key}`), 'minutes')),
		],
		rows: queue.quarters
			.filter(({ actual, without, with_ }) => actual !== null || without !== null || with_ !== null)
			.map(({ at, actual, without, with_ }) => [localTime(at, timezone), actual, without, with_?.middle ?? null]),
	};
}

function QueueLines({ queue, edits, timezone }: { queue: Queue; edits: readonly PastEdit[]; timezone: string }) {
	const words = useWords('history');
	const option = useMemo(() => {
		const points = queue.quarters;
		const lastOf = (of: (point: Queue['quarters'][number]) => number | null) =>
			of(points.findLast((each) => of(each) !== null) ?? points[0]!);
		const ends = [lastOf(({ without }) => without), lastOf(({ actual }) => actual), lastOf(({ with_ }) => with_?.middle ?? null)];
		const top = Math.max(10, ...points.flatMap(({ actual, without, with_ }) => [actual ?? 0, without ?? 0, with_?.high ?? 0]));
		const shift = apart(ends, top);
		const end = (formatter: string, color: string, down: number) => ({
			...{ show: true, formatter, color, fontWeight: 700, fontSize: 14 },
			offset: [0, down],
		});
		const line = (data: (number | null)[], color: string, label: string, down = 0, dashed = false) => ({
			type: 'line',
			data,
			connectNulls: true,
			showSymbol: false,
			lineStyle: { color, width: 3, type: dashed ? [4, 4] : 'solid' },
			itemStyle: { color },
			endLabel: end(label, color, down),
		});
		const place = (at: number) =>
			points.findIndex((each, index) => at < (points[index + 1]?.at ?? Number.POSITIVE_INFINITY) && each.at <= at);
		const marked = edits.map(({ from, to }) => [
			{ xAxis: Math.max(0, place(from)) },
			{ xAxis: place(to) < 0 ? points.length - 1 : place(to) },
		]);
		return {
			grid: { left: 8, right: 150, top: 16, bottom: 4, containLabel: true },
			xAxis: {
				type: 'category',
				data: points.map(({ at }) => localTime(at, timezone)),
				axisLabel: { ...axisText, interval: 5 },
				axisTick: { show: false },
				axisLine: { lineStyle: { color: colour.grid } },
			},
			yAxis: { type: 'value', min: 0, axisLabel: axisText, splitLine: gridLine },
			series: [
				{
					type: 'line',
					stack: 'band',
					data: points.map(({ with_ }) => with_?.low ?? null),
					showSymbol: false,
					silent: true,
					lineStyle: { opacity: 0 },
					connectNulls: true,
				},
				{
					type: 'line',
					stack: 'band',
					data: points.map(({ with_ }) => (with_ ? with_.high - with_.low : null)),
					showSymbol: false,
					silent: true,
					connectNulls: true,
					lineStyle: { opacity: 0 },
					areaStyle: { color: colour.planBand },
				},
				{
					...line(
						points.map(({ without }) => without),
						colour.without,
						words('whatIf.without'),
						shift[0],
						true,
					),
					markArea: { silent: true, itemStyle: { color: colour.grid, opacity: 0.35 }, data: marked },
				},
				line(
					points.map(({ actual }) => actual),
					colour.actual,
					words('whatIf.asItWas'),
					shift[1],
				),
				line(
					points.map(({ with_ }) => with_?.middle ?? null),
					colour.plan,
					words('whatIf.with'),
					shift[2],
				),
			],
		};
	}, [queue, edits, timezone, words]);
	return (
		<Chart
			option={option}
			label={quarterSheet(queue, words, timezone)
				.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : (cell ?? '–'))).join(' '))
				.join('; ')}
		/>
	);
}
