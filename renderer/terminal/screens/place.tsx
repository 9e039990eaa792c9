/** A ticket that was held up: where it stands in its line, as far as this machine knows. */
import type { TicketStage } from '../../../domain/contracts/state.ts';
import { estimateWait } from '../../../domain/estimate.ts';
import { mayReview } from '../../../domain/reviews/may-review.ts';
import { reviewPlanOf } from '../../../domain/reviews/review-plan.ts';
import { ticketsBefore } from '../../../domain/tickets-before.ts';
import { rangeText } from '../../design/wait-range.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { TicketProgressKey } from '../progress/ticket-progress-key.tsx';
import { placeOf, queueOf } from '../queue-words.tsx';
import { ReturnFoot } from '../return-foot.tsx';
import { ReviewKey } from '../reviews/review-key.tsx';
import { useTerminal } from '../terminal-context.ts';
import { Figure } from './ticket.tsx';

/** What its holder has to know of a stage. */
const wordOf: Record<TicketStage, 'waiting' | 'called' | 'serving' | 'held' | 'over'> = {
	waiting: 'waiting',
	called: 'called',
	serving: 'serving',
	held: 'held',
	done: 'over',
	'no-show': 'over',
	cancelled: 'over',
	'not-served': 'over',
	voided: 'over',
};

export function Place({ number }: { number: string }) {
	const t = useWords('terminal');
	const say = useSay();
	const { plan, state, waits, now } = useTerminal();
	const ticket = state.tickets[number];
	const queueId = ticket?.queue ?? /^[A-Z]+/.exec(number)?.[0] ?? '';
	const queue = queueOf(plan, queueId);
	const place = placeOf(t, say, plan, queueId);
	const stage = ticket === undefined ? 'unknown' : wordOf[ticket.life.stage];
	const window =
		ticket && 'window' in ticket.life ? plan.windows.find(({ id }) => 'window' in ticket.life && id === ticket.life.window) : undefined;
	const reviewable = !state.reviews[number] && mayReview(state, reviewPlanOf(plan).days, number, now).ok;
	const done = ticket?.life.stage === 'done';
	const before = ticket && stage === 'waiting' && waits.fresh ? ticketsBefore(state, plan, number, now) : null;
	const wait = before && estimateWait({ ...state, waiting: { ...state.waiting, [queueId]: before } }, plan, queueId, now).minutes;
	return (
		<Frame
			title={t(`place.${done ? 'done' : stage}.title`)}
			lead={t(`place.${done ? 'done' : stage}.lead`, { window: window?.number ?? '' })}
			foot={<ReturnFoot />}
		>
			<section className="ticket" data-loud="true">
				<div className="ticket-head">
					<div>
						<p className="ticket-label">
							{t('ticket.yours')}
							{queue !== undefined && <span>{say(queue.name)}</span>}
						</p>
						<p className="number" data-long={number.length > 5}>
							{number}
						</p>
					</div>
				</div>
				{stage === 'waiting' && (
					<dl className="facts">
						<div>
							<dt>{t('ticket.ahead')}</dt>
							<dd>{before === null ? t('wait.unknown') : <Figure text={t('ticket.people', { count: before.length })} />}</dd>
						</div>
						<div>
							<dt>{t('ticket.wait')}</dt>
							<dd>
								{wait === null || wait === undefined ? (
									t('wait.unknown')
								) : wait[1] === 0 ? (
									<strong className="words">{t('wait.none')}</strong>
								) : (
									<Figure text={`${rangeText(wait)} ${t('wait.minutes')}`} />
								)}
							</dd>
						</div>
						<div>
							<dt>{t('ticket.place')}</dt>
							<dd>{place === null ? queueId : <Figure text={`${place.floor.replaceAll(' ', '\u00a0')} ${place.zone}`} />}</dd>
						</div>
					</dl>
				)}
			</section>
			{done && <ReviewKey number={number} reviewable={reviewable} />}
			{done && <TicketProgressKey number={number} />}
		</Frame>
	);
}
