import { Button } from 'antd';
import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { tokens } from '../design/tokens.ts';
import { useSay, useWords } from '../words/words.tsx';

use([BarChart, GridComponent, CanvasRenderer]);

type QueueRow = ManagerView['queues'][number];

/** The upper end of the range: what a person who comes now should count with. */
export function waitOf(queue: QueueRow): number | null {
	return queue.wait.minutes === null ? null : queue.wait.minutes[1];
}

/** Waits per queue beside their targets; the same figures as a table for those who read better than they see. */
export function WaitsChart({ queues }: { queues: QueueRow[] }) {
	const words = useWords('manager');
	const [asTable, setAsTable] = useState(false);
	const rows = [...queues].sort((a, b) => (waitOf(b) ?? -1) - (waitOf(a) ?? -1));
	return (
		<section className="card waits" aria-label={words('waits.title')}>
			<header>
				<h2>{words('waits.title')}</h2>
				<small>{words('waits.unit')}</small>
				<Button size="small" onClick={() => setAsTable(!asTable)}>
					{words(asTable ? 'waits.chart' : 'waits.table')}
				</Button>
			</header>
			{asTable ? <WaitsTable rows={rows} /> : <Bars rows={rows} />}
		</section>
	);
}

function WaitsTable({ rows }: { rows: QueueRow[] }) {
	const words = useWords('manager');
	const say = useSay();
	return (
		<table className="plain-table">
			<thead>
				<tr>
					{['queue', 'people', 'minutes', 'target'].map((column) => (
						<th key={column} scope="col">
							{words(`waits.columns.${column}`)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={row.id}>
						<th scope="row">
							{row.id} {say(row.name)}
						</th>
						<td>{row.wait.people}</td>
						<td>
							{row.wait.minutes === null
								? words(row.manual ? 'waits.byHand' : 'waits.noWindow')
								: `${row.wait.minutes[0]}–${row.wait.minutes[1]}`}
						</td>
						<td>{row.target ?? words('waits.noTarget')}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Bars({ rows }: { rows: QueueRow[] }) {
	const words = useWords('manager');
	const say = useSay();
	const place = useRef<HTMLDivElement>(null);
	const labels = rows.map((row) => `${row.id} ${say(row.name)}`);
	const values = rows.map((row) => waitOf(row) ?? 0);
	const text = rows.map((row) => {
		const wait = waitOf(row);
		if (wait === null) return words(row.manual ? 'waits.byHand' : 'waits.noWindow');
		return row.target !== null && wait > row.target ? `${wait}  ${words('waits.over')}` : String(wait);
	});
	const over = rows.map((row) => row.target !== null && (waitOf(row) ?? 0) > row.target);
	const targets = rows.map((row) => row.target ?? 0);
	const drawn = JSON.stringify([labels, values, text, over, targets]);
	useEffect(() => {
		if (!place.current) return;
		const [names, bars, ends, amber, ticks] = JSON.parse(drawn) as [string[], number[], string[], boolean[], number[]];
		const chart = init(place.current, null, { renderer: 'canvas' });
		const colour = tokens.chart;
		const top = Math.max(15, ...bars, ...ticks);
		chart.setOption({
			animation: false,
			textStyle: { fontFamily: tokens.font.family, fontSize: tokens.type.staff.small, color: colour.actual },
			grid: { left: 8, right: 72, top: 8, bottom: 8, containLabel: true },
			xAxis: {
				type: 'value',
				max: Math.ceil(top / 15) * 15,
				interval: 15,
				splitLine: { lineStyle: { color: colour.grid } },
				axisLabel: { fontSize: tokens.type.staff.small, color: colour.actual },
			},
			yAxis: {
				type: 'category',
				inverse: true,
				data: names,
				axisTick: { show: false },
				axisLine: { show: false },
				axisLabel: { fontSize: tokens.type.staff.small, color: colour.actual },
			},
			series: [
				{
					type: 'bar',
					barWidth: 18,
					data: bars.map((value, index) => ({ value, itemStyle: { color: amber[index] ? colour.over : colour.plan, borderRadius: 3 } })),
					label: {
						show: true,
						position: 'right',
						fontWeight: 700,
						color: colour.actual,
						formatter: (bar: { dataIndex: number }) => ends[bar.dataIndex] ?? '',
					},
				},
				{
					// The target is a tick at its place, thin and dark.
					type: 'bar',
					barGap: '-100%',
					barWidth: 22,
					silent: true,
					data: ticks.map((value) => ({
						value,
						itemStyle: { color: 'transparent', borderColor: colour.target, borderWidth: 0, decal: { symbol: 'none' } },
						label: {
							show: value > 0,
							position: 'insideRight',
							distance: -2,
							formatter: '|',
							color: colour.target,
							fontWeight: 700,
							fontSize: 22,
						},
					})),
				},
			],
		});
		const resize = () => chart.resize();
		window.addEventListener('resize', resize);
		return () => {
			window.removeEventListener('resize', resize);
			chart.dispose();
		};
	}, [drawn]);
	return (
		<div ref={place} className="waits-chart" role="img" aria-label={rows.map((_, index) => `${labels[index]} ${text[index]}`).join('; ')} />
	);
}
