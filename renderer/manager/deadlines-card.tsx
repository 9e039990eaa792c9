/** Deadlines of the hall's cases and how reminders go out, for whoever leads it; nothing at all while nothing is near. */
import { FileClock } from 'lucide-react';
import { useDeadlineLines } from '../staff/deadline-lines.ts';
import { useDeskDay } from '../staff/use-desk-day.ts';
import { useWords } from '../words/words.tsx';

export function DeadlinesCard({ station, link }: { station: string; link: string }) {
	const words = useWords('deadlines');
	const lines = useDeadlineLines('hall')(useDeskDay(station, link));
	if (lines.length === 0) return null;
	return (
		<section className="card todo deadlines" aria-label={words('title')}>
			<header>
				<h2>{words('title')}</h2>
			</header>
			<ul>
				{lines.map(({ key, tone, what, why }) => (
					<li key={key} className="todo-line" data-urgent={tone === 'alarm'}>
						<span aria-hidden="true">
							<FileClock />
						</span>
						<div>
							<strong>{what}</strong>
							<p>{why}</p>
						</div>
					</li>
				))}
			</ul>
		</section>
	);
}
