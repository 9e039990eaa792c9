/** 快办: whether the express lane holds its target now, and where it does not, why; and what nobody can serve. */
import { CircleAlert, Zap } from 'lucide-react';
import type { TideLook } from '../../../domain/contracts/tide-desk.ts';
import { minutesOf, type TideWords } from './tide-words.ts';

export function ExpressLine({ look, tw }: { look: TideLook | null; tw: TideWords }) {
	const { words } = tw;
	if (!look || (look.express.length === 0 && look.unservable.length === 0)) return null;
	return (
		<ul className="tide-express">
			{look.unservable.map(({ queue, why, waiting }) => (
				<li key={queue} data-holds="false">
					<CircleAlert aria-hidden="true" size={18} />
					{words(`unservable.${why}`, { queue: tw.queue(queue), count: waiting })}
				</li>
			))}
			{look.express.map((lane) => (
				<li key={lane.queue} data-holds={lane.holds}>
					<Zap aria-hidden="true" size={18} />
					<span>
						{words(lane.holds ? 'express.holds' : 'express.late', {
							queue: tw.queue(lane.queue),
							target: minutesOf(lane.targetS),
							longest: minutesOf(lane.longestS),
							count: lane.waiting,
						})}{' '}
						{!lane.holds && lane.why !== null && words(`express.${lane.why}`, { able: lane.windowsAble })}{' '}
						{!lane.holds && lane.windowsMissing !== null && words('express.missing', { count: lane.windowsMissing })}
					</span>
				</li>
			))}
		</ul>
	);
}
