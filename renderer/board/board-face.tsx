/** The public board. It shows what it knows and how old that is; a name never comes here. */
import { History } from 'lucide-react';
import { useState } from 'react';
import type { CallRecord } from '../../domain/contracts/state.ts';
import { hallIsManual, manualQueues } from '../../domain/manual/manual-mode.ts';
import { boardView } from '../../domain/views/board-view.ts';
import type { ConnectedEngine } from '../engine/connected-engine.ts';
import { useEngineView, useNow } from '../engine/use-engine.tsx';
import { callSentence } from '../voice/sentence.ts';
import { VoiceOfHall } from '../voice/use-voice.tsx';
import { useDates, useLanguage, useWords } from '../words/words.tsx';
import { CallCard } from './call-card.tsx';
import { freshMs, lastCalls, quiet } from './call-rotation.ts';
import { Foot } from './foot.tsx';
import { freshness } from './freshness.ts';
import { LastCalls } from './last-calls.tsx';
import { ManualCard, ManualStrip } from './manual-card.tsx';
import { RestingCard } from './resting-card.tsx';
import { StaleCard } from './stale-card.tsx';
import { useRotation } from './use-rotation.ts';
import { waitRows } from './waits.ts';
import { WaitsTable } from './waits-table.tsx';
import './board.css';

/** Two times the sentence, with a breath between. */
const spokenForMs = 9_000;
const callsBeside = 6;
const queuesShown = 10;

export function BoardFace({ config, face }: Pick<ConnectedEngine, 'config' | 'face'>) {
	const say = useWords('board');
	const dates = useDates();
	const { language } = useLanguage();
	const view = useEngineView();
	const now = useNow(500);
	const { state } = view;
	const plan = view.plan ?? config.plan;
	const speaks = plan.stations.find((one) => one.id === face.station)?.speaks === true;
	const rotation = useRotation(state, now);
	const [voiced, setVoiced] = useState<CallRecord | null>(null);
	/** The platform's clock, as `now` is. */
	const heardAt = view.heardAt === null ? null : view.heardAt + view.clockOffset;
	const fresh = freshness(heardAt, now);
	const resting = state !== null && state.stage !== 'open';
	const old = view.shutOut !== null || fresh.level === 'stale' || fresh.level === 'never' || !state;

	return (
		<div className="board-ground">
			<div className="board" data-old={old} data-resting={resting && !old}>
				<main className="board-left">{old ? oldSide() : freshSide()}</main>
				{(!resting || old) && state && (
					<aside className="board-right">
						<WaitsTable
							rows={waitRows(boardView(state, plan, old && heardAt !== null ? heardAt : now).queues, queuesShown)}
							oldTime={old ? dates.time(heardAt ?? now) : null}
							byHand={manualQueues(state, plan)}
						/>
					</aside>
				)}
				<Foot plan={plan} fresh={fresh} now={now} spoken={spoken()} />
			</div>
			{speaks && face.station && !old && (
				<VoiceOfHall station={face.station} wording={config.wording[language]?.voice} devices={config.devices} speaking={setVoiced} />
			)}
		</div>
	);

	/** The twin of the voice in words: while it speaks, however long that takes, and while the call on the card is new. */
	function spoken(): string | null {
		if (!speaks || old || resting) return null;
		if (voiced) return callSentence(plan, voiced, config.wording[language]?.voice);
		if (!rotation.shown || now - rotation.since > spokenForMs || now - rotation.shown.at > freshMs) return null;
		return callSentence(plan, rotation.shown, config.wording[language]?.voice);
	}

	function freshSide() {
		if (!state) return null;
		if (state.stage !== 'open') return <RestingCard stage={state.stage} plan={plan} now={now} />;
		const byHand = manualQueues(state, plan);
		if (byHand.length > 0 && hallIsManual(state, plan)) return <ManualCard />;
		return (
			<>
				{byHand.length > 0 && <ManualStrip queues={byHand} />}
				<h1 className="unseen">{say('call.label')}</h1>
				<CallCard call={rotation.shown} plan={plan} />
				<LastCalls calls={lastCalls(rotation, state.calls, callsBeside)} plan={plan} old={false} />
			</>
		);
	}

	function oldSide() {
		const calls = state ? lastCalls(quiet, state.calls, callsBeside) : [];
		const minutes = heardAt === null ? 0 : Math.floor((now - heardAt) / 60_000);
		return (
			<>
				<StaleCard since={heardAt} shutOut={view.shutOut !== null} />
				{calls.length > 0 && heardAt !== null && (
					<>
						<p className="old-calls">
							<History aria-hidden="true" />
							<strong>{say('stale.calls', { time: dates.time(heardAt) })}</strong>
							<span>{minutes < 2 ? say('stale.callsSoon') : say('stale.callsAge', { minutes })}</span>
						</p>
						<LastCalls calls={calls} plan={plan} old />
					</>
				)}
			</>
		);
	}
}
