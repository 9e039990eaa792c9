/** The console of one window: queue, case, own day, key bar. Every press goes through `act`; nothing is decided here. */
import { useCallback, useEffect, useState } from 'react';
import { localStamp } from '../../domain/business-day.ts';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { isManual } from '../../domain/manual/manual-mode.ts';
import type { ReserveCode } from '../../domain/manual/reserve-code.ts';
import { applicationsOf } from '../../domain/views/application-view.ts';
import { useDevices } from '../engine/use-devices.ts';
import { useEngine, useEngineView, useNow } from '../engine/use-engine.tsx';
import { LinkChip } from '../staff/link-chip.tsx';
import { SignInChip } from '../staff/sign-in-chip.tsx';
import { TopBar } from '../staff/top-bar.tsx';
import { useDeskDay } from '../staff/use-desk-day.ts';
import { useCatalogueBook } from '../words/catalogue-book.ts';
import { useSay, useWords } from '../words/words.tsx';
import { type DeskAction, tryAsk } from './availability.ts';
import { CaseCard } from './case-card.tsx';
import { CaseView } from './cases/case-view.tsx';
import { DecisionCard } from './cases/decision-card.tsx';
import { FormPanel } from './cases/form-panel.tsx';
import { LastCaseCard } from './cases/last-case.tsx';
import { ProxyPanel } from './cases/proxy-panel.tsx';
import { RefusePanel } from './cases/refuse-panel.tsx';
import { type CasePanel, useCaseDesk } from './cases/use-case-desk.ts';
import { DayColumn } from './day-column.tsx';
import { DutyNotice } from './duty-notice.tsx';
import { KeyBar } from './key-bar.tsx';
import { isOurs, readPress, type WindowAction } from './keys.ts';
import { ManualCard } from './manual-card.tsx';
import { queueName } from './names.ts';
import { NextCard } from './next-card.tsx';
import { PaperCard } from './paper-card.tsx';
import { QueueList } from './queue-list.tsx';
import { type OpenPanel, SidePanel } from './side-panel.tsx';
import { ClosedCard, CutOffCard, NobodyCard, PausedCard } from './standing-card.tsx';
import { ToldStrip } from './told-strip.tsx';
import { useAsks } from './use-asks.ts';
import { type DeskSeat, useDesk } from './use-desk.ts';
import { useScans } from './use-scans.ts';
import { useWhy } from './use-why.ts';

export function Console(props: {
	seat: DeskSeat;
	plan: HallPlan;
	state: HallDay;
	catalogue: FaceCatalogue;
	devices: readonly DeviceDeclaration[];
	onCases: () => void;
	onSignedOut: () => void;
	onManual: (code?: ReserveCode) => void;
}) {
	const { seat, plan, state, catalogue } = props;
	const { window: windowId } = seat;
	const say = useWords('window');
	const byHand = useWords('manual');
	const inCases = useWords('cases');
	const inWords = useSay();
	const why = useWhy();
	const engine = useEngine();
	const view = useEngineView();
	const now = useNow();
	const asks = useAsks(seat.station);
	const [panel, setPanel] = useState<OpenPanel | null>(null);
	const scan = useScans(seat.station, plan.code, props.onManual, (code) => setPanel({ kind: 'draft', code }));
	const [pressed, setPressed] = useState<WindowAction | null>(null);
	const { desk, shown, rows, handRows, available, notes } = useDesk(seat, view, plan, state, now);

	const here = state.windows[windowId];
	const windowPlan = plan.windows.find((one) => one.id === windowId);
	const windowNumber = windowPlan?.number ?? windowId;
	const paused = here?.stage === 'paused';
	const ticket = shown?.ticket ?? null;
	const atWindow = ticket && (ticket.life.stage === 'called' || ticket.life.stage === 'serving') ? { ticket, life: ticket.life } : null;
	const number = shown?.number ?? null;
	/** Served from paper: in hand, but its issue has not reached this machine. */
	const onPaper = number !== null && ticket === null;
	const busy = asks.busy !== null;
	const cutOff = view.link === 'down';
	const duty = here?.duty ?? [];
	/** Nobody is left whom the machine could call. */
	const allManual = duty.length > 0 && duty.every((queue) => isManual(state, queue));
	const close = useCallback(() => setPanel(null), []);
	const { book } = useCatalogueBook();
	const deskDay = useDeskDay(seat.station, view.link);
	const [casePanel, setCasePanel] = useState<CasePanel | null>(null);
	const cases = useCaseDesk({
		...{ seat, hall: plan, state, ticket, book, asks, now: () => engine.now() },
		...{ devices: useDevices(props.devices), linkUp: !cutOff, open: setCasePanel },
	});
	const closeCase = useCallback(() => setCasePanel(null), []);

	/** A panel closes when its ask was done; a refusal stays beside it. */
	const closeWhen = (done: Promise<boolean>) => void done.then((was) => was && setPanel(null));

	const act = useCallback(
		(action: DeskAction) => {
			const shown: WindowAction = action === 'resume' || action === 'open' || action === 'close' ? 'pause' : action;
			if (!available[action].can) return setPressed(shown);
			setPressed(null);
			const name = say(`key.${action}`);
			const at = { window: windowId };
			switch (action) {
				case 'call-next':
				case 'recall':
				case 'no-show':
					return void asks.ask(name, action, at);
				case 'resume':
					return void asks.ask(name, 'resume-window', at);
				case 'open':
					return void asks.ask(name, 'open-window', at);
				case 'start':
				case 'finish': {
					if (number === null) return;
					if (action === 'finish') return void cases.finish(name, number).then((kept) => kept && setCasePanel(null));
					return void asks.report(name, 'start-service', { ...at, ticket: number });
				}
				case 'hold':
				case 'transfer':
					void cases.tellMarks();
					return setPanel({ kind: action });
				case 'pause':
				case 'close':
					return setPanel(action === 'close' ? { kind: 'close', signOut: false } : { kind: action });
			}
		},
		[available, asks, cases, number, say, windowId],
	);
	const pressKey = useCallback((action: WindowAction) => act(action === 'pause' && paused ? 'resume' : action), [act, paused]);
	const designate = useCallback(() => {
		if (available['call-next'].can) setPanel({ kind: 'designate', ticket: null });
		else setPressed('call-next');
	}, [available]);

	useEffect(() => {
		if (scan) setPanel({ kind: 'find', scan });
	}, [scan]);
	useEffect(() => {
		function onKey(event: KeyboardEvent) {
			if (isOurs(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) event.preventDefault();
			const target = event.target as HTMLElement | null;
			const typing = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio');
			const gesture = readPress({ ...pick(event), typing });
			const ofTheCase = !gesture && !typing && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat && !panel && !casePanel;
			const pressed = ofTheCase && cases.press(event.key);
			// The letter that opened a panel is not the first of what is written in it.
			if (gesture || pressed) event.preventDefault();
			if (!gesture) return;
			if (gesture.do === 'action') pressKey(gesture.action);
			else if (gesture.do === 'designate') designate();
			else if (gesture.do === 'find') setPanel({ kind: 'find' });
			else {
				setPanel(null);
				setCasePanel(null);
				setPressed(null);
				asks.forget();
			}
		}
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [asks.forget, casePanel, cases, designate, panel, pressKey]);

	async function leave(signOut: boolean) {
		const isOpen = here !== undefined && here.stage !== 'closed';
		if (isOpen && !cutOff && !(await asks.ask(say('key.close'), 'close-window', { window: windowId }))) return;
		setPanel(null);
		if (!signOut) return;
		await engine.signOut(seat.station);
		props.onSignedOut();
	}

	return (
		<>
			<TopBar
				title={say('windowName', { number: windowNumber })}
				note={windowPlan ? inWords(windowPlan.name) : undefined}
				about={
					<span className="top-chip">
						{say('duty', { queues: (here?.duty ?? []).map((id) => `${id} ${queueName(id, plan, inWords)}`).join(say('items.comma')) })}
					</span>
				}
				status={
					<>
						<SignInChip station={seat.station} />
						<LinkChip view={view} down={say('link.down')} />
					</>
				}
				tools={
					<>
						<button
							type="button"
							className="top-button"
							onClick={() => {
								// The page goes; what was marked is in the log then.
								void cases.tellMarks();
								props.onCases();
							}}
						>
							{inCases('keys.cases')}
						</button>
						<button type="button" className="top-button" onClick={() => props.onManual()}>
							{byHand('open')}
						</button>
						{here && here.stage !== 'closed' && (
							<button type="button" className="top-button" onClick={() => setPanel({ kind: 'close', signOut: false })}>
								{say('key.close')}
							</button>
						)}
					</>
				}
				staff={seat.staff}
				now={now}
				onSignOut={() => setPanel({ kind: 'close', signOut: true })}
			/>
			<main className="desk" data-serving={atWindow?.life.stage === 'serving' || onPaper}>
				<QueueList
					rows={[...rows, ...handRows]}
					plan={plan}
					catalogue={catalogue}
					duty={here?.duty ?? []}
					narrow={atWindow?.life.stage === 'serving' || onPaper}
					oldSince={cutOff ? view.linkSince + view.clockOffset : null}
					onFind={() => setPanel({ kind: 'find' })}
					onChoose={available['call-next'].can ? (chosen) => setPanel({ kind: 'designate', ticket: chosen }) : null}
				/>
				<section className="card case">
					{asks.told && <ToldStrip told={asks.told} onForget={asks.forget} />}
					<DutyNotice window={windowId} state={state} plan={plan} now={now} asks={asks} />
					{middle()}
				</section>
				<div className="column">
					{panel ? (
						<SidePanel
							panel={panel}
							desk={desk}
							rows={rows}
							number={windowNumber}
							catalogue={catalogue}
							ticket={atWindow?.ticket ?? null}
							inHand={number}
							windowOpen={here !== undefined && here.stage !== 'closed'}
							busy={busy}
							onClose={close}
							onOpen={setPanel}
							ask={(name, command, body) => closeWhen(asks.ask(name, command, body))}
							onServe={(served) =>
								void asks
									.report(say('find.serve', { number: served }), 'start-service', { window: windowId, ticket: served })
									.then((kept) => kept && setPanel(null))
							}
							onLeave={(signOut) => void leave(signOut)}
						/>
					) : cases.acceptance && atWindow && casePanel ? (
						caseSide(casePanel)
					) : cases.acceptance && atWindow ? (
						<DecisionCard
							acceptance={cases.acceptance}
							courier={cases.courier}
							ticket={atWindow.ticket.number}
							day={state.day}
							hall={plan}
							catalogue={catalogue}
							reminds={deskDay?.reminders != null}
							finish={available.finish}
							busy={busy}
							keys={cases.keys}
							onFinish={() => act('finish')}
						/>
					) : shown ? (
						<>
							{cases.last && <LastCaseCard last={cases.last} onAgain={cases.again} />}
							<DayColumn
								view={shown}
								state={state}
								station={seat.station}
								notes={notes}
								deskDay={deskDay}
								now={now}
								plan={plan}
								catalogue={catalogue}
								whyNotReturn={(held, to) => why(tryAsk(desk, 'return-ticket', { ticket: held, to }))}
								onReturn={(held, to) =>
									void asks.ask(say(to === 'window' ? 'held.return' : 'held.returnQueue'), 'return-ticket', { ticket: held, to })
								}
							/>
						</>
					) : null}
				</div>
			</main>
			<KeyBar
				available={available}
				paused={paused}
				twin={number !== null ? (atWindow?.life.stage === 'called' ? 'start' : 'finish') : paused ? 'pause' : 'call-next'}
				busy={asks.busy === null ? null : say(asks.slow ? 'bar.slow' : 'bar.busy')}
				pressed={pressed}
				press={pressKey}
			/>
		</>
	);

	function caseSide(open: CasePanel) {
		const ticketNumber = atWindow?.ticket.number ?? '';
		if (open === 'form') return <FormPanel look={cases.look} book={book} onClose={closeCase} />;
		if (open === 'refuse')
			return (
				<RefusePanel
					ticket={ticketNumber}
					busy={busy}
					onSubmit={(reason) => void cases.refuse(reason).then((kept) => kept && closeCase())}
					onClose={closeCase}
				/>
			);
		return (
			<ProxyPanel
				busy={busy}
				book={book}
				namesKnown={cases.namesKnown}
				now={localStamp(now, plan.timezone).slice(0, 16)}
				onSubmit={async (proxy, people) => {
					const kept = await cases.tellProxy(proxy, people);
					if (kept) closeCase();
					return kept;
				}}
				onClose={closeCase}
			/>
		);
	}
	function middle() {
		const common = { number: windowNumber, available, busy, run: act };
		if (atWindow?.life.stage === 'serving' && cases.acceptance)
			return (
				<CaseView
					{...{ ticket: atWindow.ticket, since: atWindow.life.since, now, plan, catalogue, acceptance: cases.acceptance }}
					{...{ fetched: cases.look.fetched, staff: seat.staff, card: cases.card, names: cases.names }}
				/>
			);
		if (atWindow) {
			return (
				<CaseCard
					applications={applicationsOf(state, atWindow.ticket.number)}
					{...atWindow}
					plan={plan}
					catalogue={catalogue}
					now={now}
					available={available}
					busy={busy}
					onStart={() => act('start')}
					onFinish={() => act('finish')}
				/>
			);
		}
		if (onPaper)
			return <PaperCard number={number} since={state.strays[number]?.since ?? null} now={now} busy={busy} onFinish={() => act('finish')} />;
		// Whether the window is open, and for whom, is the platform's word; whoever comes with a paper is served all the same.
		if (allManual && here?.stage !== 'paused')
			return <ManualCard queues={duty} onOpen={() => props.onManual()} onServe={() => setPanel({ kind: 'find' })} />;
		if (cutOff && here?.stage !== 'paused')
			return <CutOffCard since={view.linkSince + view.clockOffset} onServe={() => setPanel({ kind: 'find' })} />;
		if (!here || here.stage === 'closed' || state.stage !== 'open') return <ClosedCard {...common} day={state.stage} />;
		if (here.clerk !== seat.staff) return <ClosedCard {...common} day={state.stage} clerk={here.clerk} />;
		if (here.stage === 'paused') return <PausedCard {...common} paused={here} now={now} />;
		const [next, second] = rows;
		if (!next) return <NobodyCard {...common} />;
		return (
			<NextCard
				next={next}
				second={second ?? null}
				number={windowNumber}
				plan={plan}
				catalogue={catalogue}
				call={available['call-next']}
				busy={busy}
				onCall={() => act('call-next')}
				onDesignate={designate}
			/>
		);
	}
}

function pick({ key, shiftKey, ctrlKey, altKey, metaKey, repeat }: KeyboardEvent) {
	return { key, shiftKey, ctrlKey, altKey, metaKey, repeat };
}
