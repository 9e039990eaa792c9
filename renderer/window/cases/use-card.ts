/**
 * The card laid on this window's reader: looked at and dropped. What stays is a masked name, and whether it is who took the number; and, out of sight and
 * only as long as the number is in hand, its own number, so that a case begun without a form can be found by card later.
 */

import { useEffect, useRef, useState } from 'react';
import type { CardEvent } from '../../../domain/contracts/device.ts';
import type { Ticket } from '../../../domain/contracts/state.ts';
import { maskName } from '../../../domain/masking/mask.ts';
import { useEngine } from '../../engine/use-engine.tsx';

export interface CardSeen {
	/** Family name and a star. */
	name: string;
	/** It is who took the number; `null` = cannot be told: the number was taken without a card, or this machine has no key of the day. */
	same: boolean | null;
	doubtful: boolean;
}
export type CardState = {
	seen: CardSeen | null;
	failed: Extract<CardEvent, { type: 'card-failed' }>['code'] | null;
	/** Of the document, where it is sure to be theirs who stand here. */
	number(): string | null;
};
type Shown = Omit<CardState, 'number'>;

const nothing: Shown = { seen: null, failed: null };

export function useCard(serving: Ticket | null): CardState {
	const engine = useEngine();
	const [state, setState] = useState(nothing);
	const document = useRef<string | null>(null);
	const ticket = useRef(serving);
	ticket.current = serving;
	const number = serving?.number ?? null;
	// biome-ignore lint/correctness/useExhaustiveDependencies: another number is another person
	useEffect(() => {
		document.current = null;
		setState(nothing);
		return () => {
			document.current = null;
		};
	}, [number]);
	useEffect(
		() =>
			window.tidehall?.onCard?.((event) => {
				const of = ticket.current;
				if (!of) return;
				if (event.type === 'card-failed') setState((before) => ({ ...before, failed: event.code }));
				if (event.type !== 'card-read') return;
				const { name, idNumber, warnings } = event.card;
				void engine.personRef(idNumber).then((ref) => {
					if (ticket.current?.number !== of.number) return;
					const known = of.visit.personRef;
					const same = ref === null || known === undefined ? null : ref === known;
					const doubtful = warnings.some((warning) => warning !== 'expired');
					document.current = same === false || doubtful ? null : idNumber;
					setState({ seen: { name: maskName(name), same, doubtful }, failed: null });
				});
			}),
		[engine],
	);
	return { ...state, number: () => document.current };
}
