/** The first screen of what somebody came for, from wherever it was found: the list, the search, a phrase. */
import type { Selection } from '../../../domain/selection/selection.ts';
import { nothingChosen } from '../../../domain/selection/theme-choice.ts';
import type { Audience } from '../choice.ts';
import type { Screen } from '../screen.ts';

/** A theme begins with its questions; one without questions goes on to its items by itself. */
export function openTheme(theme: string): Screen {
	return { at: 'guide', theme, choice: nothingChosen, question: 0 };
}

export function openItem(audience: Audience, item: string): Screen {
	return openNotice(audience, { theme: null, items: [item] });
}

/** The whole notice of a choice. */
export function openNotice(audience: Audience, selection: Selection): Screen {
	return { at: 'notice', audience, selection, part: 0, paper: { state: 'none' } };
}
