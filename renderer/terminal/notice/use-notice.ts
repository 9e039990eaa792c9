/** The notice of a choice in the citizen's language, once the catalogue is there. */
import { useMemo } from 'react';
import { type Notice, noticeOf } from '../../../domain/notice/notice.ts';
import { noticeAddress } from '../../../domain/notice/notice-address.ts';
import { type SaidNotice, sayNotice } from '../../../domain/notice/notice-words.ts';
import { whereToGo } from '../../../domain/notice/where-to-go.ts';
import type { Selection } from '../../../domain/selection/selection.ts';
import { type BookInHand, useCatalogueBook } from '../../words/catalogue-book.ts';
import { useLanguage, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

export interface NoticeInHand extends Pick<BookInHand, 'failed' | 'again'> {
	/** `null` until the catalogue is there. */
	notice: Notice | null;
	said: SaidNotice | null;
	/** For a phone; `null` where phones do not reach the hall. */
	address: string | null;
}

export function useNotice(selection: Selection): NoticeInHand {
	const { plan, catalogue } = useTerminal();
	const { book, failed, again } = useCatalogueBook();
	const { language } = useLanguage();
	const t = useWords('notice');
	const { theme } = selection;
	const codes = selection.items.join('.');
	return useMemo(() => {
		const chosen = { theme, items: codes === '' ? [] : codes.split('.') };
		if (book === null) return { notice: null, said: null, address: null, failed, again };
		const notice = noticeOf(book, chosen);
		const where = whereToGo(plan, catalogue, notice.selection);
		const said = sayNotice(book, notice, where.ok ? where.place : null, language, t);
		return { notice, said, address: noticeAddress(plan.phoneAddress, notice.selection), failed, again };
	}, [book, failed, again, theme, codes, plan, catalogue, language, t]);
}
