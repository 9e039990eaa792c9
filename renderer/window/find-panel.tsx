import { Input } from 'antd';
import { useId, useState } from 'react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay, Stray, Ticket } from '../../domain/contracts/state.ts';
import { readCode } from '../../domain/reservations/code.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { findTickets, isWholeNumber, mayServeFromPaper, tidyNumber } from './find-number.ts';
import { queueName, windowNumber } from './names.ts';
import { Panel } from './panel.tsx';
import { useReasonShown } from './reason-choice.tsx';
import { ScanNote } from './scan-note.tsx';
import type { Scanned } from './use-scans.ts';

/** Where a number is now. From here it can be called, or, cut off, served straight from the paper. */
export function FindPanel(props: {
	state: HallDay;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	/** The code that opened this panel, or `null` when it was opened by hand. */
	scanned: Scanned | null;
	/** Place in the order of this window, or `null` when it waits elsewhere. */
	placeOf: (ticket: string) => number | null;
	link: 'up' | 'down';
	/** Why no number can be served from paper now, in words; `null` = it can. */
	whyNotServe: string | null;
	/** Why this window cannot call it now, in words; `null` = it can. */
	whyNotCall: (ticket: string) => string | null;
	/** `null` = it can be put into a group that goes first. */
	whyNotPriority: (ticket: string) => string | null;
	onPriority: (ticket: string) => void;
	onCall: (ticket: string) => void;
	onServe: (ticket: string) => void;
	/** The code of a form's slip; empty = typed there. */
	onDraft: (code: string) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const reasonShown = useReasonShown('hold');
	const inDrafts = useWords('drafts');
	const inWords = useSay();
	const dates = useDates();
	const field = useId();
	const [typed, setTyped] = useState(props.scanned?.ok ? props.scanned.code.number : '');
	const found = findTickets(props.state, typed);
	const whole = isWholeNumber(typed);
	const number = tidyNumber(typed);
	const exact = found.some((one) => one.number === number);
	const first = found[0];
	const serveThis = props.link === 'down' && whole && mayServeFromPaper(props.state, number);
	const stray = exact ? undefined : props.state.strays[number];
	const callThis =
		props.link === 'up' && first?.life.stage === 'waiting' && props.whyNotCall(first.number) === null && (exact || found.length === 1)
			? first.number
			: null;

	return (
		<Panel
			title={say('find.title')}
			hint={props.link === 'down' ? say('find.paperHint') : undefined}
			submit={serveThis ? say('find.serve', { number }) : callThis ? say('find.callThis', { number: callThis }) : undefined}
			why={serveThis ? props.whyNotServe : null}
			onSubmit={() => (serveThis ? props.onServe(number) : callThis && props.onCall(callThis))}
			onClose={props.onClose}
		>
			{props.scanned && <ScanNote scanned={props.scanned} plan={props.plan} catalogue={props.catalogue} />}
			<label htmlFor={field}>{say('find.label')}</label>
			<Input
				id={field}
				size="large"
				autoComplete="off"
				placeholder={say('find.placeholder')}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
			/>
			{window.tidehall !== undefined && (
				<button type="button" className="outlined draft-by-code" onClick={() => props.onDraft(readCode(typed) ?? '')}>
					{inDrafts('open')}
				</button>
			)}
			<div className="found" role="status">
				{found.map((ticket) => (
					<div key={ticket.number} className="found-line">
						<strong>{ticket.number}</strong>
						<span>{where(ticket)}</span>
						{ticket.life.stage === 'waiting' && props.link === 'up' && props.whyNotPriority(ticket.number) === null && (
							<button
								type="button"
								className="outlined"
								aria-label={`${say('priority.give')} ${ticket.number}`}
								onClick={() => props.onPriority(ticket.number)}
							>
								{say('priority.give')}
							</button>
						)}
						{ticket.life.stage === 'waiting' && props.link === 'up' && props.whyNotCall(ticket.number) === null && (
							<button type="button" className="outlined" onClick={() => props.onCall(ticket.number)}>
								{say('find.call')}
							</button>
						)}
					</div>
				))}
				{typed === '' && <p className="hint">{say('find.nonePlain')}</p>}
				{stray && (
					<div className="found-line">
						<strong>{number}</strong>
						<span>{strayWords(stray)}</span>
					</div>
				)}
				{typed !== '' && found.length === 0 && !stray && (
					<p>{say(props.link === 'down' && whole ? 'find.noneOffline' : 'find.none', { number })}</p>
				)}
			</div>
		</Panel>
	);

	/** Served from paper here or elsewhere, while its issue has not reached this machine. */
	function strayWords({ window, since, at }: Stray): string {
		const time = at ?? since;
		return say(at === null ? 'find.serving' : 'find.done', {
			time: time === null ? '' : dates.time(time),
			window: windowNumber(window, props.plan),
		});
	}

	function where(ticket: Ticket): string {
		const { life } = ticket;
		if (life.stage === 'waiting') {
			const place = props.placeOf(ticket.number);
			return place === null
				? say('find.waitingOther', { queue: queueName(ticket.queue, props.plan, inWords) })
				: say('find.waiting', { place });
		}
		if (life.stage === 'voided') return say('find.voided', { ticket: life.replacedBy });
		if (life.stage === 'not-served') return say('find.not-served');
		const at = life.stage === 'serving' ? life.since : life.at;
		return say(`find.${life.stage}`, {
			time: dates.time(at),
			window: 'window' in life ? windowNumber(life.window, props.plan) : '',
			reason: 'reason' in life && typeof life.reason === 'string' ? reasonShown(life.reason) : '',
		});
	}
}
