/** One seat at one window: let in, signed in, a day at hand; else a whole page that says what is missing and what to do. */
import { type ReactNode, useReducer, useState } from 'react';
import { usualIdle, type WindowPlan } from '../../domain/contracts/hall-plan.ts';
import type { ReserveCode } from '../../domain/manual/reserve-code.ts';
import { numberInHand } from '../../domain/views/number-in-hand.ts';
import type { ConnectedEngine } from '../engine/connected-engine.ts';
import { useEngine, useEngineView, useNow } from '../engine/use-engine.tsx';
import { IdleGuard } from '../staff/idle-guard.tsx';
import { LinkChip } from '../staff/link-chip.tsx';
import { ManualAlone, ManualPage } from '../staff/manual/manual-page.tsx';
import { ShutOutPage } from '../staff/shut-out-page.tsx';
import { SignIn } from '../staff/sign-in.tsx';
import { TopBar } from '../staff/top-bar.tsx';
import { WaitingForDay } from '../staff/waiting-for-day.tsx';
import { useSay, useWords } from '../words/words.tsx';
import { CasesPage } from './cases/cases-page.tsx';
import { Console } from './console.tsx';
import './cases/cases.css';
import './cases/cases-page.css';
import './window.css';
import './queue.css';
import './case.css';
import './day-column.css';
import './panel.css';
import './key-bar.css';

export function WindowFace({ config, face }: Pick<ConnectedEngine, 'config' | 'face'>) {
	const say = useWords('window');
	const away = useWords('staff');
	const byHand = useWords('manual');
	const inWords = useSay();
	/** Open, and with which paper in hand. */
	const [manual, setManual] = useState<{ code?: ReserveCode } | null>(null);
	const [cases, setCases] = useState(false);
	/** Signed out because nobody touched the seat: their desk is kept under the sign-in. */
	const [kept, setKept] = useState<string | null>(null);
	const engine = useEngine();
	const view = useEngineView();
	const now = useNow();
	const [, lookAgain] = useReducer((count: number) => count + 1, 0);
	const plan = view.plan ?? config.plan;
	const station = face.station ?? '';
	const windowId = plan.stations.find((one) => one.id === station)?.window;
	const windowPlan = plan.windows.find((one) => one.id === windowId);
	const number = windowPlan?.number ?? '—';
	const bar = (
		<TopBar
			title={windowPlan ? say('windowName', { number }) : say('face')}
			note={windowPlan ? inWords(windowPlan.name) : undefined}
			status={view.shutOut ? null : <LinkChip view={view} down={say('link.downSignIn')} />}
			staff={null}
			now={now}
		/>
	);

	if (view.shutOut) {
		return (
			<>
				{bar}
				<ShutOutPage code={view.shutOut} number={number} />
			</>
		);
	}
	if (!windowPlan || !windowId) {
		return (
			<>
				{bar}
				<main className="whole-page">
					<h2>{say('noWindow.title')}</h2>
					<p>{say('noWindow.what', { station })}</p>
					<p>{say('noWindow.todo')}</p>
				</main>
			</>
		);
	}
	const clerk = engine.signedIn(station);
	const who = clerk?.staff ?? kept;
	const signIn = (
		<>
			{bar}
			<SignIn
				station={station}
				title={say('signIn.title', { number })}
				note={kept === null ? undefined : away('idle.kept', { staff: kept })}
				onSignedIn={() => {
					if (engine.signedIn(station)?.staff !== kept) {
						setManual(null);
						setCases(false);
					}
					setKept(null);
					lookAgain();
				}}
			/>
		</>
	);
	if (who === null) return signIn;
	const idleAfter = (plan.idleSignOut ?? usualIdle).window;
	return (
		<IdleGuard
			key={who}
			staff={clerk ? clerk.staff : null}
			minutes={idleAfter}
			// Cut off, somebody might not get in again: the desk stays theirs until the hall system is back.
			busy={view.link === 'down' || (view.state !== null && numberInHand(view.state, windowId) !== null)}
			onIdle={() => {
				setKept(who);
				void engine.signOut(station, true);
			}}
			onTouch={() => void engine.touched(station)}
			cover={signIn}
		>
			{desk(who, windowId, windowPlan)}
		</IdleGuard>
	);

	function desk(staff: string, windowId: string, windowPlan: WindowPlan): ReactNode {
		if (!view.state) {
			return (
				<>
					{bar}
					<WaitingForDay alone={view.link === 'down' && <ManualAlone station={station} plan={plan} now={now} />} />
				</>
			);
		}
		if (manual) {
			return (
				<>
					<TopBar
						title={say('windowName', { number })}
						note={inWords(windowPlan.name)}
						status={<LinkChip view={view} down={say('link.down')} />}
						tools={
							<button type="button" className="top-button" onClick={() => setManual(null)}>
								{byHand('close')}
							</button>
						}
						staff={staff}
						now={now}
					/>
					<ManualPage
						station={station}
						plan={plan}
						catalogue={config.catalogue}
						state={view.state}
						now={now}
						window={windowId}
						code={manual.code}
					/>
				</>
			);
		}
		if (cases)
			return (
				<CasesPage
					seat={{ station, window: windowId, staff }}
					plan={plan}
					catalogue={config.catalogue}
					devices={config.devices}
					state={view.state}
					now={now}
					onClose={() => setCases(false)}
				/>
			);
		return (
			<Console
				onCases={() => setCases(true)}
				devices={config.devices}
				onManual={(code) => setManual({ code })}
				seat={{ station, window: windowId, staff: staff }}
				plan={plan}
				state={view.state}
				catalogue={config.catalogue}
				onSignedOut={lookAgain}
			/>
		);
	}
}
