/** Past days, what would have been, and tomorrow: three pages under one tab. */
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { useWords } from '../../words/words.tsx';
import { HistoryPage } from './history-page.tsx';
import { PlanPage } from './plan-page.tsx';
import { WhatIfPage } from './what-if-page.tsx';
import './history.css';

const pages = ['history', 'whatIf', 'plan'] as const;

export default function HistoryArea({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('history');
	const [page, setPage] = useState<(typeof pages)[number]>('history');
	return (
		<main className="manager-main history-area">
			<nav className="history-pages" aria-label={words('title')}>
				{pages.map((name) => (
					<button key={name} type="button" aria-current={page === name ? 'page' : undefined} onClick={() => setPage(name)}>
						{words(`pages.${name}`)}
					</button>
				))}
			</nav>
			{page === 'history' ? (
				<HistoryPage station={station} plan={plan} today={today} />
			) : page === 'plan' ? (
				<PlanPage station={station} plan={plan} today={today} />
			) : (
				<WhatIfPage station={station} plan={plan} today={today} />
			)}
		</main>
	);
}
