/** The shipped catalogue, as faces and platform get it. */
import { join } from 'node:path';
import { type LoadedHall, loadHall } from '../../../config/load-hall.ts';
import type { BookTheme, CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';

export const hall: LoadedHall = (() => {
	const loaded = loadHall(join(import.meta.dirname, '../../../config/halls/demo/hall.yaml'));
	if (!loaded.ok) throw new Error(loaded.problems.map(({ what }) => what).join('\n'));
	return loaded.hall;
})();
export const book: CatalogueBook = hall.book;

export function themeOf(code: string): BookTheme {
	const theme = book.themes.find((one) => one.code === code);
	if (!theme) throw new Error(`no theme ${code}`);
	return theme;
}

/** Items of a theme that are chosen when nothing was asked. */
export const defaultsOf = (theme: BookTheme): string[] => theme.items.filter((item) => item.default).map(({ ref }) => ref);
