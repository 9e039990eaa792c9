/** The end of a visit: two keys and the quiet line that says when everything is forgotten. */
import { Check, TimerReset } from 'lucide-react';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';
import { timeLeft } from './idle.ts';
import { useTerminal } from './terminal-context.ts';

export function ReturnFoot() {
	const t = useWords('terminal');
	const { journey, send, clock } = useTerminal();
	const left = timeLeft(journey, clock());
	const seconds = left === null ? null : Math.ceil(left.ends / 1000);
	return (
		<div className="return">
			<div className="return-keys">
				<Key className="beside" onClick={() => send({ type: 'touched', now: clock() })}>
					<TimerReset size={48} />
					{t('ticket.stay')}
				</Key>
				<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
					<Check size={56} />
					{t('ticket.done')}
				</Key>
			</div>
			{seconds !== null && left !== null && (
				<div className="return-line">
					<progress max={left.of} value={left.ends} aria-label={t('ticket.returnsLabel')} />
					<span>
						<strong>{t('ticket.seconds', { count: seconds })}</strong> {t('ticket.returns')}
					</span>
				</div>
			)}
		</div>
	);
}
