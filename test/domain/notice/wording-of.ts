/** Words of a notice in tests: those of the shipped files, filled as i18next fills them. */
import type { NoticeText } from '../../../domain/notice/said.ts';
import { sayFrom } from '../../../domain/reconciliation/words.ts';
import { hall } from '../book/demo-book.ts';

export const noticeText = (language: 'zh-CN' | 'en'): NoticeText =>
	sayFrom((hall.wording[language]?.notice ?? {}) as Record<string, unknown>);
