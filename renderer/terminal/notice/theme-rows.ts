/** The items of a theme as rows to choose from, in the order of the catalogue. */
import type { BookTheme, CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useLanguage, useSay, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

export interface ThemeRow {
	code: string;
	name: string;
	/** Usually done. */
	standard: boolean;
	/** In which case it is for you; its own time limit; or the department. */
	note: string;
}

export function useThemeRows(code: string): ThemeRow[] {
	const say = useSay();
	const n = useWords('notice');
	const { language } = useLanguage();
	const { catalogue } = useTerminal();
	const { book } = useCatalogueBook();
	const theme = catalogue.themes.find((one) => one.code === code);
	const ofBook = book?.themes.find((one) => one.code === code);
	return (theme?.items ?? []).flatMap((entry) => {
		const item = catalogue.items.find((one) => one.code === entry.ref);
		if (item === undefined) return [];
		const dept = catalogue.departments.find((one) => one.code === item.dept);
		const deptName = language === 'en' ? (dept?.name.en ?? '') : (dept?.short ?? '');
		const apart = book && ofBook ? ownLimit(book, ofBook, entry.ref) : null;
		const when = ofBook?.items.find(({ ref }) => ref === entry.ref)?.when;
		const inCase = language === 'en' ? when?.en : (when?.zh ?? entry.when);
		const limit = apart && n('screen.apart', { limit: n(apart.unit === 'workday' ? 'workdays' : 'days', { count: apart.value }) });
		return [{ code: item.code, name: say(item.name), standard: entry.default, note: limit ?? inCase ?? deptName }];
	});
}

/** Of an item that is timed apart. */
function ownLimit(book: CatalogueBook, theme: BookTheme, ref: string): { value: number; unit: 'workday' | 'day' } | null {
	if (!theme.items.some((item) => item.ref === ref && item.timedSeparately)) return null;
	return book.items.find(({ code }) => code === ref)?.timeLimits.promised ?? null;
}
