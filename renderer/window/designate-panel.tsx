import { Radio } from 'antd';
import { useId, useState } from 'react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useSay, useWords } from '../words/words.tsx';
import { visitName } from './names.ts';
import { Panel } from './panel.tsx';
import type { QueueRow } from './queue-rows.ts';
import { noReason, ReasonChoice, useReasonWords } from './reason-choice.tsx';

/** Calls another ticket than the next one, with a reason. */
export function DesignatePanel(props: {
	rows: QueueRow[];
	/** Chosen already, in the list or by finding a number. */
	first: string | null;
	number: string;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	whyNot: (ticket: string) => string | null;
	busy: boolean;
	onSubmit: (ticket: string, reason: string) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const label = useId();
	const [ticket, setTicket] = useState<string | null>(props.first);
	const [reason, setReason] = useState(noReason);
	const words = useReasonWords('designate')(reason);
	const missing = ticket === null ? '' : (props.whyNot(ticket) ?? (words === null ? say('panel.reasonMissing') : null));
	return (
		<Panel
			title={say('designate.title')}
			hint={say('designate.hint')}
			submit={ticket ? say('designate.submit', { ticket, number: props.number }) : say('designate.submitNone')}
			why={missing}
			busy={props.busy}
			onSubmit={() => ticket !== null && words !== null && props.onSubmit(ticket, words)}
			onClose={props.onClose}
		>
			<fieldset className="reason-choice designate-list">
				<legend id={label}>{say('designate.ticket')}</legend>
				<Radio.Group aria-labelledby={label} value={ticket} onChange={(event) => setTicket(event.target.value as string)}>
					{props.rows.map((row) => (
						<Radio key={row.ticket.number} value={row.ticket.number} className="choice-line">
							<strong>{row.ticket.number}</strong>
							<span className="choice-name">{visitName(row.ticket.visit, props.catalogue, props.plan, inWords).name}</span>
							<span className="hint">{say('queue.wait', { minutes: row.waitedMinutes })}</span>
						</Radio>
					))}
				</Radio.Group>
			</fieldset>
			<ReasonChoice place="designate" value={reason} onChange={setReason} />
		</Panel>
	);
}
