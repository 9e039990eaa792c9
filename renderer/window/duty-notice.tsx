/** A change of duty, told at the window before it is made: what, when, why; and a way to say that it cannot be. */
import { Radio } from 'antd';
import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { type declineReason, declineReasons } from '../../domain/contracts/tide-plan.ts';
import { joinedByThreshold } from '../../domain/tide-day/threshold-duties.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { queueName } from './names.ts';
import type { Asks } from './use-asks.ts';
import './duty-notice.css';

type Reason = (typeof declineReason)['_output'];

export function DutyNotice(props: { window: string; state: HallDay; plan: HallPlan; now: number; asks: Asks }) {
	const { window: id, state, plan, now, asks } = props;
	const say = useWords('tide-window');
	const words = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const [declining, setDeclining] = useState(false);
	const [reason, setReason] = useState<Reason | null>(null);
	const due = state.tide.due[id];
	const end = state.tide.ends[id];
	const told = due && `${due.plan}/${due.at}`;
	// Another change is another question.
	// biome-ignore lint/correctness/useExhaustiveDependencies: begun anew for each change that is told
	useEffect(() => {
		setDeclining(false);
		setReason(null);
	}, [told]);
	const named = (queues: readonly string[]) =>
		queues.map((queue) => `${queue} ${queueName(queue, plan, inWords)}`).join(words('items.comma'));
	if (!due) {
		const lock = state.tide.locks[id];
		const here = state.windows[id]?.duty ?? [];
		if (end) return <p className="duty-line">{say('endsAt', { queues: named(here), time: dates.time(end.at) })}</p>;
		if (lock && lock.until > now) return <p className="duty-line">{say('lockedUntil', { time: dates.time(lock.until) })}</p>;
		const joined = joinedByThreshold(state, plan, id, now);
		const minutes = plan.windows.find((each) => each.id === id)?.tidal?.joinOverMinutes;
		return joined.length > 0 ? <p className="duty-line">{say('joined', { queues: named(joined), minutes: minutes ?? 0 })}</p> : null;
	}
	const proposal = state.tide.plans.find((one) => one.proposal.plan === due.plan)?.proposal;
	const because = proposal?.moves.find((move) => move.window === id)?.because;
	const window = state.windows[id];
	const inHand = window && window.stage !== 'closed' ? window.ticket : null;
	const seconds = Math.ceil((due.notBefore - now) / 1000);
	const mayDecline = now <= due.declineUntil;
	const why = due.back
		? say('whyBack')
		: because && due.to.includes(because.queue)
			? say('why', {
					queue: `${because.queue} ${queueName(because.queue, plan, inWords)}`,
					waiting: because.waiting,
					longest: Math.max(1, Math.round(because.longestS / 60)),
				})
			: say('whyPlain');
	const when = inHand !== null ? say('afterThis', { ticket: inHand }) : seconds > 0 ? say('inSeconds', { seconds }) : say('now');
	return (
		<section className="duty-notice" aria-live="polite" data-back={due.back}>
			<ArrowLeftRight aria-hidden="true" size={32} />
			<div className="duty-words">
				<strong>{say(due.back ? 'titleBack' : 'title', { queues: named(due.to) })}</strong>
				<p>{when}</p>
				<p className="hint">
					{why}
					{due.until !== null && say('until', { time: dates.time(due.until) })}
				</p>
				{declining && (
					<fieldset className="reason-choice">
						<legend>{say('declineTitle')}</legend>
						<Radio.Group value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
							{declineReasons.map((code) => (
								<Radio key={code} value={code} className="choice-line">
									{say(`reasons.${code}`)}
								</Radio>
							))}
						</Radio.Group>
					</fieldset>
				)}
			</div>
			<div className="duty-keys">
				{declining ? (
					<>
						<button
							type="button"
							className="outlined"
							aria-disabled={reason === null || asks.busy !== null}
							onClick={() => {
								if (reason === null) return;
								const body = { window: id, plan: due.plan, reason };
								void asks.report(say('actionDecline'), 'decline-duty-change', body).then((kept) => kept && setDeclining(false));
							}}
						>
							{say('send')}
						</button>
						<button type="button" className="outlined" onClick={() => setDeclining(false)}>
							{say('keep')}
						</button>
					</>
				) : (
					<>
						{inHand === null && (
							<button
								type="button"
								className="outlined"
								onClick={() => void asks.report(say('actionTake'), 'take-duty-change', { window: id })}
							>
								{say('take')}
							</button>
						)}
						{mayDecline && (
							<button type="button" className="outlined" onClick={() => setDeclining(true)}>
								{say('decline')}
							</button>
						)}
						<p className="hint">{mayDecline ? say('declineBy', { time: dates.time(due.declineUntil) }) : say('tooLate')}</p>
					</>
				)}
			</div>
		</section>
	);
}
