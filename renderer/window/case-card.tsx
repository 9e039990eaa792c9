/** Middle, when a ticket stands at this window: called and awaited, or in service. */
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Ticket, TicketLife } from '../../domain/contracts/state.ts';
import type { ShownApplication } from '../../domain/views/application-view.ts';
import { Chip } from '../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import type { Availability } from './availability.ts';
import { Facts } from './facts.tsx';
import { ItemsTable } from './items-table.tsx';
import { groupName, queueName, usualMinutes, visitName } from './names.ts';
import { identityKey } from './next-card.tsx';
import { PrimaryButton } from './primary-button.tsx';
import { TicketChips } from './queue-list.tsx';
import { chipsInHand, minutesSince } from './queue-rows.ts';
import { useReason } from './use-reason.ts';
import { useWhy } from './use-why.ts';

type AtWindow = Extract<TicketLife, { stage: 'called' | 'serving' }>;

/** `754 s` → `12:34`. */
export function clockText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

export function CaseCard(props: {
	ticket: Ticket;
	life: AtWindow;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	/** Platform time, ms. */
	now: number;
	/** What the citizen handed in for this number, and how far it is. */
	applications: readonly ShownApplication[];
	available: { start: Availability; finish: Availability; recall: Availability };
	busy: boolean;
	onStart: () => void;
	onFinish: () => void;
}) {
	const say = useWords('window');
	const sayOf = useWords('applications');
	const inWords = useSay();
	const dates = useDates();
	const reason = useReason();
	const why = useWhy();
	const { ticket, life, plan, catalogue, now } = props;
	const what = visitName(ticket.visit, catalogue, plan, inWords);
	const group = groupName(ticket.visit, plan, inWords);
	const serving = life.stage === 'serving';
	const since = serving ? life.since : life.at;
	const usual = usualMinutes(ticket.visit, catalogue, plan);
	const over = serving && usual !== null ? minutesSince(life.since, now) - usual : 0;
	const queue = plan.queues.find((one) => one.id === ticket.queue);
	const waitedUntil = serving ? (life.calledAt ?? life.since) : life.at;

	return (
		<>
			<div className="case-head">
				<p className="number-case" data-stage={life.stage}>
					{ticket.number}
				</p>
				<div className="case-what">
					<h2>{what.count > 1 ? say('case.itemsCount', { theme: what.name, count: what.count }) : what.name}</h2>
					<p className="case-line">
						{ticket.visit.channel === 'card' && <Chip tone="ok">{say('chip.verified')}</Chip>}
						<TicketChips chips={chipsInHand(ticket)} />
						{group && <Chip tone="tide">{group}</Chip>}
						<span>{say(serving ? 'case.serving' : 'case.called')}</span>
					</p>
				</div>
				<div className="case-timer">
					<p className="timer" data-over={over > 0}>
						{clockText(now - since)}
					</p>
					<p className="hint" data-over={over > 0}>
						{serving ? usualText() : say('case.calledAt', { time: dates.time(life.at) })}
					</p>
				</div>
			</div>
			<ol className="steps">
				<li data-state={serving ? 'done' : 'now'}>{say('case.stepCalled')}</li>
				<li data-state={serving ? 'now' : 'to-come'} aria-current={serving ? 'step' : undefined}>
					{say('case.stepServing')}
				</li>
				<li data-state="to-come">{say('case.stepDone')}</li>
			</ol>
			<div className="case-body">
				<Facts
					lines={[
						{ name: say('case.queue'), value: `${ticket.queue} ${queueName(ticket.queue, plan, inWords)}` },
						{
							name: say('case.waited'),
							value: say('case.waitedValue', { minutes: minutesSince(ticket.queuedAt, waitedUntil), time: dates.time(ticket.queuedAt) }),
						},
						{ name: say('case.identity'), value: say(identityKey(ticket.visit.channel)) },
						{ name: say('case.why'), value: life.stage === 'called' ? reason(life.reason) : null },
						{ name: say('case.recalls'), value: life.stage === 'called' ? recallText(life.recalls) : null },
						{
							name: say('case.ifMissed'),
							value:
								life.stage !== 'called'
									? null
									: queue?.requeueAfter && ticket.requeues < queue.maxRequeue
										? say('case.ifMissedRequeue', { places: queue.requeueAfter })
										: say('case.ifMissedEnds'),
						},
						...props.applications.map(applicationLine),
						{ name: say('chip.offline'), value: ticket.origin === 'offline' ? say('case.offline') : null },
					]}
				/>
				<ItemsTable visit={ticket.visit} catalogue={catalogue} />
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say(serving ? 'case.finish' : 'case.start', { ticket: ticket.number })}
					shortcut={serving ? 'F3' : 'F2'}
					availability={serving ? props.available.finish : props.available.start}
					busy={props.busy}
					press={serving ? props.onFinish : props.onStart}
				/>
			</div>
		</>
	);

	function applicationLine(one: ShownApplication) {
		const time = dates.time(one.at);
		const value =
			one.stage === 'submitted'
				? sayOf('window.submitted', { number: one.number, time, attachments: one.attachments })
				: sayOf('window.handed-in', { number: one.number, station: one.station, time, attachments: one.attachments });
		return { name: sayOf('window.title'), value, key: one.ref };
	}
	function usualText(): string {
		if (usual === null) return '';
		return over > 0 ? say('case.longer', { minutes: over }) : say('case.usual', { minutes: usual });
	}
	function recallText(recalls: number): string {
		const now = why(props.available.recall) ?? say('case.recallNow');
		return say('case.recallsValue', { times: recalls + 1 }) + say('queue.comma') + now;
	}
}
