/** Today's proposals and what became of each, the newest first; what was approved can be taken back from here. */
import { Button } from 'antd';
import { Undo2 } from 'lucide-react';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TidePlanState } from '../../../domain/contracts/tide-state.ts';
import type { TideWords } from './tide-words.ts';

const shownAtFirst = 4;

export function PlansOfDay(props: { state: HallDay; still: boolean; now: number; tw: TideWords; onUndo(plan: string): void }) {
	const { state, still, tw, now } = props;
	const { words } = tw;
	const answered = [...state.tide.plans].reverse().filter(({ end }) => end !== null);
	if (answered.length === 0) return null;
	const row = (plan: TidePlanState) => {
		const undoable = mayUndo(plan);
		return (
			<li key={plan.proposal.plan} data-end={plan.undone ? 'undone' : plan.end?.how}>
				<time>{tw.time(plan.end?.at ?? plan.proposal.at)}</time>
				<div>
					<p>{movesText(plan, tw)}</p>
					<p className="tide-note">{endText(plan, now, tw)}</p>
				</div>
				{undoable && (
					<Button
						icon={<Undo2 aria-hidden="true" size={18} />}
						disabled={still}
						aria-label={words('day.undoLabel', {
							windows: tw.windows((plan.end as { moves: { window: string }[] }).moves.map(({ window }) => window)),
						})}
						onClick={() => props.onUndo(plan.proposal.plan)}
					>
						{words('day.undo')}
					</Button>
				)}
			</li>
		);
	};
	return (
		<section className="card tide-day" aria-label={words('day.title')}>
			<header>
				<h2>{words('day.title')}</h2>
				<small>{words('day.count', { count: answered.length })}</small>
			</header>
			<ul>{answered.slice(0, shownAtFirst).map(row)}</ul>
			{answered.length > shownAtFirst && (
				<details>
					<summary>{words('day.earlier', { count: answered.length - shownAtFirst })}</summary>
					<ul>{answered.slice(shownAtFirst).map(row)}</ul>
				</details>
			)}
		</section>
	);
}

/** Something of it is due or in force, and it was not taken back. */
export function mayUndo(plan: TidePlanState): boolean {
	return (
		plan.end?.how === 'approved' &&
		plan.undone === null &&
		Object.values(plan.windows).some(({ stage }) => stage === 'due' || stage === 'in-force')
	);
}

function movesText(plan: TidePlanState, tw: TideWords): string {
	const approved = plan.end?.how === 'approved' ? plan.end.moves : plan.proposal.moves;
	return tw.moves(approved).join(tw.words('join.semicolon'));
}

/** Approved by whom, edited, what each window did with it; or why it came to nothing. */
export function endText(plan: TidePlanState, now: number, tw: TideWords): string {
	const { words } = tw;
	const { end, undone } = plan;
	if (!end) return '';
	if (end.how === 'rejected') return words('day.rejected', { staff: end.staff ?? '', reason: words(`reject.${end.reason}`) });
	if (end.how === 'expired') return words(`day.expired.${end.why}`);
	const said = end.rule ? words('day.automatic') : words(end.edited ? 'day.edited' : 'day.approved', { staff: end.staff ?? '' });
	const taken = undone ? [words('day.undone', { at: tw.time(undone.at), staff: undone.staff ?? '' })] : [];
	// Windows at the same stage are told of in one sentence.
	const stages = new Map<string, string[]>();
	for (const [window, { stage }] of Object.entries(plan.windows)) stages.set(stage, [...(stages.get(stage) ?? []), window]);
	const windows = [...stages].map(([stage, of]) =>
		words(`stage.${stage}`, {
			number: tw.windows(of),
			count: of.length,
			minutes: Math.max(0, Math.round((now - Math.min(...of.map((window) => plan.windows[window]?.at ?? now))) / 60_000)),
			reason: tw.list([
				...new Set(plan.declined.filter(({ window }) => of.includes(window)).map(({ reason }) => words(`decline.${reason}`))),
			]),
		}),
	);
	const until = undone || end.until === null || end.until <= now ? '' : words('day.until', { until: tw.time(end.until) });
	return [said, ...taken, ...windows, ...(until === '' ? [] : [until])].join(words('join.semicolon'));
}
