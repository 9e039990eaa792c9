import type { ReactNode } from 'react';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useWords } from '../words/words.tsx';

/** The hall in seven figures. */
export function FiguresRow({ figures }: { figures: ManagerView['figures'] }) {
	const words = useWords('manager');
	const minutes = (value: number | null) => (value === null ? words('figures.unknown') : Math.round(value));
	const priority = Object.values(figures.priority).reduce((sum, count) => sum + count, 0);
	const cells: [string, ReactNode, string][] = [
		['waiting', figures.waiting, words('figures.people')],
		['serving', figures.serving, words('figures.windows')],
		['idle', figures.idle, words('figures.windows') + (figures.paused > 0 ? words('figures.paused', { count: figures.paused }) : '')],
		['meanWait', minutes(figures.meanWaitMinutes), figures.meanWaitMinutes === null ? '' : words('figures.minutes')],
		['p95Wait', minutes(figures.p95WaitMinutes), figures.p95WaitMinutes === null ? '' : words('figures.minutes')],
		['issued', figures.issued, words('figures.people') + (priority > 0 ? words('figures.priority', { count: priority }) : '')],
		['done', figures.done, words('figures.people') + (figures.noShow > 0 ? words('figures.noShow', { count: figures.noShow }) : '')],
	];
	return (
		<dl className="figures card" aria-label={words('figures.label')}>
			{cells.map(([key, value, unit]) => (
				<div key={key}>
					<dt>{words(`figures.${key}`)}</dt>
					<dd>
						<strong>{value}</strong> {unit}
					</dd>
				</div>
			))}
		</dl>
	);
}
