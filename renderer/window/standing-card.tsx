/** Middle, when nothing can be called: hall or window closed, paused, nobody waits, cut off. Says what is, and the one thing to do. */
import type { HallDay, WindowState } from '../../domain/contracts/state.ts';
import { useDates, useWords } from '../words/words.tsx';
import type { Availability, DeskAction } from './availability.ts';
import { Facts } from './facts.tsx';
import { KeyCap } from './key-cap.tsx';
import { PrimaryButton } from './primary-button.tsx';
import { minutesSince } from './queue-rows.ts';
import { useReasonShown } from './reason-choice.tsx';

interface Common {
	number: string;
	available: Record<DeskAction, Availability>;
	busy: boolean;
	run: (action: DeskAction) => void;
}

/** `clerk`: somebody else who has the window open; whoever sits here may take it over when a manager opened it. */
export function ClosedCard({ day, number, available, busy, run, clerk }: Common & { day: HallDay['stage']; clerk?: string }) {
	const say = useWords('window');
	const key = clerk ? 'closed.other' : day === 'open' ? 'closed.title' : day === 'closed' ? 'closed.dayClosed' : 'closed.dayNotOpen';
	return (
		<>
			<div className="case-body standing">
				<h2>{say(key, { clerk: clerk ?? '' })}</h2>
				<p>{say(key === 'closed.title' ? 'closed.hint' : `${key}Hint`)}</p>
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say('closed.open', { number })}
					shortcut="Enter"
					takesFocus
					availability={available.open}
					busy={busy}
					press={() => run('open')}
				/>
			</div>
		</>
	);
}

export function PausedCard(props: Common & { paused: Extract<WindowState, { stage: 'paused' }>; now: number }) {
	const say = useWords('window');
	const dates = useDates();
	const reasonShown = useReasonShown('pause');
	const { paused, now } = props;
	const left = paused.until === null ? null : Math.ceil((paused.until - now) / 60_000);
	return (
		<>
			<div className="case-body standing">
				<h2>{say('paused.title')}</h2>
				<Facts
					lines={[
						{ name: say('paused.reason'), value: reasonShown(paused.reason), strong: true },
						{
							name: say('paused.since'),
							value: say('paused.sinceValue', { time: dates.time(paused.since), minutes: minutesSince(paused.since, now) }),
						},
						{
							name: say('paused.until'),
							value:
								left === null || paused.until === null
									? say('paused.untilNone')
									: say(left >= 0 ? 'paused.untilValue' : 'paused.untilOver', { time: dates.time(paused.until), minutes: Math.abs(left) }),
						},
					]}
				/>
				<p className="hint">{say('paused.queueNote')}</p>
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say('paused.resume')}
					shortcut="F8"
					availability={props.available.resume}
					busy={props.busy}
					press={() => props.run('resume')}
				/>
			</div>
		</>
	);
}

export function NobodyCard({ available, busy, run }: Common) {
	const say = useWords('window');
	return (
		<>
			<div className="case-body standing">
				<h2>{say('next.empty')}</h2>
				<p>{say('next.emptyHint')}</p>
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say('key.call-next')}
					shortcut="F1"
					availability={available['call-next']}
					busy={busy}
					press={() => run('call-next')}
				/>
			</div>
		</>
	);
}

/** Cut off and free: what happened, what still works, what to do; serving a number from paper is what is left. */
export function CutOffCard({ since, onServe }: { since: number; onServe: () => void }) {
	const say = useWords('window');
	const dates = useDates();
	return (
		<>
			<div className="case-body standing">
				<h2>{say('next.cutOffTitle')}</h2>
				<p>{say('next.cutOff', { time: dates.time(since) })}</p>
				<p>{say('next.cutOffWorks')}</p>
				<p>{say('next.cutOffTodo')}</p>
			</div>
			<div className="case-foot">
				<button type="button" className="primary" aria-keyshortcuts="/" onClick={onServe}>
					<span className="primary-words">{say('next.serveByNumber')}</span>
					<KeyCap>/</KeyCap>
				</button>
			</div>
		</>
	);
}
