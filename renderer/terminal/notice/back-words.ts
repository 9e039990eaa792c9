/** When people are back, in words; empty when the hall's hours do not say. */
import { nextOpening } from '../../../domain/hours/opening.ts';
import { useDates, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

export function useBackWords(): string {
	const n = useWords('notice');
	const dates = useDates();
	const { plan, now } = useTerminal();
	const next = nextOpening(plan, now);
	if (next === null) return '';
	const key = next.at <= now ? 'soon' : next.today ? 'today' : 'day';
	return n(`back.${key}`, { time: dates.time(next.at), day: dates.day(next.at) });
}
