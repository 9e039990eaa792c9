/** The chart of waits: what was (ink), doing nothing (dashed, with its band), the proposal and one's own version. And the same as a table. */
import { useMemo } from 'react';
import { tokens } from '../../design/tokens.ts';
import { axisText, Chart, gridLine, nowLine } from './chart.tsx';
import { apart } from './labels-apart.ts';
import type { TideWords } from './tide-words.ts';
import type { ComingWait, PastWait } from './wait-series.ts';

interface Shown {
	past: PastWait[];
	coming: ComingWait[];
	target: number | null;
	tw: TideWords;
}
const half = 30 * 60_000;
const colour = tokens.chart;

export function WaitLines({ past, coming, target, tw, now, name }: Shown & { now: number; name: string }) {
	const { words } = tw;
	const option = useMemo(() => {
		const last = past.at(-1);
		// The line of what may come begins where the line of what was ends.
		const joined = (points: [number, number | null][]) => [...(last ? [[last.at, last.minutes]] : []), ...points];
		const without = coming.map(({ at, without: band }): [number, number | null] => [at, band ? band[1] : null]);
		const top = Math.max(
			10,
			target ?? 0,
			...past.map(({ minutes }) => minutes),
			...coming.flatMap(({ without: band, proposal, own }) => [band?.[2] ?? 0, proposal ?? 0, own ?? 0]),
		);
		const step = top > 60 ? 20 : top > 30 ? 10 : 5;
		const peak = coming.reduce((most, { without: band }) => Math.max(most, band?.[1] ?? 0), 0);
		const end = (formatter: string, color: string, down: number) => ({
			...{ show: formatter !== '', formatter, color, fontWeight: 700, fontSize: 14, distance: 6 },
			offset: [0, down],
		});
		const lastOf = (key: 'proposal' | 'own') => coming.findLast((each) => each[key] !== null)?.[key] ?? null;
		const own = lastOf('own');
		// One's own version that is still the proposal is not drawn twice.
		const proposal = own !== null && coming.every((each) => each.own === each.proposal) ? null : lastOf('proposal');
		const alone = proposal === null && own === null;
		const last0 = coming.findLast(({ without: band }) => band !== null)?.without?.[1] ?? 0;
		const shift = apart([last0, proposal, own], Math.ceil(top / step) * step);
		const line = (key: 'proposal' | 'own', color: string, dashed: boolean, label: string, down: number) => ({
			type: 'line',
			data: label === '' ? [] : joined(coming.map((each): [number, number | null] => [each.at, each[key]])),
			connectNulls: true,
			showSymbol: false,
			lineStyle: { color, width: 3, type: dashed ? [3, 4] : 'solid' },
			itemStyle: { color },
			endLabel: end(label, color, down),
			z: 5,
		});
		return {
			grid: { left: 8, right: 132, top: 20, bottom: 4, containLabel: true },
			xAxis: {
				type: 'value',
				min: Math.floor(Math.min(now - half, past[0]?.at ?? now) / half) * half,
				max: Math.ceil((coming.at(-1)?.at ?? now + 2 * half) / half) * half,
				interval: half,
				axisLabel: { ...axisText, formatter: (at: number) => tw.time(at) },
				splitLine: { show: false },
				axisLine: { lineStyle: { color: colour.grid } },
			},
			yAxis: { type: 'value', min: 0, max: Math.ceil(top / step) * step, interval: step, axisLabel: axisText, splitLine: gridLine },
			series: [
				{
					type: 'line',
					stack: 'band',
					data: coming.map(({ at, without: band }) => [at, band ? band[0] : null]),
					showSymbol: false,
					lineStyle: { opacity: 0 },
					silent: true,
				},
				{
					type: 'line',
					stack: 'band',
					data: coming.map(({ at, without: band }) => [at, band ? band[2] - band[0] : null]),
					showSymbol: false,
					lineStyle: { opacity: 0 },
					areaStyle: { color: colour.withoutBand },
					silent: true,
				},
				{
					type: 'line',
					data: joined(without),
					connectNulls: true,
					showSymbol: false,
					lineStyle: { color: colour.without, width: 3, type: 'dashed' },
					itemStyle: { color: colour.without },
					endLabel: end(
						coming.length > 0 ? words(alone ? 'lines.asItIs' : 'lines.without', { count: Math.round(peak) }) : '',
						colour.without,
						shift[0] ?? 0,
					),
					z: 4,
				},
				line(
					'proposal',
					colour.plan,
					own !== null,
					proposal === null ? '' : words('lines.proposal', { count: Math.round(proposal) }),
					shift[1] ?? 0,
				),
				line('own', tokens.color.light.tideDeep, false, own === null ? '' : words('lines.own', { count: Math.round(own) }), shift[2] ?? 0),
				{
					type: 'line',
					data: past.map(({ at, minutes }) => [at, minutes]),
					showSymbol: false,
					lineStyle: { color: colour.actual, width: 3 },
					itemStyle: { color: colour.actual },
					z: 6,
					markLine: {
						silent: true,
						symbol: 'none',
						animation: false,
						data: [
							nowLine(now, words('lines.now', { at: tw.time(now) })),
							...(target === null
								? []
								: [
										{
											yAxis: target,
											lineStyle: { color: colour.target, type: [6, 4], width: 1 },
											label: {
												show: true,
												position: 'insideStartTop',
												formatter: words('lines.target', { count: target }),
												color: colour.actual,
												fontSize: 14,
											},
										},
									]),
						],
					},
				},
			],
		};
	}, [past, coming, target, tw, words, now]);
	return <Chart option={option} label={words('lines.label', { queue: name })} className="tide-lines" />;
}

export function WaitLinesTable({ past, coming, target, tw, hasProposal, hasOwn }: Shown & { hasProposal: boolean; hasOwn: boolean }) {
	const { words } = tw;
	const minutes = (value: number | null) => (value === null ? words('lines.none') : Math.round(value));
	return (
		<div className="tide-table">
			<table className="plain-table">
				<caption className="unseen">{words('forecast.waitsUnit')}</caption>
				<thead>
					<tr>
						<th scope="col">{words('lines.at')}</th>
						<th scope="col">{words('lines.was')}</th>
						<th scope="col">{words('lines.nothing')}</th>
						{hasProposal && <th scope="col">{words('lines.withProposal')}</th>}
						{hasOwn && <th scope="col">{words('lines.withOwn')}</th>}
						<th scope="col">{words('lines.targetColumn')}</th>
					</tr>
				</thead>
				<tbody>
					{past.map((row) => (
						<tr key={row.at}>
							<th scope="row">{tw.time(row.at)}</th>
							<td>{Math.round(row.minutes)}</td>
							<td>{words('lines.none')}</td>
							{hasProposal && <td>{words('lines.none')}</td>}
							{hasOwn && <td>{words('lines.none')}</td>}
							<td>{minutes(target)}</td>
						</tr>
					))}
					{coming.map((row) => (
						<tr key={row.at}>
							<th scope="row">{tw.time(row.at)}</th>
							<td>{words('lines.none')}</td>
							<td>
								{row.without === null
									? words('lines.none')
									: words('lines.range', {
											middle: Math.round(row.without[1]),
											low: Math.round(row.without[0]),
											high: Math.round(row.without[2]),
										})}
							</td>
							{hasProposal && <td>{minutes(row.proposal)}</td>}
							{hasOwn && <td>{minutes(row.own)}</td>}
							<td>{minutes(target)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
