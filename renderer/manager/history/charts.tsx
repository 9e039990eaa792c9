/** Charts of past days, in the hall's colours: what was is ink, bars are tide; labels at the ends instead of a legend. */
import { useMemo } from 'react';
import type { History } from '../../../domain/tide/past-day/history.ts';
import { tokens } from '../../design/tokens.ts';
import { axisText, Chart, gridLine } from '../tide/chart.tsx';

const colour = tokens.chart;
const bold = { fontWeight: 700, color: colour.actual, fontSize: tokens.type.staff.small };
const round = (value: number) => Math.round(value * 10) / 10;

/** Two small charts over one axis of hours, because two axes beside each other tell lies. */
export function HoursChart({ hours, came, wait }: { hours: History['hours']; came: string; wait: string }) {
	const option = useMemo(() => {
		const names = hours.map(({ hour }) => `${hour}:00`);
		const category = (gridIndex: number, shown: boolean) => ({
			type: 'category',
			gridIndex,
			data: names,
			axisTick: { show: false },
			axisLine: { lineStyle: { color: colour.grid } },
			axisLabel: { ...axisText, show: shown },
		});
		const value = (gridIndex: number, name: string) => ({
			type: 'value',
			gridIndex,
			name,
			nameLocation: 'end',
			nameTextStyle: { ...axisText, align: 'left' },
			splitNumber: 3,
			axisLabel: axisText,
			splitLine: gridLine,
		});
		return {
			grid: [
				{ left: 48, right: 24, top: 32, height: '36%' },
				{ left: 48, right: 24, top: '58%', bottom: 28 },
			],
			xAxis: [category(0, false), category(1, true)],
			yAxis: [value(0, came), value(1, wait)],
			series: [
				{
					type: 'bar',
					data: hours.map((row) => row.came),
					barMaxWidth: 36,
					itemStyle: { color: colour.plan, borderRadius: [3, 3, 0, 0] },
					label: { show: true, position: 'top', ...bold },
				},
				{
					type: 'line',
					xAxisIndex: 1,
					yAxisIndex: 1,
					data: hours.map(({ mean }) => (mean === null ? null : round(mean))),
					symbolSize: 8,
					lineStyle: { color: colour.actual, width: 3 },
					itemStyle: { color: colour.actual },
					label: { show: true, position: 'top', ...bold },
				},
			],
		};
	}, [hours, came, wait]);
	return (
		<Chart
			option={option}
			label={hours.map((row) => `${row.hour}:00 ${came} ${row.came}, ${wait} ${row.mean === null ? '–' : round(row.mean)}`).join('; ')}
		/>
	);
}

export interface Bar {
	name: string;
	/** Dark, and light behind it; `null` = not known. */
	value: number | null;
	behind?: number | null;
	label: string;
	over?: boolean;
}

/** Bars side by side in length, the longest on top. */
export function BarsChart({ bars, most }: { bars: Bar[]; most?: number }) {
	const option = useMemo(
		() => ({
			grid: { left: 8, right: 120, top: 4, bottom: 4, containLabel: true },
			xAxis: {
				type: 'value',
				...(most === undefined ? {} : { max: most }),
				splitNumber: 4,
				axisLabel: { ...axisText, show: most === undefined },
				splitLine: gridLine,
			},
			yAxis: {
				type: 'category',
				inverse: true,
				data: bars.map(({ name }) => name),
				axisTick: { show: false },
				axisLine: { show: false },
				axisLabel: { ...axisText, width: 220, overflow: 'truncate' },
			},
			series: [
				{
					type: 'bar',
					barWidth: 16,
					barGap: '-100%',
					data: bars.map(({ behind, value }) => behind ?? value ?? 0),
					itemStyle: { color: colour.planBand, borderRadius: 3 },
					label: { show: true, position: 'right', ...bold, formatter: (bar: { dataIndex: number }) => bars[bar.dataIndex]?.label ?? '' },
				},
				{
					type: 'bar',
					barWidth: 16,
					silent: true,
					data: bars.map(({ value, over }) => ({
						value: value ?? 0,
						itemStyle: { color: over ? colour.over : colour.plan, borderRadius: 3 },
					})),
				},
			],
		}),
		[bars, most],
	);
	return (
		<div style={{ height: Math.max(200, bars.length * 28 + 32) }} className="history-bars">
			<Chart option={option} label={bars.map(({ name, label }) => `${name} ${label}`).join('; ')} />
		</div>
	);
}
