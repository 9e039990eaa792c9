/** What somebody handed in on another day, and no window has taken up yet: the number in service goes on with it. */
import type { FoundApplication } from '../../../domain/contracts/case-desk.ts';
import { useDates, useWords } from '../../words/words.tsx';

export function FoundApplications(props: {
	found: readonly FoundApplication[];
	/** The number in service at this window; `null` = none: somebody has to be called first. */
	ticket: string | null;
	what: (of: Pick<FoundApplication, 'theme' | 'items'>) => string;
	onGoOn: (one: FoundApplication) => void;
}) {
	const say = useWords('cases');
	const dates = useDates();
	const { ticket } = props;
	return (
		<section className="found-applications" aria-label={say('found.title')}>
			<h2>{say('found.title')}</h2>
			<ul>
				{props.found.map((one) => (
					<li key={one.ref}>
						<strong>{one.number}</strong>
						<span>{props.what(one)}</span>
						<span className="hint">{say('found.handedIn', { time: `${dates.day(one.handedInAt)} ${dates.time(one.handedInAt)}` })}</span>
						{ticket === null ? (
							<span className="hint">{say('found.callFirst')}</span>
						) : (
							<button type="button" className="outlined" onClick={() => props.onGoOn(one)}>
								{say('detail.goOn', { ticket })}
							</button>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}
