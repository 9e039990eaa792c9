/**
 * Languages beyond Chinese and English: a folder of wording that somebody else wrote (`config/wording/ug`), for citizens at the terminal. It may be
 * incomplete: what it lacks is said in Chinese, and the technician is told what that is.
 */

/** As `StationConfig.wording`: language, file name, keys. */
export type WordingOfAll = Record<string, Record<string, Record<string, unknown>>>;

export interface FurtherLanguage {
	/** Name of the folder: `ug`, `bo`, `mn-Mong`. */
	code: string;
	/** As its speakers call it. */
	name: string;
	/** `rtl`: read from right to left. */
	direction: 'ltr' | 'rtl';
}

const complete: ReadonlySet<string> = new Set(['zh-CN', 'en']);

/** What a citizen reads at a terminal; the rest of the wording is for staff. */
export const citizenFiles = [
	...['applications', 'booking', 'common', 'find', 'form', 'keyboard', 'manual'],
	...['notice', 'progress', 'refusals', 'reservations', 'reviews', 'terminal'],
] as const;

/** The languages that can be offered: those whose `language.yaml` says their name. */
export function furtherLanguages(wording: WordingOfAll): FurtherLanguage[] {
	return Object.entries(wording).flatMap(([code, files]) => {
		const { name, direction } = files.language ?? {};
		if (complete.has(code) || typeof name !== 'string' || name.trim() === '') return [];
		return [{ code, name, direction: direction === 'rtl' ? ('rtl' as const) : ('ltr' as const) }];
	});
}

/** Texts of the citizen's screens that a language lacks, as `terminal: welcome.title`; they are shown in Chinese. */
export function missingTexts(wording: WordingOfAll, code: string): string[] {
	return citizenFiles.flatMap((file) => {
		const theirs = new Set([...leavesOf(wording[code]?.[file])].map(([key]) => pluralBase(key)));
		return [...leavesOf(wording['zh-CN']?.[file])].flatMap(([key]) => (theirs.has(pluralBase(key)) ? [] : [`${file}: ${key}`]));
	});
}

/** Every text of a file by its key (`welcome.title`), whatever the depth. */
export function leavesOf(root: unknown): Map<string, unknown> {
	const leaves = new Map<string, unknown>();
	const walk = (value: unknown, path: string): void => {
		if (typeof value === 'object' && value !== null)
			for (const [key, each] of Object.entries(value)) walk(each, path === '' ? key : `${path}.${key}`);
		else if (path !== '') leaves.set(path, value);
	};
	walk(root, '');
	return leaves;
}

/** i18next plural forms (`waiting_one`, `waiting_few`) differ by language; they count as one key. */
export function pluralBase(key: string): string {
	return key.replace(/_(zero|one|two|few|many|other)$/, '');
}
