import { Radio } from 'antd';
import { useState } from 'react';
import { refuseReasons } from '../../../domain/contracts/cases.ts';
import { useWords } from '../../words/words.tsx';
import { Panel } from '../panel.tsx';

type Reason = (typeof refuseReasons)[number];

/** 不予受理: one of the reasons the law knows, never words of one's own. */
export function RefusePanel(props: { ticket: string; busy: boolean; onSubmit: (reason: Reason) => void; onClose: () => void }) {
	const say = useWords('cases');
	const [reason, setReason] = useState<Reason | null>(null);
	return (
		<Panel
			title={say('refuse.title', { ticket: props.ticket })}
			hint={say('refuse.hint')}
			submit={say('refuse.submit', { ticket: props.ticket })}
			why={reason === null ? say('refuse.choose') : null}
			busy={props.busy}
			onSubmit={() => reason !== null && props.onSubmit(reason)}
			onClose={props.onClose}
		>
			<Radio.Group aria-label={say('refuse.hint')} value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
				{refuseReasons.map((one) => (
					<Radio key={one} value={one} className="choice-line">
						{say(`refuse.reasons.${one}`)}
					</Radio>
				))}
			</Radio.Group>
		</Panel>
	);
}
