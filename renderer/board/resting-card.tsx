import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useDates, useWords } from '../words/words.tsx';
import { hoursOf } from './open-hours.ts';

/** Before the day opens and after it closed. */
export function RestingCard({ stage, plan, now }: { stage: 'not-open' | 'closed'; plan: HallPlan; now: number }) {
	const say = useWords('board');
	const dates = useDates();
	const periods = hoursOf(plan, dates.isoWeekday(now))
		.map(([from, to]) => `${from}–${to}`)
		.join(say('notOpen.comma'));
	if (stage === 'closed') {
		return (
			<section className="call-card resting-card" role="status">
				<h1>{say('closed.title')}</h1>
				<p>{say('closed.hint')}</p>
				<p>{say('closed.next')}</p>
			</section>
		);
	}
	return (
		<section className="call-card resting-card" role="status">
			<h1>{say('notOpen.title')}</h1>
			<p>{periods ? say('notOpen.hours', { periods }) : say('notOpen.noHours')}</p>
			<p>{say('notOpen.hint')}</p>
		</section>
	);
}
