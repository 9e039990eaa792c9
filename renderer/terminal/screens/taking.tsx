/** While the number is on its way: words, and after three seconds what is awaited. */
import { Ticket } from 'lucide-react';
import { useEffect, useState } from 'react';
import { tokens } from '../../design/tokens.ts';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';

export function Taking() {
	const t = useWords('terminal');
	const { waits } = useTerminal();
	const [slow, setSlow] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSlow(true), tokens.time.slowAfterMs);
		return () => clearTimeout(timer);
	}, []);
	return (
		<Frame title={t('taking.title')} lead={t('taking.lead')} step="take">
			<section className="notice" data-tone="tide" role="status">
				<Ticket size={96} />
				<p>{slow ? (waits.fresh ? t('taking.slow') : t('taking.slowCutOff')) : t('taking.quick')}</p>
			</section>
		</Frame>
	);
}
