/** The open proposal: what, who, why now, what is gained, who pays, how sure, until when; and the manager's answer. */
import { Button } from 'antd';
import { ArrowLeftRight, SlidersHorizontal, TrendingDown, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TidePlanState } from '../../../domain/contracts/tide-state.ts';
import { Countdown } from './countdown.tsx';
import { inOrder, whoGains, whoWalks } from './proposal-gains.ts';
import { RejectForm } from './reject-form.tsx';
import { minutesOf, type TideWords } from './tide-words.ts';
import type { Tried } from './use-what-if.ts';

export interface ProposalCardProps {
	plan: HallPlan;
	state: HallDay;
	open: TidePlanState;
	/** How many of the day it is. */
	turn: number;
	now: number;
	tw: TideWords;
	/** The proposal played on this machine, beside doing nothing. */
	tried: Tried;
	/** Nothing can be asked: cut off, or an ask is under way. */
	still: boolean;
	onApprove(): void;
	onEdit(): void;
	onReject(reason: string): void;
	/** What is different from the revision before it, in words; empty = nothing. */
	changed: string;
}

export function ProposalCard(props: ProposalCardProps) {
	const { plan, state, open, turn, now, tw, still, changed } = props;
	const { words } = tw;
	const { proposal } = open;
	const [rejecting, setRejecting] = useState(false);
	const windows = tw.windows(proposal.moves.map((move) => move.window));
	const sentences = tw.moves(proposal.moves);
	const over = now >= proposal.expiresAt;
	return (
		<section className="card tide-card" aria-label={words('card.label')} data-plan={proposal.plan}>
			<p className="tide-card-top">
				<span className="chip" data-tone="tide">
					<ArrowLeftRight aria-hidden="true" size={16} /> {words('card.chip')}
				</span>
				<span>{words('card.made', { at: tw.time(proposal.at) })}</span>
				<Countdown until={proposal.expiresAt} from={proposal.at} now={now} words={words} />
				<span className="tide-turn">{words('card.turn', { turn })}</span>
			</p>
			<h2>
				{sentences.length === 1 ? sentences[0] : words('card.several', { count: proposal.moves.length })}
				<small>{words('card.until', { until: tw.time(proposal.looksUntil) })}</small>
			</h2>
			{sentences.length > 1 && (
				<ul className="tide-moves">
					{sentences.map((sentence) => (
						<li key={sentence}>{sentence}</li>
					))}
				</ul>
			)}
			{changed !== '' && (
				<p className="tide-changed" role="status">
					{changed}
				</p>
			)}
			<dl className="tide-facts">
				<Why {...props} />
				<When {...props} />
			</dl>
			<Sides {...props} />
			<dl className="tide-facts">
				<Sure {...props} />
				<Who plan={plan} state={state} open={open} tw={tw} />
				{proposal.missing && (
					<>
						<dt>{words('card.short')}</dt>
						<dd>{missingText(proposal.missing, tw)}</dd>
					</>
				)}
			</dl>
			{rejecting ? (
				<RejectForm words={words} still={still} onKeep={() => setRejecting(false)} onReject={props.onReject} />
			) : (
				<div className="tide-keys">
					<Button type="primary" size="large" disabled={still || over} onClick={props.onApprove}>
						{words('card.approve', { windows, count: proposal.moves.length })}
					</Button>
					<Button size="large" icon={<SlidersHorizontal aria-hidden="true" size={18} />} disabled={still || over} onClick={props.onEdit}>
						{words('card.edit')}
					</Button>
					<Button size="large" disabled={still || over} onClick={() => setRejecting(true)}>
						{words('card.reject')}
					</Button>
				</div>
			)}
			<p className="tide-note">{words('card.note')}</p>
		</section>
	);
}

/** Queues named one by one; of more it is said how many. */
const mostNamed = 3;

export function missingText(missing: NonNullable<TidePlanState['proposal']['missing']>, tw: TideWords): string {
	const { windows, people } = missing;
	const named = missing.queues.slice(0, mostNamed).map(tw.queue);
	const more = missing.queues.length - named.length;
	const queues = more > 0 ? tw.words('short.more', { queues: named.join(tw.words('join.comma')), count: more }) : tw.list(named);
	return windows === null
		? tw.words('short.people', { queues, count: people })
		: tw.words('short.both', { queues, windows, count: people });
}

function Why({ open, tw }: ProposalCardProps) {
	const { proposal } = open;
	const { words } = tw;
	const seen = new Set<string>();
	return (
		<>
			<dt>{words('card.why')}</dt>
			<dd>
				{proposal.moves
					.map(({ because }) => because)
					.filter(({ queue }) => !seen.has(queue) && seen.add(queue))
					.map((because) => {
						const effect = proposal.queues.find((each) => each.queue === because.queue);
						const late = because.longestS > because.targetS;
						return (
							<span key={because.queue} className="tide-reason">
								{words(late ? 'why.late' : 'why.soon', {
									queue: tw.queue(because.queue),
									count: because.waiting,
									longest: minutesOf(because.longestS),
									target: minutesOf(because.targetS),
								})}{' '}
								{effect &&
									words('why.else', { minutes: minutesOf(effect.meanWaitBeforeS), share: Math.round(effect.inTargetBefore * 100) })}
							</span>
						);
					})}
				{words(`trigger.${proposal.trigger}`)}
			</dd>
		</>
	);
}

function When({ open, state, plan, tw, tried }: ProposalCardProps) {
	const { words } = tw;
	const parts = inOrder(open.proposal.moves).map(({ window }) => {
		const at = state.windows[window];
		const ticket = at && at.stage !== 'closed' ? at.ticket : null;
		const place = plan.windows.findIndex((each) => each.id === window);
		const free = tried.answer && tried.of ? tried.answer.freeAtS[place] : undefined;
		const inMinutes = free === undefined || !tried.answer ? null : minutesOf(free - tried.answer.fromS);
		if (ticket === null) return words('when.idle', { number: tw.window(window) });
		return inMinutes === null
			? words('when.after', { number: tw.window(window), ticket })
			: words('when.afterAbout', { number: tw.window(window), ticket, count: inMinutes });
	});
	return (
		<>
			<dt>{words('card.when')}</dt>
			<dd>
				{parts.join(words('join.semicolon'))}
				{words('when.sign')}
			</dd>
		</>
	);
}

/** Of equal size, side by side: what is won is never shown larger than what it costs. */
function Sides({ open, plan, tw }: ProposalCardProps) {
	const { words } = tw;
	const { proposal } = open;
	const gains = whoGains(proposal);
	const walks = whoWalks(plan, proposal.moves);
	const [first] = gains;
	const [payer] = proposal.pays;
	const effectOf = (id: string) => proposal.queues.find((each) => each.queue === id);
	return (
		<div className="tide-sides">
			<section className="tide-gains" aria-label={words('card.gains')}>
				<h3>
					<TrendingDown aria-hidden="true" size={20} /> {words('card.gains')}
				</h3>
				{first ? (
					<p className="tide-big">{words('gain.big', { queue: tw.queue(first.queue), count: minutesOf(first.beforeS - first.afterS) })}</p>
				) : (
					<p className="tide-big">
						{words('gain.all', { count: Math.max(0, Math.round(proposal.waitBeforeMin - proposal.waitAfterMin)) })}
					</p>
				)}
				{gains.slice(0, 3).map((gain) => (
					<p key={gain.queue}>
						{words('gain.line', {
							queue: tw.queue(gain.queue),
							before: minutesOf(gain.beforeS),
							after: minutesOf(gain.afterS),
							count: gain.waiting,
						})}
					</p>
				))}
				{first && (
					<p>{words('gain.target', { before: Math.round(first.inTargetBefore * 100), after: Math.round(first.inTargetAfter * 100) })}</p>
				)}
			</section>
			<section className="tide-pays" data-free={!payer && walks.length === 0} aria-label={words('card.pays')}>
				<h3>
					<TrendingUp aria-hidden="true" size={20} /> {words('card.pays')}
				</h3>
				<p className="tide-big">
					{payer ? words('pay.big', { queue: tw.queue(payer.queue), count: minutesOf(payer.moreS) }) : words('pay.nobody')}
				</p>
				{proposal.pays.slice(0, 3).map(({ queue, people }) => {
					const effect = effectOf(queue);
					return (
						<p key={queue}>
							{words('pay.line', {
								queue: tw.queue(queue),
								before: minutesOf(effect?.meanWaitBeforeS ?? 0),
								after: minutesOf(effect?.meanWaitAfterS ?? 0),
								count: Math.max(1, Math.round(people)),
							})}
						</p>
					);
				})}
				{!payer && <p>{words('pay.nobodyWhy')}</p>}
				{walks.map(({ windows, queue, floor }) => (
					<p key={`${floor}-${queue}`}>
						{words('pay.walk', {
							windows: tw.windows(windows),
							count: windows.length,
							queue: tw.queue(queue),
							floor: words(floor <= 3 ? `floor.${floor}` : 'floor.other', { floor }),
						})}
					</p>
				))}
			</section>
		</div>
	);
}

function Sure({ open, tw, tried }: ProposalCardProps) {
	const { words } = tw;
	const { proposal } = open;
	const played = tried.answer?.plans[1];
	const saved = Math.max(0, Math.round(proposal.waitBeforeMin - proposal.waitAfterMin));
	return (
		<>
			<dt>{words('card.sure')}</dt>
			<dd>
				{words(proposal.moves.length > 1 ? 'sure.least' : 'sure.share', { share: Math.round(proposal.sure * 100) })}
				{played && tried.answer && !tried.failed && (
					<>
						{' '}
						{words(played.worstMin < 0 ? 'sure.worst' : 'sure.always', {
							futures: tried.answer.futures,
							better: played.better,
							count: Math.max(1, Math.round(-played.worstMin)),
						})}
					</>
				)}{' '}
				{words('sure.all', { count: saved })}
			</dd>
		</>
	);
}

function Who({ plan, state, open, tw }: Pick<ProposalCardProps, 'plan' | 'state' | 'open' | 'tw'>) {
	const { words } = tw;
	return (
		<>
			<dt>{words('card.who')}</dt>
			<dd>
				{inOrder(open.proposal.moves)
					.map(({ window, to, movesToday }) => {
						const at = state.windows[window];
						const able = plan.windows.find((each) => each.id === window)?.capabilities ?? [];
						const skilled = to.every((queue) => able.includes(queue));
						return words(at && at.stage !== 'closed' ? 'who.clerk' : 'who.window', {
							number: tw.window(window),
							staff: at && at.stage !== 'closed' ? at.clerk : '',
							moves: words(movesToday === 0 ? 'who.never' : 'who.moved', { count: movesToday }),
							able: words(skilled ? 'who.able' : 'who.notAble', { queues: tw.list(to.map(tw.queue)) }),
						});
					})
					.join(words('join.semicolon'))}
			</dd>
		</>
	);
}
