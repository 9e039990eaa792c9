/** From the notice to the next step: the number, or (where this terminal has one) the form first. */
import type { Selection } from '../../../domain/selection/selection.ts';
import { chooseItems } from '../choosing.ts';
import type { Audience, JourneyEvent } from '../journey.ts';
import type { TerminalPlace } from '../terminal-context.ts';

type Wanted = Selection & { audience: Audience };

/** `null` = no number is given out now; the notice itself still stands. */
export function onward(
	{ state, plan, catalogue, journey, moment }: TerminalPlace,
	{ audience, theme, items }: Wanted,
): JourneyEvent | null {
	if (state.stage !== 'open') return null;
	return chooseItems(plan, catalogue, { audience, items: [...items], theme }, journey.holder, moment);
}
