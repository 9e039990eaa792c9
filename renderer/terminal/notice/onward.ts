/** From the notice to the next step: the last check before the number; when nobody is here, the form alone, to go on with when people are back. */
import type { Selection } from '../../../domain/selection/selection.ts';
import type { Audience } from '../choice.ts';
import { chooseItems } from '../choosing.ts';
import type { JourneyEvent } from '../journey.ts';
import type { TerminalPlace } from '../terminal-context.ts';

type Wanted = Selection & { audience: Audience };

export interface Onward {
	/** `null` = no number is given out now; the notice itself still stands. */
	number: JourneyEvent | null;
	/** Only while no number is given out; `null` = this machine has no forms, or the hall does not do it. */
	form: JourneyEvent | null;
}

export function onward({ state, plan, catalogue, journey, moment }: TerminalPlace, { audience, theme, items }: Wanted): Onward {
	if (items.length === 0) return { number: null, form: null };
	const next = chooseItems(plan, catalogue, { audience, items: [...items], theme }, journey.holder, moment);
	if (state.stage === 'open') return { number: next, form: null };
	if (next.type !== 'went' || next.to.at !== 'confirm' || window.tidehall === undefined) return { number: null, form: null };
	return { number: null, form: { type: 'went', to: { at: 'form-start', choice: next.to.choice, priority: false } } };
}
