/** The address of a courier, to be written by a clerk: by the same rule as at a terminal, told in place. */
import { Input } from 'antd';
import { useId } from 'react';
import { addressLimits } from '../../../domain/contracts/progress.ts';
import { useWords } from '../../words/words.tsx';
import type { CourierAddressBox } from './use-courier-address.ts';

export function CourierBox({ box, hint }: { box: CourierAddressBox; hint: string }) {
	const say = useWords('cases');
	const id = useId();
	return (
		<div className="courier-box">
			<label htmlFor={id}>{say('courier.field')}</label>
			<Input.TextArea
				id={id}
				rows={2}
				autoComplete="off"
				value={box.text}
				maxLength={addressLimits.most * 2}
				status={box.problem === null ? '' : 'error'}
				aria-invalid={box.problem !== null}
				aria-describedby={`${id}-said`}
				// A line break has no place on an address label.
				onChange={(event) => box.write(event.target.value.replaceAll('\n', ''))}
			/>
			<p
				id={`${id}-said`}
				className={box.problem === null ? 'hint' : 'decision-note'}
				data-tone="wait"
				role={box.problem === null ? undefined : 'alert'}
			>
				{box.problem === null ? hint : say(`courier.${box.problem}`, { ...addressLimits })}
			</p>
		</div>
	);
}
