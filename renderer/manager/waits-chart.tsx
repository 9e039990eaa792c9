import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { tokens } from '../design/tokens.ts';
import { useSay, useWords } from '../words/words.tsx';
import { axisText, Chart, gridLine } from './tide/chart.tsx';

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
	const labels = rows.map((row) => `${row.id} ${say(row.name)}`);
	const text = rows.map((row) => {
		const wait = waitOf(row);
		if (wait === null) return words(row.manual ? 'waits.byHand' : 'waits.noWindow');
		return row.target !== null && wait > row.target ? `${wait}  ${words('waits.over')}` : String(wait);
	});
	const drawn = JSON.stringify([labels, rows.map((row) => [waitOf(row) ?? 0, row.target]), text]);
	const option = useMemo(() => {
		const [names, values, ends] = JSON.parse(drawn) as [string[], [number, number | null][], string[]];
		const colour = tokens.chart;
		const top = Math.max(15, ...values.flatMap(([wait, target]) => [wait, target ?? 0]));
		const step = top > 120 ? 30 : top > 30 ? 15 : 5;
		const small = tokens.type.staff.small;
		return {
			grid: {
				left: 8,
				right: Math.max(84, 24 + 8 * Math.max(...ends.map(({ length }) => length), 0)),
				top: 8,
				bottom: 4,
				containLabel: true,
			},
			xAxis: {
				type: 'value',
				max: Math.ceil(top / step) * step,
				interval: step,
				splitLine: gridLine,
				axisLabel: { ...axisText, hideOverlap: true },
			},
			yAxis: {
				type: 'category',
				inverse: true,
				data: names,
				axisTick: { show: false },
				axisLine: { show: false },
				axisLabel: { ...axisText, interval: 0, width: 220, overflow: 'break' },
			},
			series: [
				{
					type: 'bar',
					barMaxWidth: 22,
					barCategoryGap: '35%',
					data: values.map(([wait, target]) => ({
						value: wait,
						itemStyle: { color: target !== null && wait > target ? colour.over : colour.plan, borderRadius: 3 },
					})),
				},
				{
					// The target, a tick as high as the bar and a little more; the figure stands right of both.
					type: 'custom',
					silent: true,
					data: values.map(([wait, target], row) => [wait, target ?? -1, row]),
					z: 5,
					renderItem(
						_: unknown,
						api: { value(of: number): number; coord(at: [number, number]): number[]; size(of: [number, number]): number[] },
					) {
						const [wait, target, row] = [api.value(0), api.value(1), api.value(2)];
						const [x = 0, y = 0] = api.coord([Math.max(target, 0), row]);
						const [end = 0] = api.coord([wait, row]);
						const height = Math.min(15, (api.size([0, 1])[1] ?? 30) * 0.45);
						const beside =
							target >= 0 && x > end - 4 && x < end + 12 + small * (ends[row]?.length ?? 0) * (/^\d+$/.test(ends[row] ?? '') ? 0.6 : 1)
								? x
								: end;
						return {
							type: 'group',
							children: [
								...(target < 0
									? []
									: [{ type: 'rect', shape: { x: x - 1.5, y: y - height, width: 3, height: 2 * height }, style: { fill: colour.target } }]),
								{
									type: 'text',
									style: {
										text: ends[row] ?? '',
										x: beside + 8,
										y: y - small / 2,
										fill: colour.actual,
										font: `700 ${small}px ${tokens.font.family}`,
									},
								},
							],
						};
					},
				},
			],
		};
	}, [drawn]);
	return <Chart option={option} label={rows.map((_, index) => `${labels[index]} ${text[index]}`).join('; ')} className="waits-chart" />;
}
