/** One chart of the library, in the hall's colours and type, drawn on canvas. What it shows is also in a table beside it. */

import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { tokens } from '../../design/tokens.ts';

use([BarChart, LineChart, CustomChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

/** `label`: the chart in words, for whoever hears it. `option` is compared by identity. */
export function Chart({ option, label, className = '' }: { option: EChartsCoreOption; label: string; className?: string }) {
	const place = useRef<HTMLDivElement>(null);
	const drawn = useRef<EChartsType | null>(null);
	useEffect(() => {
		if (!place.current) return;
		const chart = init(place.current, null, { renderer: 'canvas' });
		drawn.current = chart;
		const size = new ResizeObserver(() => chart.resize());
		size.observe(place.current);
		return () => {
			size.disconnect();
			chart.dispose();
			drawn.current = null;
		};
	}, []);
	useEffect(() => {
		drawn.current?.setOption({ ...chartText, ...option }, { notMerge: true });
	}, [option]);
	return <div ref={place} className={`chart ${className}`} role="img" aria-label={label} />;
}

const chartText = {
	animation: false,
	textStyle: { fontFamily: tokens.font.family, fontSize: tokens.type.staff.small, color: tokens.chart.actual },
};

export const axisText = { fontSize: tokens.type.staff.small, color: tokens.chart.actual };
export const gridLine = { lineStyle: { color: tokens.chart.grid } };

/** Where in the day one is: a dotted line with its words on top, for a `markLine`. */
export const nowLine = (now: number, formatter: string) => ({
	xAxis: now,
	lineStyle: { color: tokens.chart.actual, type: [2, 3], width: 1 },
	label: { show: true, position: 'end', formatter, color: tokens.chart.actual, fontSize: 14 },
});
