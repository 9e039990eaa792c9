/** Left: who waits, in the order of the calls, each with the reason for its place. */
import { Search } from 'lucide-react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { TicketChip } from '../../domain/views/window-view.ts';
import { Chip, type Tone } from '../design/status-chip.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { KeyCap } from './key-cap.tsx';
import { visitName } from './names.ts';
import { type QueueRow, targetOf } from './queue-rows.ts';
import { usePlace, useShortReason } from './use-reason.ts';

const tones: Record<TicketChip, Tone> = {
	priority: 'tide',
	reservation: 'quiet',
	missed: 'wait',
	held: 'quiet',
	transferred: 'quiet',
	offline: 'wait',
	reserve: 'wait',
	'by-hand': 'alarm',
};
const shownRows = 10;

export function TicketChips({ chips }: { chips: readonly TicketChip[] }) {
	const say = useWords('window');
	return chips.map((chip) => (
		<Chip key={chip} tone={tones[chip]}>
			{say(`chip.${chip}`)}
		</Chip>
	));
}

export function QueueList(props: {
	rows: QueueRow[];
	plan: HallPlan;
	catalogue: FaceCatalogue;
	duty: readonly string[];
	/** Serving: numbers only, so that the case gets the room. */
	narrow: boolean;
	/** When the list stopped being fed, ms; `null` = it is fresh. */
	oldSince: number | null;
	onFind: () => void;
	/** A row was pressed: call this one although it is not next. `null` = not now. */
	onChoose: ((ticket: string) => void) | null;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const reason = useShortReason();
	const place = usePlace();
	const { rows, plan, catalogue, narrow } = props;
	const target = targetOf(plan, props.duty);
	const oldest = rows.reduce((longest, row) => Math.max(longest, row.waitedMinutes), 0);
	const shown = rows.slice(0, shownRows);
	const rest = rows.slice(shownRows);

	return (
		<section className="card queue-card" data-narrow={narrow} aria-label={say('queue.label')}>
			<div className="queue-head">
				<div>
					<h2>{say('queue.title', { people: rows.length })}</h2>
					<p className="hint">
						{rows.length > 0 && `${say('queue.oldest', { minutes: oldest })}${say('queue.comma')}`}
						{target === null ? say('queue.targetNone') : say('queue.target', { minutes: target })}
					</p>
				</div>
				<button type="button" className="outlined" onClick={props.onFind} aria-keyshortcuts="/">
					<Search aria-hidden="true" size={18} />
					{say('queue.find')}
					<KeyCap>/</KeyCap>
				</button>
			</div>
			{props.oldSince !== null && <p className="queue-old">{say('queue.old', { time: dates.time(props.oldSince) })}</p>}
			{rows.length === 0 && <p className="queue-empty">{say('queue.empty')}</p>}
			{/* Without buttons in it the list itself takes the focus, so that the arrow keys can move it. */}
			<ol tabIndex={props.onChoose ? undefined : 0} aria-label={say('queue.label')}>
				{shown.map((row) => {
					const inside = (
						<>
							{!narrow && <span className="row-place">{row.place}</span>}
							<span className="row-number">{row.ticket.number}</span>
							<span className="row-what">
								<span className="row-line">
									{!narrow && <span className="row-name">{visitName(row.ticket.visit, catalogue, plan, inWords).name}</span>}
									<TicketChips chips={row.chips} />
								</span>
								{!narrow && <span className="row-reason">{row.place === 1 ? reason(row.reason) : place(row.ticket)}</span>}
							</span>
							<span className="row-wait">{say('queue.wait', { minutes: row.waitedMinutes })}</span>
						</>
					);
					return (
						<li key={row.ticket.number} data-first={row.place === 1}>
							{props.onChoose ? (
								<button type="button" className="row" onClick={() => props.onChoose?.(row.ticket.number)}>
									{inside}
								</button>
							) : (
								<div className="row">{inside}</div>
							)}
						</li>
					);
				})}
			</ol>
			{rest.length > 0 && <p className="queue-rest">{restWords(rest)}</p>}
		</section>
	);

	function restWords(more: QueueRow[]): string {
		if (narrow) return say('queue.moreShort', { people: more.length });
		const numbers = more.map((row) => row.ticket.number).sort();
		const waits = more.map((row) => row.waitedMinutes);
		return say(more.length === 1 ? 'queue.moreOne' : 'queue.more', {
			people: more.length,
			first: numbers[0] ?? '',
			last: numbers.at(-1) ?? '',
			shortest: Math.min(...waits),
			longest: Math.max(...waits),
		});
	}
}
