/**
 * Everything a face says comes from the hall's wording (StationConfig.wording): language → namespace (file name) → keys.
 * i18next finds the words; nothing is written in the code of a face.
 */
import { createInstance, type i18n, type TOptions } from 'i18next';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { I18nextProvider, initReactI18next, useTranslation } from 'react-i18next';
import type { Language, StationConfig } from '../../domain/contracts/bridge.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import { type FurtherLanguage, furtherLanguages, missingTexts } from '../../domain/words/further-languages.ts';
import { type Dates, datesIn } from './dates.ts';

/** Looks up a key (`ticket.title`), filling `{{name}}` places; `count` chooses the English plural (`key_one`, `key_other`). */
export type Say = (key: string, params?: Record<string, string | number>) => string;

interface Speaking {
	language: Language;
	/** `tongue`: code of a further language (`further`); names, papers and dates stay in `language`. */
	setLanguage: (language: Language, tongue?: string) => void;
	/** Languages beyond Chinese and English whose wording was added; said in Chinese where it lacks a text. */
	further: readonly FurtherLanguage[];
	tongue: string | undefined;
	/** Texts of the citizen's screens that a further language lacks. */
	missing: (code: string) => string[];
	dates: Dates;
}
const speaking = createContext<Speaking | null>(null);

/** An i18next of its own for one face. Missing English falls back to Chinese, which the configuration check holds complete. */
export function createWords(wording: StationConfig['wording'], language: Language): i18n {
	const words = createInstance();
	void words.use(initReactI18next).init({
		resources: wording as Record<string, Record<string, Record<string, string>>>,
		lng: language,
		fallbackLng: 'zh-CN',
		initAsync: false,
		interpolation: { escapeValue: false },
		react: { useSuspense: false },
		defaultNS: false,
	});
	return words;
}

/** Gives a face its words. `page` gets the language attribute, for screen readers and line breaking. */
export function WordsProvider({
	wording,
	timezone,
	language: first = 'zh-CN',
	children,
}: {
	wording: StationConfig['wording'];
	timezone: string;
	language?: Language;
	children: ReactNode;
}) {
	const [language, setLanguageState] = useState<Language>(first);
	const [tongue, setTongue] = useState<string | undefined>(undefined);
	// One instance for the life of the face; the language changes inside it.
	const [words] = useState(() => createWords(wording, first));
	const further = useMemo(() => furtherLanguages(wording), [wording]);
	const value = useMemo<Speaking>(
		() => ({
			language,
			tongue,
			further,
			missing: (code) => missingTexts(wording, code),
			dates: datesIn(language, timezone),
			setLanguage(next, nextTongue) {
				const other = further.find(({ code }) => code === nextTongue);
				void words.changeLanguage(other?.code ?? next);
				document.documentElement.lang = other?.code ?? next;
				document.documentElement.dir = other?.direction ?? 'ltr';
				setLanguageState(next);
				setTongue(other?.code);
			},
		}),
		[language, tongue, further, wording, timezone, words],
	);
	return (
		<speaking.Provider value={value}>
			<I18nextProvider i18n={words}>{children}</I18nextProvider>
		</speaking.Provider>
	);
}

function useSpeaking(): Speaking {
	const value = useContext(speaking);
	if (value === null) throw new Error('A face must stand inside WordsProvider.');
	return value;
}

/** Words of one namespace (= file name in `config/wording/<language>/`). */
export function useWords(namespace: string): Say {
	const { t } = useTranslation(namespace);
	return useMemo(() => (key, params) => t(key, params as TOptions), [t]);
}

/** What a key says in each language of the staff, to know words that somebody kept in another one. */
export function useWordsInAny(namespace: string): (key: string) => string[] {
	const { i18n } = useTranslation(namespace);
	return useMemo(() => (key) => (['zh-CN', 'en'] as const).map((language) => i18n.getFixedT(language, namespace)(key)), [i18n, namespace]);
}

/** The language in use and how to change it. */
export function useLanguage(): Pick<Speaking, 'language' | 'setLanguage' | 'further' | 'tongue' | 'missing'> {
	return useSpeaking();
}

/** Dates and times in the hall's zone and the face's language. */
export function useDates(): Dates {
	return useSpeaking().dates;
}

/** A name that carries its two languages with it (catalogue, queues, zones). */
export function say(words: Words, language: Language): string {
	return language === 'en' ? words.en : words.zh;
}

/** `say` in the face's language. */
export function useSay(): (words: Words) => string {
	const { language } = useSpeaking();
	return useMemo(() => (words: Words) => say(words, language), [language]);
}
