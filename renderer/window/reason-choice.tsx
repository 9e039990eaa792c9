/** Why the clerk does this: one of the usual reasons, or a few words. It is written into the day's log. */
import { Input, Radio } from 'antd';
import { useId } from 'react';
import { useWords, useWordsInAny } from '../words/words.tsx';

const usual = ['r1', 'r2', 'r3', 'r4'] as const;

export interface ReasonState {
	choice: (typeof usual)[number] | 'other' | null;
	own: string;
}
export const noReason: ReasonState = { choice: null, own: '' };

/** The reason in words as it goes into the log, or `null` while none is given. */
export function useReasonWords(place: string): (state: ReasonState) => string | null {
	const say = useWords('window');
	return ({ choice, own }) => {
		if (choice === null) return null;
		if (choice !== 'other') return say(`${place}.reasons.${choice}`);
		return own.trim().slice(0, 200) || null;
	};
}

/**
 * A reason of the log in the language of this screen: it is kept in the words of whoever gave it, so a usual one is known by them in any language;
 * a reason in own words stays as it was written.
 */
export function useReasonShown(place: string): (kept: string) => string {
	const say = useWords('window');
	const inAny = useWordsInAny('window');
	return (kept) => {
		const known = usual.find((one) => inAny(`${place}.reasons.${one}`).includes(kept));
		return known === undefined ? kept : say(`${place}.reasons.${known}`);
	};
}

/** `place`: the section of `window.yaml` that holds the usual reasons. */
export function ReasonChoice({ place, value, onChange }: { place: string; value: ReasonState; onChange: (next: ReasonState) => void }) {
	const say = useWords('window');
	const label = useId();
	return (
		<fieldset className="reason-choice">
			<legend id={label}>{say('panel.reason')}</legend>
			<Radio.Group
				aria-labelledby={label}
				value={value.choice}
				onChange={(event) => onChange({ ...value, choice: event.target.value as ReasonState['choice'] })}
			>
				{usual.map((one) => (
					<Radio key={one} value={one} className="choice-line">
						{say(`${place}.reasons.${one}`)}
					</Radio>
				))}
				<Radio value="other" className="choice-line">
					{say('panel.other')}
				</Radio>
			</Radio.Group>
			{value.choice === 'other' && (
				<Input
					autoFocus
					maxLength={60}
					aria-label={say('panel.otherHint')}
					placeholder={say('panel.otherHint')}
					value={value.own}
					onChange={(event) => onChange({ ...value, own: event.target.value })}
				/>
			)}
		</fieldset>
	);
}
