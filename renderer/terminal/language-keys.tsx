/** A key for each language on the greeting, where a hall has more than Chinese and English; each is called as its speakers call it. */
import { Languages } from 'lucide-react';
import { Key } from '../design/key.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import type { Looks } from './screen.ts';
import { useTerminal } from './terminal-context.ts';

/** What the complete ones call themselves; the same whatever language the face speaks. */
const complete = [
	{ code: 'zh-CN', name: '中文' },
	{ code: 'en', name: 'English' },
] as const;

export function LanguageKeys() {
	const t = useWords('terminal');
	const { further } = useLanguage();
	const { journey, send } = useTerminal();
	const { language, tongue } = journey.looks;
	if (further.length === 0) return null;
	const choose = (looks: Pick<Looks, 'language' | 'tongue'>) => send({ type: 'looks', looks });
	return (
		<section className="language-keys" aria-label={t('tools.languages')}>
			<Languages size={44} aria-hidden="true" />
			{complete.map(({ code, name }) => (
				<Key
					key={code}
					className="language-key"
					lang={code}
					aria-pressed={tongue === undefined && language === code}
					onClick={() => choose({ language: code, tongue: undefined })}
				>
					{name}
				</Key>
			))}
			{further.map(({ code, name, direction }) => (
				<Key
					key={code}
					className="language-key"
					lang={code}
					dir={direction}
					aria-pressed={tongue === code}
					onClick={() => choose({ language: 'zh-CN', tongue: code })}
				>
					{name}
				</Key>
			))}
		</section>
	);
}
