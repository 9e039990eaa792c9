import { useDates, useWords } from '../words/words.tsx';

/** What a board says when it cannot know the calls: listen to staff, every number stays valid. `since` in platform ms; `null` = never heard. */
export function StaleCard({ since, shutOut }: { since: number | null; shutOut: boolean }) {
	const say = useWords('board');
	const dates = useDates();
	return (
		<section className="call-card stale-card" role="status">
			<h1>
				<span>{say('stale.first')}</span>
				<span>{say('stale.second')}</span>
			</h1>
			<p>{shutOut ? say('shutOut') : since === null ? say('stale.whatNever') : say('stale.what', { time: dates.time(since) })}</p>
			{!shutOut && <p>{say('stale.todo')}</p>}
		</section>
	);
}
