/** One case in full, and every step a clerk or a department may say of it. Each press is one report: it is kept at once, and never refused. */

import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { localStamp } from '../../../domain/business-day.ts';
import { clocksOf, nearestClock } from '../../../domain/cases/case-clock.ts';
import type { CaseState } from '../../../domain/cases/case-state.ts';
import { hasEnded } from '../../../domain/cases/evolve-case.ts';
import { type CaseStep, pauseReasons } from '../../../domain/contracts/cases.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { staffId } from '../../../domain/contracts/identity.ts';
import type { WorkCalendar } from '../../../domain/working-time/calendar.ts';
import { Chip } from '../../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { windowNumber } from '../names.ts';
import { ToldStrip } from '../told-strip.tsx';
import { useAsks } from '../use-asks.ts';
import type { DeskSeat } from '../use-desk.ts';
import { CourierAddress } from './courier-address.tsx';
import { useDays } from './decision-card.tsx';
import { Row } from './detail-row.tsx';

export function CaseDetail(props: {
	seat: DeskSeat;
	plan: HallPlan;
	calendar: WorkCalendar;
	now: number;
	state: CaseState;
	/** Today. */
	day: string;
	what: string;
	book: CatalogueBook | null;
	/** Slip printer of this station; `null` = it has none. */
	printer: string | null;
	itemName: (code: string) => string;
	materialName: (code: string) => string;
	/** The number in service at this window; `null` = none. */
	ticket: string | null;
	onDone: () => void;
	/** The case goes on with the number in service: back to the window. */
	onGoOn: () => void;
}) {
	const { seat, plan, calendar, now, state, book, itemName, materialName, onDone } = props;
	const say = useWords('cases');
	const inWindow = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const days = useDays();
	const asks = useAsks(seat.station);
	const [sure, setSure] = useState(false);
	const [to, setTo] = useState('');
	const [reason, setReason] = useState<(typeof pauseReasons)[number]>('supplement');
	const ended = hasEnded(state);
	const clocks = clocksOf(state, calendar, now);
	const nearest = nearestClock(clocks, state.results);
	const when = (at: number) => `${dates.day(at)} ${dates.time(at)}`;
	const windowName = (id: string | null) => (id === null ? '' : inWindow('windowName', { number: windowNumber(id, plan) }));
	const envelope = {
		printer: props.printer,
		hallName: inWords(plan.name),
		windowName: windowName(seat.window),
		staffName: say('slip.staff', { staff: seat.staff }),
		at: () => localStamp(props.now, plan.timezone),
	};
	const pause = state.pauses.find((each) => each.to === null);
	const deptName = (code: string) => {
		const dept = book?.departments.find((each) => each.code === code);
		return dept ? inWords(dept.name) : code;
	};
	const taskName = (id: string) => {
		const step = book?.themes.find(({ code }) => code === state.theme)?.process.steps.find((each) => each.id === id);
		return step ? inWords(step.name) : itemName(id);
	};
	const about = (code: string | null) =>
		code === null ? '' : code.startsWith('M-') ? materialName(code) : /-\d/.test(code) ? itemName(code) : taskName(code);

	function tell(name: string, ...steps: CaseStep[]) {
		const body = { case: state.ref, steps, ...(seat.window ? { window: seat.window } : {}) };
		void asks.report(name, 'report-case', body).then((kept) => kept && onDone());
	}
	function goOn(ticket: string) {
		const body = { case: state.ref, steps: [{ do: 'identify' as const, how: 'sight' as const, same: null }], window: seat.window, ticket };
		void asks.report(say('detail.goOn', { ticket }), 'report-case', body).then((kept) => kept && props.onGoOn());
	}
	const key = (name: string, press: () => void, label = name) => (
		<button type="button" className="outlined" aria-label={label} aria-disabled={asks.busy !== null} onClick={press}>
			{name}
		</button>
	);

	return (
		<>
			{asks.told && <ToldStrip told={asks.told} onForget={asks.forget} />}
			<div className="detail-head">
				<h2>{state.number}</h2>
				<Chip tone={ended ? 'quiet' : 'tide'}>{say(`list.stages.${state.stage}`)}</Chip>
				{nearest && !ended && nearest.card !== 'none' && (
					<Chip tone={nearest.card === 'red' ? 'alarm' : 'wait'}>{say(`list.cards.${nearest.card}`)}</Chip>
				)}
				{pause && <Chip tone="quiet">{say('list.paused')}</Chip>}
			</div>
			<p className="detail-what">{props.what}</p>
			<p className="hint">
				{[
					state.begun &&
						say('detail.begun', { time: when(state.begun.at), window: windowName(state.begun.window), staff: state.begun.staff ?? '—' }),
					state.accepted && say('detail.accepted', { time: when(state.accepted.at), staff: state.accepted.staff ?? '—' }),
					state.refused && say('detail.refused', { time: when(state.refused.at), reason: say(`refuse.reasons.${state.refused.reason}`) }),
					state.withdrawn && say('detail.withdrawn', { time: when(state.withdrawn.at) }),
					state.proxy &&
						say('proxy.known', {
							authorisation: say(`proxy.authorisations.${state.proxy.authorisation}`),
							check: say(`proxy.checks.${state.proxy.check}`),
						}),
				]
					.filter(Boolean)
					.join(' · ')}
			</p>
			{props.ticket !== null && state.stage === 'begun' && (
				<div className="detail-go-on">{key(say('detail.goOn', { ticket: props.ticket }), () => goOn(props.ticket ?? ''))}</div>
			)}
			{state.flags.length > 0 && (
				<Part title={say('detail.flags')}>
					{state.flags.map((flag) => (
						<Row
							key={`${flag.code}/${flag.about}`}
							name={say(`flags.${flag.code}`, { other: windowName(flag.otherWindow), about: about(flag.about) })}
							value={flag.settled ? say('detail.settled', { time: when(flag.settled.at), staff: flag.settled.staff ?? '—' }) : ''}
							tone={flag.settled ? undefined : 'wait'}
						>
							{!flag.settled &&
								key(say('detail.settle'), () => tell(say('detail.settle'), { do: 'settle', flag: flag.code, decision: 'as-it-stands' }))}
						</Row>
					))}
				</Part>
			)}
			{nearest && (
				<Part title={say('detail.clock')}>
					<Row
						name={
							// How much was used says nothing once the day is over.
							say(nearest.card === 'red' && !ended ? 'detail.clockOver' : 'detail.clockValue', {
								...{ day: days.day(nearest.due), percent: Math.round(nearest.used * 100) },
							})
						}
						value={pause ? say('detail.pausedSince', { time: when(pause.from), reason: say(`detail.pauses.${pause.reason}`) }) : ''}
						tone={nearest.card === 'none' ? undefined : 'wait'}
					>
						{!ended && pause && key(say('detail.resume'), () => tell(say('detail.resume'), { do: 'resume' }))}
						{!ended && !pause && (
							<>
								<Select
									aria-label={say('detail.pause')}
									value={reason}
									onChange={setReason}
									options={pauseReasons.map((value) => ({ value, label: say(`detail.pauses.${value}`) }))}
								/>
								{key(say('detail.pause'), () => tell(say('detail.pause'), { do: 'pause', reason }))}
							</>
						)}
					</Row>
					{!nearest.sure && <li className="hint">{say('decision.unsure')}</li>}
				</Part>
			)}
			{state.materials.some(({ mark }) => mark === 'deferred') && (
				<Part title={say('detail.materials')}>
					{state.materials
						.filter(({ mark }) => mark === 'deferred')
						.map(({ material, by, brought, reminded }) => (
							<Row
								key={material}
								name={materialName(material)}
								value={[
									brought
										? say('detail.broughtAt', { time: when(brought.at) })
										: by && say(by < props.day ? 'detail.overdue' : 'detail.until', { day: days.day(by) }),
									...reminded.map(({ at }) => say('detail.remindedAt', { time: when(at) })),
								]
									.filter(Boolean)
									.join(' · ')}
								tone={brought ? undefined : 'wait'}
							>
								{!brought && (
									<>
										{key(
											say('detail.bring'),
											() => tell(say('detail.bring'), { do: 'bring', material }),
											`${say('detail.bring')} ${materialName(material)}`,
										)}
										{key(say('detail.remind'), () => tell(say('detail.remind'), { do: 'remind', material, by: 'phone' }))}
									</>
								)}
							</Row>
						))}
				</Part>
			)}
			{state.tasks.length > 0 && (
				<Part title={say('detail.tasks')}>
					{state.tasks.map(({ id, dept, stage, last }) => (
						<Row
							key={id}
							name={say('detail.taskBy', { dept: deptName(dept), task: taskName(id) })}
							value={`${say(`detail.taskStages.${stage}`)}${last ? ` ${when(last.at)} ${last.staff ?? ''}` : ''}`}
						>
							{!ended && (stage === 'open' || stage === 'begun') && (
								<>
									{stage === 'open' &&
										key(
											say('detail.begin'),
											() => tell(say('detail.begin'), { do: 'task', task: id, state: 'begun' }),
											`${say('detail.begin')} ${taskName(id)}`,
										)}
									{key(
										say('detail.agree'),
										() => tell(say('detail.agree'), { do: 'task', task: id, state: 'agreed' }),
										`${say('detail.agree')} ${taskName(id)}`,
									)}
									{key(
										say('detail.disagree'),
										() => tell(say('detail.disagree'), { do: 'task', task: id, state: 'not-agreed' }),
										`${say('detail.disagree')} ${taskName(id)}`,
									)}
								</>
							)}
						</Row>
					))}
				</Part>
			)}
			{state.accepted && (
				<Part title={say('detail.results')}>
					{!ended && <Row name={say('decision.delivery')} value={say(`delivery.${state.accepted.delivery}`)} />}
					{state.accepted.delivery === 'courier' && !ended && (
						<CourierAddress station={seat.station} state={state} day={props.day} envelope={envelope} />
					)}
					{state.accepted.items.map(({ item, ...promised }) => {
						// The day of the receipt, with the time that the clock stood still added.
						const due = clocks.find((clock) => clock.item === item)?.due ?? promised.due;
						const result = state.results[item];
						const handed = state.deliveries[item];
						return (
							<Row
								key={item}
								name={itemName(item)}
								value={[
									result ? `${say(`detail.outcomes.${result.outcome}`)} ${when(result.at)}` : `${say('list.due')} ${days.day(due)}`,
									handed && say('detail.delivered', { time: when(handed.at), way: say(`delivery.${handed.way}`) }),
								]
									.filter(Boolean)
									.join(' · ')}
							>
								{!result && !state.withdrawn && (
									<>
										{key(
											say('detail.grant'),
											() => tell(say('detail.grant'), { do: 'result', item, outcome: 'granted' }),
											`${say('detail.grant')} ${itemName(item)}`,
										)}
										{key(
											say('detail.deny'),
											() => tell(say('detail.deny'), { do: 'result', item, outcome: 'not-granted' }),
											`${say('detail.deny')} ${itemName(item)}`,
										)}
									</>
								)}
								{result?.outcome === 'granted' &&
									!handed &&
									key(
										say('detail.deliver'),
										() => tell(say('detail.deliver'), { do: 'deliver', items: [item], way: state.accepted?.delivery ?? 'window' }),
										`${say('detail.deliver')} ${itemName(item)}`,
									)}
							</Row>
						);
					})}
				</Part>
			)}
			<Part title={say('detail.owner')}>
				<Row
					name={state.owner ? inWindow('staffNo', { staff: state.owner.staff }) : '—'}
					value={state.offered ? say('detail.offered', { staff: state.offered }) : ''}
				>
					{!ended && state.offered === seat.staff && key(say('detail.take'), () => tell(say('detail.take'), { do: 'take' }))}
					{!ended && state.owner?.staff === seat.staff && (
						<>
							<Input
								aria-label={say('detail.offerTo')}
								placeholder={say('detail.offerTo')}
								value={to}
								maxLength={8}
								onChange={(event) => setTo(event.target.value)}
							/>
							{key(say('detail.offer'), () => {
								if (staffId.safeParse(to.trim()).success) tell(say('detail.offer'), { do: 'offer', to: to.trim() });
							})}
						</>
					)}
				</Row>
			</Part>
			{!ended && (
				<div className="detail-foot">
					{sure && (
						<p role="status" className="hint">
							{say('detail.withdrawSure')}
						</p>
					)}
					{key(say('detail.withdraw'), () => (sure ? tell(say('detail.withdraw'), { do: 'withdraw', why: 'applicant' }) : setSure(true)))}
				</div>
			)}
		</>
	);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="detail-part" aria-label={title}>
			<h3>{title}</h3>
			<ul>{children}</ul>
		</section>
	);
}
