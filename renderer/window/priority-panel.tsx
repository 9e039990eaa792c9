import { Radio } from 'antd';
import { useId, useState } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useSay, useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';

/** A person has looked: this number goes first, and why is said with it. Nothing else of the person is asked or kept. */
export function PriorityPanel(props: {
	ticket: string;
	groups: HallPlan['priorityGroups'];
	/** Why this group cannot be given, in words; `null` = it can. */
	whyNot: (group: string) => string | null;
	busy: boolean;
	onSubmit: (group: string) => void;
	onClose: () => void;
}) {
	const say = useWords('window');
	const inWords = useSay();
	const label = useId();
	const [group, setGroup] = useState<string | null>(null);
	return (
		<Panel
			title={say('priority.title', { ticket: props.ticket })}
			hint={say('priority.hint')}
			submit={say('priority.submit', { ticket: props.ticket })}
			why={group === null ? say('priority.choose') : props.whyNot(group)}
			busy={props.busy}
			onSubmit={() => group !== null && props.onSubmit(group)}
			onClose={props.onClose}
		>
			<fieldset className="reason-choice">
				<legend id={label}>{say('priority.why')}</legend>
				<Radio.Group aria-labelledby={label} value={group} onChange={(event) => setGroup(event.target.value as string)}>
					{props.groups.map(({ code, name, verify }) => (
						<Radio key={code} value={code} className="choice-line">
							{inWords(name)} <span className="hint">{say(`priority.by.${verify}`)}</span>
						</Radio>
					))}
				</Radio.Group>
			</fieldset>
		</Panel>
	);
}
