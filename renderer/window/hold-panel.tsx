import { Radio } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { noReason, ReasonChoice, useReasonWords } from './reason-choice.tsx';

const lengths = [10, 20, 30, 60] as const;

/** Puts the ticket at this window aside, with a reason. */
export function HoldPanel(props: {
	ticket: string;
	why: string | null;
	busy: boolean;
	onSubmit: (reason: string, minutes: number | undefined) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const [reason, setReason] = useState(noReason);
	const label = useId();
	const [minutes, setMinutes] = useState<number>(0);
	const words = useReasonWords('hold')(reason);
	return (
		<Panel
			title={say('hold.title', { ticket: props.ticket })}
			hint={say('hold.hint')}
			submit={say('hold.submit', { ticket: props.ticket })}
			why={props.why ?? (words === null ? say('panel.reasonMissing') : null)}
			busy={props.busy}
			onSubmit={() => words !== null && props.onSubmit(words, minutes === 0 ? undefined : minutes)}
			onClose={props.onClose}
		>
			<ReasonChoice place="hold" value={reason} onChange={setReason} />
			<fieldset className="reason-choice">
				<legend id={label}>{say('hold.minutes')}</legend>
				<Radio.Group aria-labelledby={label} value={minutes} onChange={(event) => setMinutes(event.target.value as number)}>
					<Radio value={0} className="choice-line">
						{say('hold.minutesNone')}
					</Radio>
					{lengths.map((one) => (
						<Radio key={one} value={one} className="choice-line">
							{say('pause.minutesValue', { minutes: one })}
						</Radio>
					))}
				</Radio.Group>
			</fieldset>
		</Panel>
	);
}
