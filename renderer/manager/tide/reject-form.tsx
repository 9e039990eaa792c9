import { Button, Radio } from 'antd';
import { useState } from 'react';
import { rejectReasons } from '../../../domain/contracts/tide-plan.ts';
import type { Say } from '../../words/words.tsx';

/** Why a proposal is turned away. The reason is kept with it and counted on the week's page. */
export function RejectForm(props: { words: Say; still: boolean; onKeep(): void; onReject(reason: string): void }) {
	const { words } = props;
	const [reason, setReason] = useState<string | null>(null);
	return (
		<fieldset className="tide-reject">
			<legend>{words('reject.title')}</legend>
			<Radio.Group value={reason} onChange={(event) => setReason(event.target.value as string)}>
				{rejectReasons.map((code) => (
					<Radio key={code} value={code}>
						{words(`reject.${code}`)}
					</Radio>
				))}
			</Radio.Group>
			<div className="tide-keys">
				<Button type="primary" disabled={reason === null || props.still} onClick={() => reason !== null && props.onReject(reason)}>
					{words('reject.save')}
				</Button>
				<Button onClick={props.onKeep}>{words('reject.keep')}</Button>
				{reason === null && <small>{words('reject.choose')}</small>}
			</div>
		</fieldset>
	);
}
