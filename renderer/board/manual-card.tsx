/** While people call by hand: what to do, where the call would stand, or in a line above it when only some queues are. */
import { Hand } from 'lucide-react';
import { useLanguage, useWords } from '../words/words.tsx';
import './manual.css';

export function ManualCard() {
	const t = useWords('manual');
	const { language } = useLanguage();
	const lng = language === 'en' ? 'zh-CN' : 'en';
	return (
		<section className="call-card manual-card" role="status">
			<h1>
				<Hand aria-hidden="true" />
				{t('board.title')}
			</h1>
			<p className="manual-todo">
				<strong>{t('board.todo')}</strong>
			</p>
			<p>{t('board.where')}</p>
			<p>{t('board.kept')}</p>
			<p lang={lng} className="manual-other">
				{t('board.title', { lng })} · {t('board.todo', { lng })}
			</p>
		</section>
	);
}

export function ManualStrip({ queues }: { queues: readonly string[] }) {
	const t = useWords('manual');
	return (
		<p className="manual-strip" role="status">
			<Hand aria-hidden="true" />
			<strong>{t('board.some', { queues: queues.join(' ') })}</strong>
			<span>{t('board.todo')}</span>
		</p>
	);
}
