import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../../../domain/contracts/state.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { useDates, useWords } from '../../words/words.tsx';

const rowsShown = 60;
const columns = ['number', 'queue', 'issued', 'called', 'began', 'ended', 'result', 'window', 'by'] as const;

/** What was entered today, the latest first, to be held beside the forms. */
export function EnteredTable({ plan, state }: { plan: HallPlan; state: HallDay }) {
	const say = useWords('manual');
	const dates = useDates();
	const entered = Object.values(state.tickets)
		.filter((ticket) => ticket.byHand || ticket.origin === 'manual')
		.sort((one, other) => latest(other) - latest(one) || other.position - one.position);
	const time = (at: number | null | undefined) => (at == null ? '' : dates.time(at));
	return (
		<section className="card manual-done">
			<header>
				<h2>{say('entry.done.title')}</h2>
				<small>{say('entry.done.count', { count: entered.length })}</small>
			</header>
			{entered.length === 0 ? (
				<p className="hint">{say('entry.done.none')}</p>
			) : (
				<table>
					<thead>
						<tr>
							{columns.map((column) => (
								<th key={column} scope="col">
									{say(`entry.done.columns.${column}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{entered.slice(0, rowsShown).map((ticket) => (
							<tr key={ticket.number}>
								<th scope="row">{ticket.number}</th>
								<td>{ticket.queue}</td>
								<td>{time(ticket.queuedAt)}</td>
								<td>{time(ticket.byHand?.calledAt)}</td>
								<td>{time(ticket.byHand?.beganAt)}</td>
								<td>{time(ticket.byHand?.endedAt)}</td>
								<td>
									{say(
										`entry.done.shortResults.${ticket.byHand?.result ?? (ticket.life.stage === 'waiting' ? 'waiting' : resultOf(ticket))}`,
									)}
								</td>
								<td>{'window' in ticket.life ? windowNumber(plan, ticket.life.window) : ''}</td>
								<td>{ticket.byHand?.enteredBy ?? ''}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function latest(ticket: Ticket): number {
	return ticket.byHand?.enteredAt ?? 0;
}

/** Of a paper that joined its queue and was then called by the machine. */
function resultOf({ life }: Ticket): 'served' | 'no-show' | 'not-served' | 'waiting' {
	if (life.stage === 'done' || life.stage === 'serving') return 'served';
	if (life.stage === 'no-show') return 'no-show';
	return life.stage === 'called' || life.stage === 'held' ? 'waiting' : 'not-served';
}
