/** The hall now: figures, floor, waits and what may come; beside it what the tide advises, what was decided, and what needs a person. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { MoveProblem } from '../../../domain/contracts/tide-desk.ts';
import type { DutyMove } from '../../../domain/contracts/tide-plan.ts';
import type { ShownProposal, TidePlanState } from '../../../domain/contracts/tide-state.ts';
import { moveProblems } from '../../../domain/tide-day/move-problems.ts';
import type { ManagerView } from '../../../domain/views/manager-view.ts';
import { FiguresRow } from '../figures-row.tsx';
import { FloorMap } from '../floor-map.tsx';
import type { Asking } from '../use-asking.ts';
import { WaitsChart } from '../waits-chart.tsx';
import { WindowPanel } from '../window-panel.tsx';
import { AdviceCard } from './advice-card.tsx';
import { ExpressLine } from './express-line.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { GroupLine } from './group-line.tsx';
import { LocksCard } from './locks-card.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { PlannerLine } from './planner-line.tsx';
import { endText, PlansOfDay } from './plans-of-day.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { whatChanged } from './revision-words.ts';
import { type TideWords, useTideWords } from './tide-words.ts';
import { tileMarks } from './tile-marks.ts';
import { useBasis } from './use-basis.ts';
import { useLift } from './use-lift.ts';
import { useLook } from './use-look.ts';
import { movesOf, usePlanEdit } from './use-plan-edit.ts';
import { useWhatIf } from './use-what-if.ts';
import './tide.css';

export interface LivePageProps {
	station: string;
	plan: HallPlan;
	state: HallDay;
	seen: ManagerView;
	now: number;
	asking: Asking;
	up: boolean;
	/** The window whose panel is open. */
	chosen: string | null;
	onChoose(window: string | null): void;
	/** The instant at which it is so late today, `HH:MM` in the hall's zone. */
	instantOf(time: string): number;
	/** Cards above all else (taking over), those below (cases, what needs a person), and the keys of the day at the end. */
	above: React.ReactNode;
	below: React.ReactNode;
	keys: React.ReactNode;
}

const noMoves: DutyMove[] = [];

export function LivePage(props: LivePageProps) {
	const { station, plan, state, seen, now, asking, up, chosen, onChoose } = props;
	const tw = useTideWords(plan);
	const { words } = tw;
	const { tide } = state;
	const openPlan = tide.plans.findLast(({ end }) => end === null) ?? null;
	const proposal = openPlan?.proposal ?? null;
	const { edit, begin } = usePlanEdit();
	const looking = useLook(station, up, `${tide.advice?.plan}/${tide.advice?.revision}/${tide.groups.length}`);
	const basis = useBasis(plan, state, looking.look);
	const proposed = edit ? (edit.base ? movesOf(edit.base) : null) : proposal ? movesOf(proposal) : null;
	const own = edit?.moves ?? null;
	const plans = JSON.stringify([noMoves, ...(proposed ? [proposed] : []), ...(own ? [own] : [])]);
	const question = useMemo(() => basis.question(JSON.parse(plans) as DutyMove[][]), [basis, plans]);
	const tried = useWhatIf(question);
	const changed = useChanges(proposal, tw);
	const still = asking.busy || !up;
	const problems = useMemo(() => (edit ? moveProblems(state, plan, edit.moves, now) : []), [edit, state, plan, now]);
	// What was begun from is looked for in the day as it stands: answered or revised by somebody else meanwhile.
	const standing = edit?.base ? (tide.plans.find(({ proposal: each }) => each.plan === edit.base?.plan) ?? null) : null;
	const newer =
		edit?.base && standing && standing.end === null && standing.proposal.revision > edit.base.revision
			? { proposal: standing.proposal, changed: whatChanged(edit.base, standing.proposal, tw) }
			: null;
	// While one's own answer is under way, the answer in the log is one's own.
	const answered =
		edit?.base && !asking.busy && (standing === null || standing.end !== null)
			? words('edit.answered', { what: standing ? endText(standing, now, tw) : '' })
			: '';
	const marks = useMemo(() => tileMarks(state, proposal, own, tw), [state, proposal, own, tw]);
	const locks = useMemo(
		() => Object.fromEntries(Object.entries(tide.locks).flatMap(([window, { until }]) => (until > now ? [[window, until]] : []))),
		[tide.locks, now],
	);
	const [foundNothing, setFoundNothing] = useState('');
	const dutyOf = (window: string) => tide.due[window]?.to ?? state.windows[window]?.duty ?? [];

	async function approve(of: ShownProposal, moves: DutyMove[], until: number | null) {
		const done = await asking.ask('approve-tide-plan', {
			plan: of.plan,
			revision: of.revision,
			moves,
			...(until === null ? {} : { until }),
		});
		if (done) edit?.close();
	}
	async function setByHand(moves: DutyMove[], until: number | null) {
		for (const { window, to } of moves)
			if (!(await asking.ask('change-duty', { window, duty: to, ...(until === null ? {} : { until }) }))) return;
		edit?.close();
	}
	function choose(window: string) {
		if (edit) edit.set(window, edit.moves.find((move) => move.window === window)?.to ?? dutyOf(window));
		else onChoose(chosen === window ? null : window);
	}
	// A queue that is let fall on a window comes to what it does; a window let fall on a queue does that queue alone.
	const lift = useLift(edit !== null, (lifted, place) => {
		if (lifted.kind === 'queue') edit?.add(place.id, lifted.id, dutyOf(place.id));
		else edit?.set(lifted.id, [place.id]);
	});
	const index = (place: number | null) => (place !== null && tried.of && tried.of.plans.length > place ? place : null);
	return (
		<main className="manager-main manager-live" data-editing={edit !== null}>
			<div className="manager-left">
				<FiguresRow figures={seen.figures} />
				<FloorMap view={seen} plan={plan} chosen={chosen} onChoose={choose} marks={marks} locks={locks} lift={edit ? lift : undefined} />
				<div className="tide-charts">
					<WaitsChart queues={seen.queues} />
					<ForecastCard
						plan={plan}
						state={state}
						look={looking.look}
						tried={tried}
						playedAt={basis.at}
						proposal={index(proposed ? 1 : null)}
						own={index(own ? (proposed ? 2 : 1) : null)}
						about={proposal?.moves[0]?.because.queue ?? edit?.base?.moves[0]?.because.queue ?? null}
						now={now}
						tw={tw}
					/>
				</div>
			</div>
			<div className="manager-decide">
				<p role="alert" className="told">
					{asking.told}
				</p>
				{props.above}
				{chosen !== null && !edit && (
					<WindowPanel
						tile={seen.windows.find((tile) => tile.id === chosen) ?? null}
						plan={plan}
						asking={asking}
						cutOff={!up}
						onClose={() => onChoose(null)}
					/>
				)}
				{edit ? (
					<PlanEditor
						plan={plan}
						state={state}
						edit={edit}
						tried={tried}
						troubles={problems.map((problem) => troubleText(problem, tw))}
						blocked={problems.length > 0}
						newer={newer}
						answered={answered}
						still={still}
						now={now}
						tw={tw}
						onApprove={(moves, until) => void (edit.base ? approve(edit.base, moves, until) : setByHand(moves, until))}
					/>
				) : openPlan && proposal ? (
					<ProposalCard
						plan={plan}
						state={state}
						open={openPlan}
						turn={tide.plans.indexOf(openPlan) + 1}
						now={now}
						tw={tw}
						tried={tried}
						still={still}
						changed={changed}
						onApprove={() => void approve(proposal, movesOf(proposal), proposal.looksUntil)}
						onEdit={() => begin(proposal)}
						onReject={(reason) =>
							void asking.ask('reject-tide-plan', { plan: proposal.plan, revision: proposal.revision, reason: reason as 'other' })
						}
					/>
				) : (
					<AdviceCard
						advice={tide.advice}
						last={foundNothing !== '' ? foundNothing : lastText(tide.plans.at(-1) ?? null, now, tw)}
						followed={tide.plans.at(-1)?.end?.how === 'approved' && tide.plans.at(-1)?.undone === null}
						off={plan.tide === undefined || looking.code === 'tide-off'}
						open={state.stage === 'open'}
						still={still || looking.busy}
						tw={tw}
						onTry={() => begin(null)}
						onLook={() =>
							void looking
								.planNow()
								.then((found) =>
									setFoundNothing(found === 'change' ? '' : words(`look.${found === '' ? 'none' : found}`, { at: tw.time(now) })),
								)
						}
					/>
				)}
				{plan.tide && <PlannerLine plan={plan} state={state} look={looking.look} tw={tw} />}
				<ExpressLine look={looking.look} tw={tw} />
				<PlansOfDay state={state} now={now} still={still} tw={tw} onUndo={(id) => void asking.ask('undo-tide-plan', { plan: id })} />
				<LocksCard
					state={state}
					now={now}
					still={still}
					tw={tw}
					onRelease={(window) => void asking.ask('release-window-duty', { window })}
				/>
			</div>
			<div className="manager-rest">
				<GroupLine
					plan={plan}
					state={state}
					now={now}
					still={still}
					tw={tw}
					instantOf={props.instantOf}
					onExpect={(group) => asking.ask('expect-group', group)}
					onWithdraw={(group) => void asking.ask('withdraw-group', { group })}
				/>
				{props.below}
				<div className="manager-keys">{props.keys}</div>
			</div>
		</main>
	);
}

/** In words, what is different from the revision that was shown before; until another proposal comes. */
function useChanges(proposal: ShownProposal | null, tw: TideWords): string {
	const before = useRef<ShownProposal | null>(null);
	const [changed, setChanged] = useState('');
	useEffect(() => {
		const was = before.current;
		before.current = proposal;
		if (!proposal || !was || was.plan !== proposal.plan) setChanged('');
		else if (was.revision !== proposal.revision)
			setChanged(tw.words('card.changed', { at: tw.time(proposal.at), what: whatChanged(was, proposal, tw) }));
	}, [proposal, tw]);
	return changed;
}

function lastText(plan: TidePlanState | null, now: number, tw: TideWords): string {
	return plan?.end?.how === 'expired' && now - plan.end.at < 20 * 60_000 ? tw.words('advice.last', { what: endText(plan, now, tw) }) : '';
}

function troubleText(problem: MoveProblem, tw: TideWords): string {
	return tw.words(`trouble.${problem.code}`, {
		number: problem.window ? tw.window(problem.window) : '',
		queue: problem.queue ? tw.queue(problem.queue) : '',
		until: problem.until ? tw.time(problem.until) : '',
		count: problem.most ?? 0,
	});
}
