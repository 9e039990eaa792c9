import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { noReason, ReasonChoice, useReasonWords } from './reason-choice.tsx';

/** Puts the ticket at this window aside, with a reason. */
export function HoldPanel(props: {
	ticket: string;
	why: string | null;
	busy: boolean;
	onSubmit: (reason: string) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const [reason, setReason] = useState(noReason);
	const words = useReasonWords('hold')(reason);
	return (
		<Panel
			title={say('hold.title', { ticket: props.ticket })}
			hint={say('hold.hint')}
			submit={say('hold.submit', { ticket: props.ticket })}
			why={props.why ?? (words === null ? say('panel.reasonMissing') : null)}
			busy={props.busy}
			onSubmit={() => words !== null && props.onSubmit(words)}
			onClose={props.onClose}
		>
			<ReasonChoice place="hold" value={reason} onChange={setReason} />
		</Panel>
	);
}
