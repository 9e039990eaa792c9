import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { instantOf } from '../../domain/business-day.ts';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import { usualIdle } from '../../domain/contracts/hall-plan.ts';
import { administratorRoles } from '../../domain/contracts/staff-roles.ts';
import { managerView } from '../../domain/views/manager-view.ts';
import type { SignedInPerson } from '../engine/contract.ts';
import { useEngine, useEngineView, useNow } from '../engine/use-engine.tsx';
import { IdleGuard } from '../staff/idle-guard.tsx';
import { LinkChip } from '../staff/link-chip.tsx';
import { ManualAlone, ManualPage } from '../staff/manual/manual-page.tsx';
import { ShutOutPage } from '../staff/shut-out-page.tsx';
import { SignIn } from '../staff/sign-in.tsx';
import { SignInChip } from '../staff/sign-in-chip.tsx';
import { TakeOverCard } from '../staff/take-over/take-over-card.tsx';
import { TermCard } from '../staff/take-over/term-card.tsx';
import { TopBar } from '../staff/top-bar.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { AlarmsCard } from './alarms/alarms-card.tsx';
import { DayKey } from './day-key.tsx';
import { DeadlinesCard } from './deadlines-card.tsx';
import { DeviceTable } from './device-table.tsx';
import { ManualKey } from './manual-key.tsx';
import { QuarantineCard } from './quarantine/quarantine-card.tsx';
import { ReconciliationPage } from './reconciliation/reconciliation-page.tsx';
import { CasesLine } from './reviews/cases-line.tsx';
import { ReviewsPage } from './reviews/reviews-page.tsx';
import { type ManagerTab, tabsOf } from './staff/tabs-of.ts';
import { LivePage } from './tide/live-page.tsx';
import { WeekPage } from './tide/week-page.tsx';
import { TodoList } from './todo-list.tsx';
import { useAsking } from './use-asking.ts';

// Its charts and replays are no part of the first page.
const HistoryArea = lazy(() => import('./history/history-area.tsx'));

const StaffPage = lazy(async () => ({ default: (await import('./staff/staff-page.tsx')).StaffPage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));
const EnrolmentPage = lazy(async () => ({ default: (await import('./enrolment/enrolment-page.tsx')).EnrolmentPage }));
const OwnAccountCard = lazy(async () => ({ default: (await import('./staff/own-account-card.tsx')).OwnAccountCard }));

/** `station`: the manager's seat. */
export function ManagerFace({ station, catalogue }: { station: string; catalogue: FaceCatalogue }) {
	const words = useWords('manager');
	const tide = useWords('tide-manager');
	const past = useWords('history');
	const people = useWords('staff');
	const audits = useWords('audit');
	const machines = useWords('enrolment');
	const alarms = useWords('alarms');
	const watching = (name: 'audit' | 'alarms') => (name === 'audit' ? audits('tab') : alarms('title'));
	const say = useSay();
	const dates = useDates();
	const engine = useEngine();
	const view = useEngineView();
	const now = useNow(1_000);
	const asking = useAsking(station);
	const [wantedTab, setTab] = useState<ManagerTab>('live');
	/** Signed out because nobody touched the seat: what they had open is kept under the sign-in. */
	const [kept, setKept] = useState<SignedInPerson | null>(null);
	const [chosen, setChosen] = useState<string | null>(null);
	const [beginManual, setBeginManual] = useState(false);
	const person = engine.signedIn(station);
	const who = person ?? kept;
	const tabs = tabsOf(who?.roles);
	/** An administrator at a manager's seat is called by what they are. */
	const administers = administratorRoles.find((role) => who?.roles?.includes(role));
	const tab = tabs.includes(wantedTab) ? wantedTab : (tabs[0] ?? 'account');
	const { plan, state } = view;
	// Waits change with the minute; who waits changes with the log.
	const halfMinute = Math.floor(now / 30_000) * 30_000;
	const seen = useMemo(() => (plan && state ? managerView(state, plan, Math.max(halfMinute, 0)) : null), [plan, state, halfMinute]);

	function openTab(name: ManagerTab, asking = false) {
		setBeginManual(asking);
		setTab(name);
	}
	function tabName(name: ManagerTab): string {
		if (name === 'week') return tide('tabs.week');
		if (name === 'history') return past('pages.history');
		if (name === 'machines') return machines('tab');
		if (name === 'audit' || name === 'alarms') return watching(name);
		return name === 'staff' ? people('tab') : name === 'account' ? people('tabAccount') : words(`tabs.${name}`);
	}
	const signIn = (
		<SignIn
			station={station}
			title={words('signIn')}
			note={kept === null ? undefined : people('idle.kept', { staff: kept.staff })}
			onSignedIn={() => setKept(null)}
		/>
	);
	if (view.shutOut)
		return (
			<>
				<TopBar title={words('title')} note={plan ? say(plan.name) : ''} status={null} staff={null} now={now} />
				<ShutOutPage code={view.shutOut} number={station} />
			</>
		);
	const age = view.heardAt === null ? null : Math.max(0, Math.floor((Date.now() - view.heardAt) / 1000));
	return (
		<>
			<TopBar
				title={administers ? people(`roles.${administers}`) : words('title')}
				note={plan ? say(plan.name) : ''}
				about={
					person && (
						<nav className="tabs">
							{tabs.map((name) => (
								<button key={name} type="button" aria-current={tab === name ? 'page' : undefined} onClick={() => openTab(name)}>
									{tabName(name)}
								</button>
							))}
						</nav>
					)
				}
				status={
					<>
						<SignInChip station={station} />
						<LinkChip view={view} down={words('link.down', { time: dates.time(view.heardAt ?? view.linkSince) })} />
						{/* Cut off, the link itself says of when this is. */}
						{view.link !== 'down' && <AgeOfData seconds={age} />}
					</>
				}
				staff={person?.staff ?? null}
				now={now}
				onSignOut={() => void engine.signOut(station)}
			/>
			{who === null ? (
				signIn
			) : (
				<IdleGuard
					key={who.staff}
					staff={person?.staff ?? null}
					minutes={(plan?.idleSignOut ?? usualIdle).manager}
					busy={view.link === 'down'}
					onIdle={() => {
						setKept(who);
						void engine.signOut(station, true);
					}}
					onTouch={() => void engine.touched(station)}
					cover={signIn}
				>
					{page(who)}
				</IdleGuard>
			)}
		</>
	);

	function page(of: SignedInPerson): ReactNode {
		return tab === 'account' ? (
			<Suspense fallback={null}>
				<main className="manager-main">
					<OwnAccountCard station={station} onClose={null} />
				</main>
			</Suspense>
		) : tab === 'staff' && plan ? (
			<Suspense fallback={<main className="manager-main">{words('loading')}</main>}>
				<StaffPage station={station} plan={plan} roles={of.roles ?? ['manager']} own={of.staff} />
			</Suspense>
		) : tab === 'machines' && plan ? (
			<Suspense fallback={<main className="manager-main">{words('loading')}</main>}>
				<EnrolmentPage station={station} plan={plan} />
			</Suspense>
		) : !plan || !state || !seen ? (
			<main className="manager-main" role="status">
				{words('loading')}
				<TakeOverCard station={station} now={Date.now()} />
				{plan && !state && view.link === 'down' && <ManualAlone station={station} plan={plan} now={now} />}
			</main>
		) : tab === 'audit' ? (
			<Suspense fallback={<main className="manager-main">{words('loading')}</main>}>
				<AuditPage station={station} plan={plan} today={state.day} />
			</Suspense>
		) : tab === 'alarms' ? (
			<main className="manager-main">
				<AlarmsCard station={station} plan={plan} always />
			</main>
		) : tab === 'reconciliation' ? (
			<ReconciliationPage station={station} plan={plan} today={state.day} />
		) : tab === 'reviews' ? (
			<ReviewsPage station={station} plan={plan} />
		) : tab === 'history' ? (
			<Suspense fallback={<main className="manager-main">{words('loading')}</main>}>
				<HistoryArea station={station} plan={plan} today={state.day} />
			</Suspense>
		) : tab === 'week' ? (
			<WeekPage station={station} plan={plan} today={state.day} />
		) : tab === 'manual' ? (
			<ManualPage station={station} plan={plan} catalogue={catalogue} state={state} now={now} asking={beginManual} />
		) : tab === 'devices' ? (
			<main className="manager-main">
				<DeviceTable devices={seen.devices} stations={plan.stations} seat={station} />
			</main>
		) : (
			<LivePage
				station={station}
				plan={plan}
				state={state}
				seen={seen}
				now={now}
				asking={asking}
				up={view.link !== 'down'}
				chosen={chosen}
				onChoose={setChosen}
				instantOf={(time) => instantOf(state.day, time, plan.timezone)}
				above={
					<>
						<AlarmsCard station={station} plan={plan} besideTodo only="now" />
						<TakeOverCard station={station} now={Date.now()} />
						<TermCard station={station} />
					</>
				}
				below={
					<>
						<CasesLine station={station} plan={plan} show={() => openTab('reviews')} />
						<AlarmsCard station={station} plan={plan} besideTodo only="soon" />
						<QuarantineCard station={station} plan={plan} />
						<DeadlinesCard station={station} link={view.link} />
						<TodoList
							view={seen}
							plan={plan}
							now={now}
							asking={asking}
							answerHelp={(place) => void engine.report(station, 'help-answered', { station: place })}
							showWindow={setChosen}
							showDevices={() => setTab('devices')}
						/>
					</>
				}
				keys={
					<>
						<ManualKey state={state} plan={plan} onOpen={() => openTab('manual', true)} />
						<DayKey state={state} waiting={seen.figures.waiting} asking={asking} cutOff={view.link === 'down'} />
					</>
				}
			/>
		);
	}
}

function AgeOfData({ seconds }: { seconds: number | null }) {
	const words = useWords('manager');
	const common = useWords('common');
	if (seconds === null) return null;
	const age = seconds < 60 ? common('age.seconds', { seconds }) : common('age.minutes', { minutes: Math.floor(seconds / 60) });
	return <span className="top-fact">{words('link.age', { age })}</span>;
}
