/** What may be said about the paper: only what the printer proved (D1). */
import type { Say } from '../words/words.tsx';
import type { Paper } from './screen.ts';

export interface PaperSaid {
	title: string;
	lead: string;
	/** A paper is (or may well be) there to take. */
	printed: boolean;
}

const known = ['paper-end', 'cover-open', 'no-printer'];

export function paperWords(t: Say, paper: Paper): PaperSaid {
	if (paper.state !== 'known') return { title: t('paper.printing.title'), lead: t('paper.printing.lead'), printed: true };
	const { outcome, code } = paper.result;
	if (outcome === 'printed') {
		const which = paper.again ? 'again' : 'printed';
		return { title: t(`paper.${which}.title`), lead: t(`paper.${which}.lead`), printed: true };
	}
	const why = outcome === 'unknown' ? 'unknown' : known.includes(code) ? code : 'failed';
	return { title: t('paper.save'), lead: t(`paper.${why}`), printed: false };
}
