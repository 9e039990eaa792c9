/** Words of a notice in tests: those of the shipped files, filled as i18next fills them. */
import type { NoticeText } from '../../../domain/notice/said.ts';
import { textOf } from '../../../domain/words/text-of.ts';
import { hall } from '../book/demo-book.ts';

export const noticeText = (language: 'zh-CN' | 'en'): NoticeText => textOf(hall.wording[language]?.notice ?? {});
