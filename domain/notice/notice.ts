/**
 * The one notice (一次告知): everything a citizen needs to know before applying for the chosen items, complete, so that nothing new can be asked
 * for later. Codes, names and figures; `notice-words.ts` puts it into sentences.
 */
import type { BookItem, BookTheme, CatalogueBook, DeliveryWay, Sentence } from '../contracts/catalogue-book.ts';
import { type Selection, standingSelection } from '../selection/selection.ts';
import { materialsOf, type NoticeMaterial } from './materials.ts';
import { itemRun, type NoticeRun, themeRun } from './steps.ts';

type Limit = { value: number; unit: 'workday' | 'day' };

export interface NoticeLimits {
	/** What is promised for everything that is not timed apart; `instant` = done while one waits. `null` = everything is timed apart. */
	together: (Limit & { instant: boolean }) | null;
	/** The longest limit a law sets among those; `null` = none is cited. */
	legal: Limit | null;
	/** Items with a clock of their own: of a theme those timed apart, of several single items each. */
	apart: { item: string; promised: Limit & { instant: boolean }; legal: Limit | null }[];
}

export interface Notice {
	/** What it is about, without what the catalogue no longer has. */
	selection: Selection;
	theme: BookTheme | null;
	items: BookItem[];
	/** Codes chosen that the catalogue has no more: said, never left out silently. */
	withdrawn: string[];
	/** For whom the theme is. */
	audience: Sentence[];
	/** Of the theme as a whole, then of each item that has any. */
	conditions: { general: Sentence[]; ofItems: { item: string; conditions: Sentence[] }[] };
	materials: NoticeMaterial[];
	limits: NoticeLimits;
	/** Items that cost something; empty = nothing is charged. */
	fees: { item: string; fees: BookItem['fees'] }[];
	results: { item: string; results: BookItem['results'] }[];
	delivery: DeliveryWay[];
	runs: NoticeRun[];
	basis: { item: string; basis: Sentence[] }[];
}

const ways: readonly DeliveryWay[] = ['window', 'courier', 'ecert', 'sms', 'kiosk'];

/** Never throws; a selection of nothing gives a notice of nothing. */
export function noticeOf(book: CatalogueBook, chosen: Selection): Notice {
	const { selection, withdrawn, themeWithdrawn } = standingSelection(book, chosen);
	const theme = book.themes.find(({ code }) => code === selection.theme) ?? null;
	const items = selection.items.flatMap((ref) => book.items.filter(({ code }) => code === ref));
	const delivered = new Set(items.flatMap(({ delivery }) => delivery));
	return {
		selection,
		theme,
		items,
		withdrawn: themeWithdrawn && chosen.theme !== null ? [chosen.theme, ...withdrawn] : withdrawn,
		audience: theme?.audience ?? [],
		conditions: {
			general: theme?.conditions ?? [],
			ofItems: items.filter(({ conditions }) => conditions.length > 0).map(({ code, conditions }) => ({ item: code, conditions })),
		},
		materials: materialsOf(book, selection),
		limits: limitsOf(theme, items),
		fees: items.filter(({ charged, fees }) => charged || fees.length > 0).map(({ code, fees }) => ({ item: code, fees })),
		results: items.filter(({ results }) => results.length > 0).map(({ code, results }) => ({ item: code, results })),
		delivery: ways.filter((way) => delivered.has(way)),
		runs: theme ? [themeRun(theme, selection.items)] : items.map(itemRun),
		basis: items.filter(({ basis }) => basis.length > 0).map(({ code, basis }) => ({ item: code, basis })),
	};
}

function limitsOf(theme: BookTheme | null, items: readonly BookItem[]): NoticeLimits {
	const own = ({ code, timeLimits: { promised, legal } }: BookItem) => ({ item: code, promised, legal });
	const apart = (item: BookItem) => theme?.items.some(({ ref, timedSeparately }) => ref === item.code && timedSeparately) ?? false;
	const together = items.filter((item) => !apart(item));
	const [first] = together;
	const others = items.filter(apart).map(own);
	if (first === undefined) return { together: null, legal: null, apart: others };
	// One item alone is not slower for being part of a theme.
	if (together.length === 1) return { together: first.timeLimits.promised, legal: first.timeLimits.legal, apart: others };
	if (theme === null) return { together: null, legal: null, apart: items.map(own) };
	return { together: { ...theme.timeLimits.promised, instant: false }, legal: longest(together), apart: others };
}

function longest(items: readonly BookItem[]): Limit | null {
	const days = ({ value, unit }: Limit) => (unit === 'workday' ? (value * 7) / 5 : value);
	const limits = items.flatMap(({ timeLimits }) => (timeLimits.legal ? [timeLimits.legal] : []));
	return limits.reduce<Limit | null>((most, limit) => (most === null || days(limit) > days(most) ? limit : most), null);
}
