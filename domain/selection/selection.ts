/** The items somebody wants done: of a theme, or single ones; and what of them the catalogue no longer has. */
import type { CatalogueBook } from '../contracts/catalogue-book.ts';

export interface Selection {
	/** `null` = single items. */
	theme: string | null;
	items: readonly string[];
}

/** What is left of a selection that was made with an older catalogue. */
export interface StandingSelection {
	selection: Selection;
	/** Items that are gone, or no longer part of the theme. */
	withdrawn: string[];
	/** The theme is gone; its items stand as single ones. */
	themeWithdrawn: boolean;
}

/** Each item once, in the order of the theme (single items: as chosen), and what has been withdrawn since. */
export function standingSelection(book: Pick<CatalogueBook, 'items' | 'themes'>, selection: Selection): StandingSelection {
	const theme = book.themes.find(({ code }) => code === selection.theme);
	const themeWithdrawn = selection.theme !== null && theme === undefined;
	const items = [...new Set(selection.items)];
	const order = theme?.items.map(({ ref }) => ref);
	const stands = items.filter((code) => (order?.includes(code) ?? true) && book.items.some((item) => item.code === code));
	return {
		selection: {
			theme: themeWithdrawn ? null : selection.theme,
			items: order ? order.filter((ref) => stands.includes(ref)) : stands,
		},
		withdrawn: items.filter((code) => !stands.includes(code)),
		themeWithdrawn,
	};
}
