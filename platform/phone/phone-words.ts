/** The words of a phone page in the language that was asked for. */
import type { Words } from '../../domain/contracts/identity.ts';
import type { Say } from '../../domain/reconciliation/words.ts';

export interface PhoneWords {
	say: Say;
	language: 'zh-CN' | 'en';
	/** `10:24` in the hall's zone. */
	time(at: number): string;
}
export const inLanguage = (words: PhoneWords, both: Words): string => (words.language === 'en' ? both.en : both.zh);
