/** Middle, while a case is in hand: ticket, items, form and materials together (picture 10). */
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Ticket } from '../../../domain/contracts/state.ts';
import { Chip } from '../../design/status-chip.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { clockText } from '../case-card.tsx';
import { groupName, usualMinutes, visitName } from '../names.ts';
import { TicketChips } from '../queue-list.tsx';
import { chipsInHand, minutesSince } from '../queue-rows.ts';
import { MaterialsTable } from './materials-table.tsx';
import type { Acceptance } from './use-acceptance.ts';
import type { Fetched } from './use-application.ts';
import type { CardSeen, CardState } from './use-card.ts';

export function CaseView(props: {
	ticket: Ticket;
	since: number;
	now: number;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	acceptance: Acceptance;
	fetched: Fetched;
	staff: string;
	card: CardState;
	/** Masked; empty = nobody acts for the applicant. */
	names: { person: string; agent: string };
}) {
	const say = useWords('cases');
	const inWindow = useWords('window');
	const inWords = useSay();
	const { ticket, plan, catalogue, acceptance, since, now, fetched } = props;
	const what = visitName(ticket.visit, catalogue, plan, inWords);
	const group = groupName(ticket.visit, plan, inWords);
	const usual = usualMinutes(ticket.visit, catalogue, plan);
	const over = usual === null ? 0 : minutesSince(since, now) - usual;
	const missing = acceptance.outcome.missing.length + acceptance.outcome.deferred.length;
	const count = acceptance.plan.materials.length;
	const applicant = applicantOf(fetched) || props.names.person;
	const done = acceptance.known?.accepted != null;
	return (
		<>
			<div className="case-head">
				<p className="number-case" data-stage="serving">
					{ticket.number}
				</p>
				<div className="case-what">
					<h2>{what.count > 1 ? inWindow('case.itemsCount', { theme: what.name, count: what.count }) : what.name}</h2>
					<p className="case-line">
						{applicant ? <span>{applicant}</span> : <span>{acceptance.application ? stageText() : say('head.noForm')}</span>}
						{props.names.agent && <Chip tone="tide">{say('head.agent', { name: props.names.agent })}</Chip>}
						{props.card.seen ? (
							<>
								<span>{props.card.seen.name}</span>
								<Chip tone={props.card.seen.same === false || props.card.seen.doubtful ? 'wait' : 'ok'}>
									{say(cardKey(props.card.seen))}
								</Chip>
							</>
						) : (
							ticket.visit.channel === 'card' && <Chip tone="ok">{inWindow('chip.verified')}</Chip>
						)}
						{props.card.failed && <Chip tone="wait">{say('card.failed')}</Chip>}
						<TicketChips chips={chipsInHand(ticket)} />
						{group && <Chip tone="tide">{group}</Chip>}
						<span>{inWindow('case.serving')}</span>
					</p>
				</div>
				<div className="case-timer">
					<p className="timer" data-over={over > 0}>
						{clockText(now - since)}
					</p>
					<p className="hint" data-over={over > 0}>
						{usual === null ? '' : over > 0 ? inWindow('case.longer', { minutes: over }) : inWindow('case.usual', { minutes: usual })}
					</p>
				</div>
			</div>
			<ol className="steps four">
				<li data-state={props.card.seen || ticket.visit.channel === 'card' ? 'done' : 'to-come'}>{say('steps.identity')}</li>
				<li data-state={fetched.stage === 'there' ? 'done' : fetched.stage === 'loading' ? 'now' : 'to-come'}>{say('steps.form')}</li>
				<li data-state={done ? 'done' : 'now'} aria-current={done ? undefined : 'step'}>
					{missing > 0 ? say('steps.materials', { count, missing }) : say('steps.materialsWhole', { count })}
				</li>
				<li data-state={done ? 'now' : 'to-come'}>{say('steps.accept')}</li>
			</ol>
			<div className="case-body materials-body">
				{acceptance.plan.withdrawn.length > 0 && (
					<p className="decision-note" data-tone="alarm" role="status">
						{say('head.withdrawn', { items: acceptance.plan.withdrawn.join('、') })}
					</p>
				)}
				<MaterialsTable acceptance={acceptance} catalogue={catalogue} />
			</div>
			<p className="case-owner hint">{say('head.owner', { staff: acceptance.known?.owner?.staff ?? props.staff })}</p>
		</>
	);

	function stageText(): string {
		if (fetched.stage === 'failed') return say(`form.${fetched.code}`, { station: fetched.station });
		return fetched.stage === 'loading' ? say('form.loading') : '';
	}
}

/** What the card at this window says of whoever stands here. */
function cardKey({ same, doubtful }: CardSeen): string {
	if (doubtful) return 'card.doubtful';
	return same === null ? 'card.read' : same ? 'card.same' : 'card.other';
}

/** Whose application it is, masked as the platform sent it. */
export function applicantOf(fetched: Fetched): string {
	return [shownValue(fetched, 'name'), shownValue(fetched, 'idNumber')].filter((each) => each !== '').join('  ');
}

/** One answer of the form as the platform sent it, masked where it is about a person; empty = there is none. */
export function shownValue(fetched: Fetched, key: string): string {
	const value = fetched.stage === 'there' ? fetched.papers.fields.find((field) => field.key === key)?.value : undefined;
	return typeof value === 'string' ? value : '';
}
