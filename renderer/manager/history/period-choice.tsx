import { Select } from 'antd';
import { useWords } from '../../words/words.tsx';
import { dayBefore, type Period } from './use-history.ts';

const ready = ['yesterday', 'today', '7', '30', '90', 'own'] as const;
export type PeriodName = (typeof ready)[number];

export function periodOf(name: Exclude<PeriodName, 'own'>, today: string): Period {
	if (name === 'today') return { from: today, to: today };
	const yesterday = dayBefore(today, 1);
	return name === 'yesterday' ? { from: yesterday, to: yesterday } : { from: dayBefore(today, Number(name)), to: yesterday };
}

/** Days to look at: a usual period, or one's own. */
export function PeriodChoice({
	name,
	period,
	today,
	choose,
}: {
	name: PeriodName;
	period: Period;
	today: string;
	choose(name: PeriodName, period: Period): void;
}) {
	const words = useWords('history');
	const field = (key: 'from' | 'to') => (
		<label>
			{words(key)}
			<input
				type="date"
				value={period[key]}
				max={today}
				onChange={({ target }) => {
					if (target.value === '') return;
					const next = { ...period, [key]: target.value };
					if (next.from > next.to) next[key === 'from' ? 'to' : 'from'] = target.value;
					choose('own', next);
				}}
			/>
		</label>
	);
	return (
		<div className="history-period">
			<Select
				aria-label={words('period')}
				value={name}
				popupMatchSelectWidth={false}
				options={ready.map((value) => ({ value, label: words(`periods.${value}`) }))}
				onChange={(value: PeriodName) => choose(value, value === 'own' ? period : periodOf(value, today))}
			/>
			{name === 'own' && field('from')}
			{name === 'own' && field('to')}
		</div>
	);
}
