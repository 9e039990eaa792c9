/** While nobody is here: the items that can be begun and handed in at the terminal alone, and when people are back for the rest. */
import { ChevronLeft, ChevronRight, Clock } from 'lucide-react';
import type { BookItem } from '../../../domain/contracts/catalogue-book.ts';
import { Key } from '../../design/key.tsx';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import type { Audience } from '../choice.ts';
import { Frame } from '../frame.tsx';
import { useBackWords } from '../notice/back-words.ts';
import { openItem } from '../notice/open-choice.ts';
import { WaitingForBook } from '../notice/waiting-for-book.tsx';
import { offered } from '../offers.ts';
import { useTerminal } from '../terminal-context.ts';

export interface AloneItem {
	item: BookItem;
	audience: Audience;
}

/** Empty until the catalogue is there, and where the hall does nothing without a person. */
export function useAloneItems(): { items: AloneItem[]; book: ReturnType<typeof useCatalogueBook> } {
	const { plan, catalogue } = useTerminal();
	const book = useCatalogueBook();
	const here = (['personal', 'enterprise'] as const).flatMap((audience) =>
		offered(plan, catalogue, audience).items.map(({ code }) => ({ code, audience })),
	);
	const items = (book.book?.items ?? []).flatMap((item) => {
		const found = item.service.selfService ? here.find(({ code }) => code === item.code) : undefined;
		return found ? [{ item, audience: found.audience }] : [];
	});
	// The most asked-for first.
	return { items: [...items.filter(({ item }) => item.frequent), ...items.filter(({ item }) => !item.frequent)], book };
}

const perPage = { plain: 10, elder: 3 };

export function SelfService({ page }: { page: number }) {
	const n = useWords('notice');
	const t = useWords('terminal');
	const say = useSay();
	const back = useBackWords();
	const { send, journey } = useTerminal();
	const { items, book } = useAloneItems();
	const { elder } = journey.looks;
	const size = perPage[elder ? 'elder' : 'plain'];
	const pages = Math.max(1, Math.ceil(items.length / size));
	const now = Math.min(page, pages - 1);
	const turn = (to: number) => send({ type: 'turned', to: { at: 'self-service', page: to } });
	return (
		<Frame
			title={n('alone.title')}
			lead={n('alone.lead', { count: items.length })}
			dense
			foot={
				pages > 1 ? (
					<nav className="pages" aria-label={t('all.pages')}>
						<Key className="half" disabled={now === 0} onClick={() => turn(now - 1)}>
							<ChevronLeft size={44} />
							{t('all.previous')}
						</Key>
						<span aria-live="polite">{t('all.page', { page: now + 1, pages })}</span>
						<Key className="half" disabled={now >= pages - 1} onClick={() => turn(now + 1)}>
							{t('all.next')}
							<ChevronRight size={44} />
						</Key>
					</nav>
				) : undefined
			}
		>
			{!elder && back !== '' && (
				<section className="notice" data-read>
					<Clock size={56} />
					<p>{n('alone.back', { back })}</p>
				</section>
			)}
			{book.book === null && <WaitingForBook failed={book.failed} again={book.again} />}
			<div className={elder ? 'alone-elder' : 'two'}>
				{items.slice(now * size, (now + 1) * size).map(({ item, audience }) => (
					<Key
						key={item.code}
						className={elder ? 'tile elder' : 'item-key'}
						onClick={() => send({ type: 'went', to: openItem(audience, item.code) })}
					>
						{elder ? (
							<span className="tile-words">
								<strong>{say(item.name)}</strong>
							</span>
						) : (
							<strong>{say(item.name)}</strong>
						)}
					</Key>
				))}
			</div>
		</Frame>
	);
}
