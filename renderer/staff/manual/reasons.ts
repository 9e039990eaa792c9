/** Reasons of manual mode: chosen as words, which the log keeps as they were chosen. */
import { useWords } from '../../words/words.tsx';

export const reasons = ['power', 'machines', 'system', 'network', 'other'] as const;
export type Reason = (typeof reasons)[number];

/** A kept reason in the words of whoever reads it now; one that somebody wrote stays as it was written. */
export function useManualReason(): (kept: string) => string {
	const words = useWords('manual');
	return (kept) => {
		const chosen = reasons.find((one) => ['zh-CN', 'en'].some((lng) => words(`begin.reasons.${one}`, { lng }) === kept));
		return chosen === undefined ? kept : words(`begin.reasons.${chosen}`);
	};
}
