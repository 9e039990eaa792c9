import { Button, Input } from 'antd';
import { CircleAlert, CirclePause, HandHelping, Hourglass, MonitorCog, PlugZap, Printer, Users } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Conflict } from '../../domain/contracts/state.ts';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useSay, useWords } from '../words/words.tsx';
import { type Todo, todoList } from './todo.ts';
import type { Asking } from './use-asking.ts';
import { waitOf } from './waits-chart.tsx';

interface Deeds {
	asking: Asking;
	answerHelp: (station: string) => void;
	showWindow: (window: string) => void;
	showDevices: () => void;
}

/** What needs a person, each with the one key that solves it. */
export function TodoList({ view, plan, now, ...deeds }: { view: ManagerView; plan: HallPlan; now: number } & Deeds) {
	const words = useWords('manager');
	const list = todoList(view, now);
	return (
		<section className="card todo" aria-label={words('todo.title')}>
			<header>
				<h2>{words('todo.title')}</h2>
				{list.length > 0 && <small>{words('todo.count', { count: list.length })}</small>}
			</header>
			{list.length === 0 && <p className="nothing">{words('todo.empty')}</p>}
			<ul>
				{list.map((todo) => (
					<Row key={todo.key} todo={todo} plan={plan} view={view} now={now} {...deeds} />
				))}
			</ul>
		</section>
	);
}

function Row({ todo, plan, view, now, ...deeds }: { todo: Todo; plan: HallPlan; view: ManagerView; now: number } & Deeds) {
	const words = useWords('manager');
	const deviceWords = useWords('devices');
	const say = useSay();
	const place = (id: string) => {
		const station = plan.stations.find((each) => each.id === id);
		if (station?.role === 'terminal') return words('todo.where.terminal', { number: station.number ?? id });
		const window = plan.windows.find((each) => each.id === (station?.window ?? id));
		return window ? words('todo.where.window', { number: window.number }) : words('todo.where.other', { id });
	};
	switch (todo.kind) {
		case 'help': {
			const minutes = Math.max(0, Math.floor((now - todo.since) / 60_000));
			const age = words('tile.minutes', { minutes });
			return (
				<Line
					icon={<HandHelping />}
					urgent={now - todo.since > 60_000}
					what={words('todo.help.what', { place: place(todo.station) })}
					why={words('todo.help.why', { age })}
				>
					<Button onClick={() => deeds.answerHelp(todo.station)}>{words('todo.help.act')}</Button>
				</Line>
			);
		}
		case 'conflict':
			return <ConflictLine conflict={todo.conflict} place={place} asking={deeds.asking} />;
		case 'device':
			return (
				<Line
					icon={<PlugZap />}
					what={words('todo.device.what', {
						device: `${place(todo.device.station)} ${deviceWords(`kinds.${todo.device.deviceKind}`)}`,
						state: deviceWords(`states.${todo.device.state}`),
					})}
					why={deviceWords(`health.${todo.device.code}.text`, { defaultValue: todo.device.code })}
				>
					<Button onClick={deeds.showDevices}>{words('todo.device.act')}</Button>
				</Line>
			);
		case 'machine': {
			const { station, code, seconds } = todo.machine;
			const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
			const at = `todo.machine.${code === 'clock-wrong' && seconds < 0 ? 'clock-ahead' : code}`;
			return (
				<Line
					icon={<MonitorCog />}
					urgent={code === 'disk-stop' || code === 'journal-failed'}
					what={words(`${at}.what`, { place: place(station), minutes })}
					why={words(`${at}.why`)}
				/>
			);
		}
		case 'uncovered':
		case 'over': {
			const queue = todo.queue;
			const wait = waitOf(queue) ?? 0;
			const params = {
				queue: say(queue.name),
				count: queue.wait.people,
				minutes: wait,
				over: Math.round(wait - (queue.target ?? 0)),
				target: queue.target ?? 0,
			};
			const helper =
				view.windows.find((tile) => tile.capabilities.includes(queue.id) && !tile.duty.includes(queue.id)) ??
				view.windows.find((tile) => tile.duty.includes(queue.id));
			return (
				<Line icon={<Users />} what={words(`todo.${todo.kind}.what`, params)} why={words(`todo.${todo.kind}.why`, params)}>
					{helper && <Button onClick={() => deeds.showWindow(helper.id)}>{words(`todo.${todo.kind}.act`)}</Button>}
				</Line>
			);
		}
		case 'papers':
			return (
				<Line
					icon={<Printer />}
					what={words('todo.papers.what', { count: todo.tickets.length })}
					why={words('todo.papers.why', { tickets: todo.tickets.slice(0, 12).join(words('todo.papers.between')) })}
				/>
			);
		case 'held':
			return (
				<Line
					icon={<CirclePause />}
					what={words('todo.held.what', { ticket: todo.held.ticket, place: place(todo.held.window) })}
					why={words('todo.held.why', { minutes: Math.floor((now - todo.held.since) / 60_000) })}
				>
					<Button
						disabled={deeds.asking.busy}
						onClick={() => void deeds.asking.ask('return-ticket', { ticket: todo.held.ticket, to: 'queue' })}
					>
						{words('todo.held.act')}
					</Button>
				</Line>
			);
		case 'long': {
			const tile = todo.tile;
			return (
				<Line
					icon={<Hourglass />}
					what={words('todo.long.what', { number: tile.number, ticket: tile.ticket ?? '', minutes: Math.floor(tile.minutes ?? 0) })}
					why={words('todo.long.why', { usual: tile.usualMinutes ?? 0 })}
				>
					<Button onClick={() => deeds.showWindow(tile.id)}>{words('todo.long.act')}</Button>
				</Line>
			);
		}
	}
}

function Line({
	icon,
	what,
	why,
	urgent,
	children,
}: {
	icon: ReactNode;
	what: string;
	why: string;
	urgent?: boolean;
	children?: ReactNode;
}) {
	return (
		<li className="todo-line" data-urgent={urgent ?? false}>
			<span aria-hidden="true">{icon}</span>
			<div>
				<strong>{what}</strong>
				<p>{why}</p>
			</div>
			{children}
		</li>
	);
}

function ConflictLine({
	conflict,
	place,
	asking,
}: {
	conflict: ManagerView['conflicts'][number];
	place: (id: string) => string;
	asking: Asking;
}) {
	const words = useWords('manager');
	const field = useId();
	const [decision, setDecision] = useState<string | null>(null);
	const what = words(`conflicts.${conflict.kind}`, {
		ticket: conflict.ticket ?? '',
		window: conflict.window ? place(conflict.window) : '',
		otherWindow: conflict.otherWindow ? place(conflict.otherWindow) : '',
		staff: conflict.claims ?? '',
		detail: conflict.kind === 'case-accepted-twice' ? conflict.detail : '',
		what: conflict.kind === 'lost-with-platform' ? words(`conflicts.lostWhat.${conflict.detail}`) : '',
		station: '',
	});
	if (decision === null) {
		return (
			<Line icon={<CircleAlert />} urgent what={what} why={words(whyOf(conflict))}>
				<Button onClick={() => setDecision('')}>{words('todo.conflict.act')}</Button>
			</Line>
		);
	}
	return (
		<li className="todo-line todo-deciding">
			<label htmlFor={field}>
				<strong>{what}</strong>
				<span>{words('todo.conflict.label')}</span>
				<Input id={field} maxLength={200} value={decision} onChange={(event) => setDecision(event.target.value)} />
			</label>
			<Button onClick={() => setDecision(null)}>{words('todo.conflict.cancel')}</Button>
			<Button
				type="primary"
				disabled={decision.trim() === '' || asking.busy}
				onClick={() =>
					void asking
						.ask('settle-conflict', { conflict: conflict.conflict, decision: decision.trim() })
						.then((done) => done && setDecision(null))
				}
			>
				{words('todo.conflict.save')}
			</Button>
		</li>
	);
}

/** Key of the words that say what to look at. */
function whyOf({ kind, detail }: Conflict): string {
	if (kind === 'report-under-expired-sign-in') return `conflicts.whySignIn.${detail}`;
	return kind === 'manual-entry-doubtful' ? `conflicts.whyEntry.${detail}` : 'conflicts.why';
}
