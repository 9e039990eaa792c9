/** No proposal is open: no change is advised, a target cannot be met whatever is moved, nothing was looked at yet, or the hall has no tide. */
import { Button } from 'antd';
import { CircleCheck, CircleHelp, SlidersHorizontal, TriangleAlert } from 'lucide-react';
import type { ShownProposal } from '../../../domain/contracts/tide-state.ts';
import { missingText } from './proposal-card.tsx';
import { minutesOf, type TideWords } from './tide-words.ts';

export function AdviceCard(props: {
	advice: ShownProposal | null;
	/** What became of the newest proposal, in words; empty = nothing to say. */
	last: string;
	/** The newest proposal was approved and stands. */
	followed: boolean;
	off: boolean;
	open: boolean;
	still: boolean;
	tw: TideWords;
	onTry(): void;
	onLook(): void;
}) {
	const { advice, last, off, open, still, tw } = props;
	const { words } = tw;
	// A proposal that is over is no advice any more.
	const standing = advice && advice.kind !== 'change' ? advice : null;
	const missing = standing?.missing ?? null;
	const kind = off
		? 'off'
		: !open
			? 'closed'
			: missing
				? 'short'
				: standing
					? 'none'
					: props.followed
						? 'followed'
						: advice
							? 'ended'
							: 'unknown';
	const late = standing?.queues.filter(({ meanWaitAfterS, targetS }) => meanWaitAfterS > targetS) ?? [];
	return (
		<section className="card tide-card tide-advice" data-kind={kind} aria-label={words('card.label')}>
			<h2>
				{kind === 'short' ? (
					<TriangleAlert aria-hidden="true" size={28} />
				) : kind === 'none' || kind === 'followed' ? (
					<CircleCheck aria-hidden="true" size={28} />
				) : (
					<CircleHelp aria-hidden="true" size={28} />
				)}
				{words(`advice.${kind}.title`)}
			</h2>
			{missing && <p className="tide-missing">{missingText(missing, tw)}</p>}
			<p>{words(`advice.${kind}.text`)}</p>
			{kind === 'none' && standing && (
				<p className="tide-note">
					{late.length === 0
						? words('advice.none.all', { until: tw.time(standing.looksUntil) })
						: words('advice.none.late', {
								queues: tw.list(
									late.map(({ queue, meanWaitAfterS }) =>
										words('advice.queue', { queue: tw.queue(queue), count: minutesOf(meanWaitAfterS) }),
									),
								),
							})}
				</p>
			)}
			{standing && (
				<p className="tide-note">{words('advice.made', { at: tw.time(standing.at), trigger: words(`trigger.${standing.trigger}`) })}</p>
			)}
			{last !== '' && <p className="tide-note">{last}</p>}
			{!off && open && (
				<div className="tide-keys">
					<Button icon={<SlidersHorizontal aria-hidden="true" size={18} />} onClick={props.onTry}>
						{words('advice.try')}
					</Button>
					<Button disabled={still} onClick={props.onLook}>
						{words('advice.look')}
					</Button>
				</div>
			)}
		</section>
	);
}
