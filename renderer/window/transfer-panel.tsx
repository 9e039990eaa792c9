import { Checkbox, Radio } from 'antd';
import { useId, useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useSay, useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { noReason, ReasonChoice, useReasonWords } from './reason-choice.tsx';

/** Sends the ticket at this window to another queue. */
export function TransferPanel(props: {
	ticket: string;
	plan: HallPlan;
	/** Why a queue cannot take it, in words; `null` = it can. */
	whyNot: (queue: string) => string | null;
	/** People waiting in a queue. */
	waiting: (queue: string) => number;
	busy: boolean;
	onSubmit: (queue: string, reason: string, comeBack: boolean) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const label = useId();
	const [queue, setQueue] = useState<string | null>(null);
	const [reason, setReason] = useState(noReason);
	const [comeBack, setComeBack] = useState(false);
	const words = useReasonWords('transfer')(reason);
	const chosen = props.plan.queues.find((one) => one.id === queue);
	const missing = !chosen ? '' : (props.whyNot(chosen.id) ?? (words === null ? say('panel.reasonMissing') : null));
	return (
		<Panel
			title={say('transfer.title', { ticket: props.ticket })}
			hint={say('transfer.hint')}
			submit={chosen ? say('transfer.submit', { queue: `${chosen.id} ${inWords(chosen.name)}` }) : say('transfer.submitNone')}
			why={missing}
			busy={props.busy}
			onSubmit={() => chosen && words !== null && props.onSubmit(chosen.id, words, comeBack)}
			onClose={props.onClose}
		>
			<fieldset className="reason-choice">
				<legend id={label}>{say('transfer.queue')}</legend>
				<Radio.Group aria-labelledby={label} value={queue} onChange={(event) => setQueue(event.target.value as string)}>
					{props.plan.queues
						.filter((one) => props.whyNot(one.id) === null)
						.map((one) => (
							<Radio key={one.id} value={one.id} className="choice-line">
								<strong>{one.id}</strong>
								<span className="choice-name">{inWords(one.name)}</span>
								<span className="hint">{say('transfer.queueLine', { people: props.waiting(one.id) })}</span>
							</Radio>
						))}
				</Radio.Group>
			</fieldset>
			<Checkbox checked={comeBack} onChange={(event) => setComeBack(event.target.checked)}>
				{say('transfer.comeBack')}
			</Checkbox>
			<ReasonChoice place="transfer" value={reason} onChange={setReason} />
		</Panel>
	);
}
