import { Chip } from '../design/status-chip.tsx';
import { useDates, useWords } from '../words/words.tsx';
import { clockText } from './case-card.tsx';
import { PrimaryButton } from './primary-button.tsx';

/** Middle, while a number is served whose issue this machine does not know yet: from paper, cut off. `since`: ms, or `null`. */
export function PaperCard({
	number,
	since,
	now,
	busy,
	onFinish,
}: {
	number: string;
	since: number | null;
	now: number;
	busy: boolean;
	onFinish: () => void;
}) {
	const say = useWords('window');
	const dates = useDates();
	return (
		<>
			<div className="case-head">
				<p className="number-case" data-stage="serving">
					{number}
				</p>
				<div className="case-what">
					<h2>{say('case.serving')}</h2>
					<p className="case-line">
						<Chip tone="wait">{say('chip.offline')}</Chip>
						<span>{say('case.byNumber')}</span>
					</p>
				</div>
				{since !== null && (
					<div className="case-timer">
						<p className="timer">{clockText(now - since)}</p>
						<p className="hint">{say('case.startedAt', { time: dates.time(since) })}</p>
					</div>
				)}
			</div>
			<div className="case-body">
				<p>{say('case.offline')}</p>
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say('case.finish', { ticket: number })}
					shortcut="F3"
					availability={{ can: true }}
					busy={busy}
					press={onFinish}
				/>
			</div>
		</>
	);
}
