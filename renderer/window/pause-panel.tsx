import { Radio } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { noReason, ReasonChoice, useReasonWords } from './reason-choice.tsx';

const lengths = [5, 10, 15, 30, 60] as const;

/** Stops calling for a while: why, and until when people may expect the window back. */
export function PausePanel(props: {
	number: string;
	why: string | null;
	busy: boolean;
	onSubmit: (reason: string, minutes: number | undefined) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const label = useId();
	const [reason, setReason] = useState(noReason);
	const [minutes, setMinutes] = useState<number>(lengths[1]);
	const words = useReasonWords('pause')(reason);
	return (
		<Panel
			title={say('pause.title')}
			hint={say('pause.hint')}
			submit={say('pause.submit', { number: props.number })}
			why={props.why ?? (words === null ? say('panel.reasonMissing') : null)}
			busy={props.busy}
			onSubmit={() => words !== null && props.onSubmit(words, minutes === 0 ? undefined : minutes)}
			onClose={props.onClose}
		>
			<ReasonChoice place="pause" value={reason} onChange={setReason} />
			<fieldset className="reason-choice">
				<legend id={label}>{say('pause.minutes')}</legend>
				<Radio.Group aria-labelledby={label} value={minutes} onChange={(event) => setMinutes(event.target.value as number)}>
					{lengths.map((one) => (
						<Radio key={one} value={one} className="choice-line">
							{say('pause.minutesValue', { minutes: one })}
						</Radio>
					))}
					<Radio value={0} className="choice-line">
						{say('pause.minutesNone')}
					</Radio>
				</Radio.Group>
			</fieldset>
		</Panel>
	);
}
