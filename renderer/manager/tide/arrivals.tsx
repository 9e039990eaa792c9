/** How many people come to a queue over the day: forecast with its band, and who came. */
import { useMemo } from 'react';
import type { ShownForecast } from '../../../domain/contracts/tide-desk.ts';
import { tokens } from '../../design/tokens.ts';
import { axisText, Chart, gridLine, nowLine } from './chart.tsx';
import type { TideWords } from './tide-words.ts';

export interface ArrivalRow {
	from: number;
	to: number;
	expected: number;
	low: number;
	high: number;
	came: number | null;
}

/** Without the hours of the night: from the first interval in which anybody comes or is expected to the last. */
export function arrivalRows(forecast: ShownForecast, queue: string): ArrivalRow[] {
	const of = forecast.queues.find((each) => each.queue === queue);
	if (!of) return [];
	const length = forecast.intervalMinutes * 60_000;
	const rows = of.expected.map((expected, place) => ({
		from: forecast.from + place * length,
		to: forecast.from + (place + 1) * length,
		expected,
		low: of.low[place] ?? expected,
		high: of.high[place] ?? expected,
		came: of.came[place] ?? null,
	}));
	const busy = (row: ArrivalRow) => row.expected >= 0.05 || (row.came ?? 0) > 0;
	const first = rows.findIndex(busy);
	return first < 0 ? [] : rows.slice(first, rows.findLastIndex(busy) + 1);
}

const colour = tokens.chart;

export function ArrivalsChart({ rows, now, name, tw }: { rows: ArrivalRow[]; now: number; name: string; tw: TideWords }) {
	const { words } = tw;
	const option = useMemo(() => {
		const middle = ({ from, to }: ArrivalRow) => (from + to) / 2;
		const hour = 3_600_000;
		return {
			grid: { left: 8, right: 24, top: 20, bottom: 4, containLabel: true },
			xAxis: {
				type: 'value',
				min: Math.floor((rows[0]?.from ?? 0) / hour) * hour,
				max: Math.ceil((rows.at(-1)?.to ?? 0) / hour) * hour,
				interval: hour,
				axisLabel: { ...axisText, formatter: (at: number) => tw.time(at), hideOverlap: true },
				splitLine: { show: false },
			},
			yAxis: { type: 'value', min: 0, minInterval: 1, axisLabel: axisText, splitLine: gridLine },
			series: [
				{
					type: 'line',
					stack: 'band',
					data: rows.map((row) => [middle(row), row.low]),
					showSymbol: false,
					lineStyle: { opacity: 0 },
					silent: true,
				},
				{
					type: 'line',
					stack: 'band',
					data: rows.map((row) => [middle(row), row.high - row.low]),
					showSymbol: false,
					lineStyle: { opacity: 0 },
					areaStyle: { color: colour.planBand },
					silent: true,
				},
				{
					type: 'line',
					data: rows.map((row) => [middle(row), row.expected]),
					showSymbol: false,
					lineStyle: { color: colour.plan, width: 2, type: 'dashed' },
				},
				{
					type: 'line',
					data: rows.map((row) => [middle(row), row.came]),
					symbol: 'circle',
					symbolSize: 6,
					lineStyle: { color: colour.actual, width: 2 },
					itemStyle: { color: colour.actual },
					markLine: {
						silent: true,
						symbol: 'none',
						data: [nowLine(now, words('lines.now', { at: tw.time(now) }))],
					},
				},
			],
		};
	}, [rows, now, tw, words]);
	return <Chart option={option} label={words('arrivals.label', { queue: name })} className="tide-lines" />;
}

export function ArrivalsTable({ rows, tw }: { rows: ArrivalRow[]; tw: TideWords }) {
	const { words } = tw;
	const one = (value: number) => value.toFixed(1);
	return (
		<div className="tide-table">
			<table className="plain-table">
				<caption className="unseen">{words('forecast.peopleUnit')}</caption>
				<thead>
					<tr>
						{['from', 'expected', 'band', 'came'].map((column) => (
							<th key={column} scope="col">
								{words(`arrivals.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.from}>
							<th scope="row">{tw.time(row.from)}</th>
							<td>{one(row.expected)}</td>
							<td>
								{one(row.low)}–{one(row.high)}
							</td>
							<td>{row.came ?? words('lines.none')}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
