/** How often the guide finds what people mean, on labelled phrases such as `test/guide/guide-eval.json`. */
import { askGuide } from '../renderer/guide/ask-guide.ts';
import type { GuideIndex } from '../renderer/guide/guide-index.ts';

export interface Phrase {
	id: string;
	text: string;
	/** Codes that are right; none: it is not done here. */
	expect: string[];
}

export interface Measured {
	asked: number;
	/** Shares of those asked. */
	first: number;
	firstThree: number;
	outside: number;
	/** Share of those outside to which nothing was offered. */
	refused: number;
	/** Ids of phrases without a right answer at the first place, or with an offer where nothing is done here. */
	missed: string[];
}

/** In scope: an accepted entry at the first place, among the first three. Out of scope: nothing offered. */
export function measureGuide(guide: GuideIndex, phrases: readonly Phrase[]): Measured {
	const judged = phrases.map(({ id, text, expect }) => {
		const { matches, outOfScope } = askGuide(guide, text);
		return { id, inside: expect.length > 0, place: matches.findIndex(({ code }) => expect.includes(code)), outOfScope };
	});
	const inside = judged.filter((one) => one.inside);
	const outside = judged.filter((one) => !one.inside);
	const share = (count: number, of: number) => (of === 0 ? 1 : count / of);
	return {
		asked: inside.length,
		first: share(inside.filter(({ place }) => place === 0).length, inside.length),
		firstThree: share(inside.filter(({ place }) => place >= 0 && place < 3).length, inside.length),
		outside: outside.length,
		refused: share(outside.filter(({ outOfScope }) => outOfScope).length, outside.length),
		missed: judged.filter((one) => (one.inside ? one.place !== 0 : !one.outOfScope)).map(({ id }) => id),
	};
}

/** What issue 5 asks of them, as shares. */
export const asked = { first: 0.9, firstThree: 0.97, refused: 0.8 };
