/**
 * Where a result goes by courier, while the clerk writes it down: on this page as long as the number is in hand, then in a sealed record of this machine
 * alone (P1). Whoever would rather write it himself does so at a terminal with his card.
 */
import { useEffect, useState } from 'react';
import { addressProblem } from '../../../domain/form/courier-record.ts';
import { sealAddress } from './proxy-people.ts';

export interface CourierAddressBox {
	text: string;
	/** Why it is not taken: too short or long, or this machine could not keep it; `null` = nothing, or nothing was written yet. */
	problem: 'short' | 'long' | 'not-kept' | null;
	write(text: string): void;
}

/** `of`: the number in hand or the case; what was written goes with it. */
export function useCourierAddress(of: string | null) {
	const [text, setText] = useState('');
	const [failed, setFailed] = useState(false);
	/** Told while it is written only once somebody wanted to go on: a short one is only not finished. */
	const [asked, setAsked] = useState(false);
	const clear = () => {
		setText('');
		setFailed(false);
		setAsked(false);
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: another number is another person
	useEffect(() => {
		clear();
		return clear;
	}, [of]);
	const wrong = text.trim() === '' ? null : addressProblem(text);
	return {
		box: {
			text,
			problem: failed ? 'not-kept' : asked || wrong === 'long' ? wrong : null,
			write(next) {
				setText(next);
				setFailed(false);
			},
		} satisfies CourierAddressBox as CourierAddressBox,
		/** True when there is nothing to keep, or it is kept. */
		async keep(ref: string, about: { items: string[]; theme: string | null; day: string }): Promise<boolean> {
			if (text.trim() === '') return true;
			setAsked(true);
			if (wrong !== null) return false;
			const kept = (await sealAddress(ref, text, about).catch(() => null)) !== null;
			if (kept) clear();
			else setFailed(true);
			return kept;
		},
	};
}
