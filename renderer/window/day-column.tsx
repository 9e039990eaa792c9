/** Right: this window's own day, what was put aside here, what to look at, the devices. */
import { ArrowLeftRight, Check, CloudOff, FileClock, Info, MessageSquareText, Plug, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { DeskDay } from '../../domain/contracts/desk-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { WindowView } from '../../domain/views/window-view.ts';
import { useDeadlineLines } from '../staff/deadline-lines.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { ComplaintKey } from './complaint-key.tsx';
import { visitName, windowNumber } from './names.ts';
import type { Note } from './notes.ts';

export function DayColumn(props: {
	view: WindowView;
	state: HallDay;
	/** This seat, for its devices. */
	station: string;
	notes: Note[];
	/** Deadlines and reviews; `null` = not heard yet. */
	deskDay: DeskDay | null;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	/** Platform time, ms. */
	now: number;
	/** Why a held ticket cannot come back now, by ticket and place; absent = it can. */
	whyNotReturn: (ticket: string, to: 'window' | 'queue') => string | null;
	onReturn: (ticket: string, to: 'window' | 'queue') => void;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const { plan, catalogue, state, deskDay } = props;
	const inDeadlines = useWords('deadlines');
	const deadlines = useDeadlineLines('own')(deskDay);
	const { today, held } = props.view;
	const { last } = today;
	const lastTicket = last && state.tickets[last.number];
	const devices = Object.entries(state.stations[props.station]?.devices ?? {});
	return (
		<>
			<section className="card">
				<h2>{say('day.title')}</h2>
				<dl className="figures">
					<Figure value={today.done} name={say('day.done')} />
					<Figure value={today.meanMinutes === null ? '—' : Math.round(today.meanMinutes)} name={say('day.mean')} />
					<Figure value={props.view.people} name={say('day.waiting')} />
					<Figure value={today.noShow} name={say('day.missed')} />
				</dl>
				{last ? (
					<Line
						icon={<Check aria-hidden="true" size={20} />}
						tone="ok"
						first={say('day.last', {
							ticket: last.number,
							items: lastTicket ? visitName(lastTicket.visit, catalogue, plan, inWords).name : say('chip.offline'),
						})}
					>
						{last.startedAt === null
							? say('day.lastDone', { done: dates.time(last.finishedAt) })
							: say('day.lastTimes', {
									started: dates.time(last.startedAt),
									done: dates.time(last.finishedAt),
									minutes: Math.round((last.finishedAt - last.startedAt) / 60_000),
								})}
					</Line>
				) : (
					<p className="column-empty">{say('day.lastNone')}</p>
				)}
				{deskDay && (
					<Line
						icon={<MessageSquareText aria-hidden="true" size={20} />}
						tone="tide"
						first={
							deskDay.reviews
								? inDeadlines('reviews.line', { ...deskDay.reviews, good: Math.round(deskDay.reviews.good * 100) })
								: inDeadlines('reviews.few')
						}
					>
						{deskDay.reviews ? inDeadlines('reviews.hint') : ''}
					</Line>
				)}
			</section>
			<ComplaintKey station={props.station} plan={plan} ticket={props.view.number} />
			{held.length > 0 && (
				<section className="card">
					<h2>{say('held.title')}</h2>
					<ul>
						{held.map(({ number, at, reason, until, from }) => (
							<li key={number} className="held">
								<div>
									<strong>{number}</strong>
									<p className="hint">
										{from === null
											? say('held.line', { time: dates.time(at), reason })
											: say('held.cameBack', { time: dates.time(at), window: windowNumber(from, plan) })}
									</p>
									{until !== null && (
										<p className="hint" data-over={until <= props.now} role={until <= props.now ? 'status' : undefined}>
											{say(until <= props.now ? 'held.over' : 'held.until', { time: dates.time(until) })}
										</p>
									)}
								</div>
								<div className="held-keys">
									{(['window', 'queue'] as const).map((to) => {
										const why = props.whyNotReturn(number, to);
										const words = say(to === 'window' ? 'held.return' : 'held.returnQueue');
										return (
											<button
												key={to}
												type="button"
												className="outlined"
												aria-disabled={why !== null}
												aria-label={`${number} ${words}${why ? `（${why}）` : ''}`}
												title={why ?? undefined}
												onClick={() => props.onReturn(number, to)}
											>
												{words}
											</button>
										);
									})}
								</div>
							</li>
						))}
					</ul>
				</section>
			)}
			<section className="card">
				<h2>{say('notes.title')}</h2>
				{props.notes.length + deadlines.length === 0 && <p className="column-empty">{say('notes.none')}</p>}
				{deadlines.map(({ key, tone, what, why }) => (
					<Line key={key} icon={<FileClock aria-hidden="true" size={20} />} tone={tone} first={what}>
						{why}
					</Line>
				))}
				{props.notes.map((note) => (
					<Line
						key={note.code + String(note.params.ticket ?? note.params.queue ?? '')}
						icon={icons[note.code]}
						tone={note.tone}
						first={say(`notes.${note.code}`, noteParams(note))}
					>
						{say(`notes.${note.code}Hint`, note.params)}
					</Line>
				))}
			</section>
			<section className="card">
				<h2>{say('devices.title')}</h2>
				{devices.length === 0 && <p className="column-empty">{say('notes.devicesNone')}</p>}
				{devices.map(([id, device]) => (
					<Line
						key={id}
						icon={<Plug aria-hidden="true" size={20} />}
						tone={device.state === 'ready' ? 'ok' : 'wait'}
						first={`${say(`devices.${device.deviceKind}`)} ${say(`devices.${device.state}`)}`}
					>
						{say('devices.since', { time: dates.time(device.since) })}
					</Line>
				))}
			</section>
		</>
	);

	function noteParams(note: Note) {
		const queue = plan.queues.find((one) => one.id === note.params.queue);
		return queue ? { ...note.params, queue: inWords(queue.name) } : note.params;
	}
}

const icons: Record<Note['code'], ReactNode> = {
	overTarget: <ArrowLeftRight aria-hidden="true" size={20} />,
	conflict: <TriangleAlert aria-hidden="true" size={20} />,
	owed: <CloudOff aria-hidden="true" size={20} />,
	offlineTicket: <Info aria-hidden="true" size={20} />,
};

function Figure({ value, name }: { value: number | string; name: string }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</div>
	);
}

function Line({
	icon,
	tone,
	first,
	children,
}: {
	icon: ReactNode;
	tone: 'ok' | 'wait' | 'tide' | 'alarm';
	first: string;
	children: ReactNode;
}) {
	return (
		<div className="column-line" data-tone={tone}>
			{icon}
			<div>
				<p>{first}</p>
				{children && <p className="hint">{children}</p>}
			</div>
		</div>
	);
}
