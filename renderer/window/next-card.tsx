/** Middle, when the window is free: the next number, huge, and why it is this one. */
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { Chip } from '../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import type { Availability } from './availability.ts';
import { Facts } from './facts.tsx';
import { KeyCap } from './key-cap.tsx';
import { groupName, queueName, visitName } from './names.ts';
import { PrimaryButton } from './primary-button.tsx';
import { TicketChips } from './queue-list.tsx';
import type { QueueRow } from './queue-rows.ts';
import { useReason } from './use-reason.ts';

export function NextCard(props: {
	next: QueueRow;
	/** Who would be next without the first one, for the sentence “otherwise”. */
	second: QueueRow | null;
	number: string;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	call: Availability;
	busy: boolean;
	onCall: () => void;
	onDesignate: () => void;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const reason = useReason();
	const { next, plan, catalogue } = props;
	const { ticket } = next;
	const what = visitName(ticket.visit, catalogue, plan, inWords);
	const group = groupName(ticket.visit, plan, inWords);
	return (
		<>
			<div className="case-body">
				<p className="case-line">
					{say('next.title')} <TicketChips chips={next.chips} /> {group && <Chip tone="tide">{group}</Chip>}
				</p>
				<p className="number-next">{ticket.number}</p>
				<Facts
					lines={[
						{
							name: say('next.todo'),
							value: what.count > 1 ? say('case.itemsCount', { theme: what.name, count: what.count }) : what.name,
							strong: true,
						},
						{
							name: say('next.waited'),
							value: say('next.waitedValue', { minutes: next.waitedMinutes, time: dates.time(ticket.queuedAt) }),
						},
						{ name: say('next.queue'), value: `${ticket.queue} ${queueName(ticket.queue, plan, inWords)}` },
						{ name: say('next.identity'), value: say(identityKey(ticket.visit.channel)) },
						{
							name: say('next.why'),
							value: (
								<>
									{reason(next.reason)}
									{next.reason.code === 'reservation-due' && props.second && (
										<> {say('next.otherwise', { ticket: props.second.ticket.number })}</>
									)}
								</>
							),
						},
					]}
				/>
			</div>
			<div className="case-foot">
				<PrimaryButton
					words={say('next.call', { ticket: ticket.number, number: props.number })}
					shortcut="F1"
					availability={props.call}
					busy={props.busy}
					press={props.onCall}
				/>
				<div className="case-more">
					<button type="button" className="outlined" aria-keyshortcuts="Shift+F1" onClick={props.onDesignate}>
						{say('next.other')}
						<KeyCap>Shift F1</KeyCap>
					</button>
					<span className="hint">{say('next.otherHint')}</span>
				</div>
			</div>
		</>
	);
}

/** How sure the hall is of who stands here. */
export function identityKey(channel: 'card' | 'no-card' | 'reservation'): string {
	if (channel === 'card') return 'next.identityCard';
	return channel === 'reservation' ? 'next.identityReservation' : 'next.identityNone';
}
