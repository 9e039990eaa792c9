import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import { useVerify } from './use-audit.ts';

/** Whether the audit is the one that was written; what is not is named with its line. */
export function VerifyCard({ station, time, icon }: { station: string; time: (at: number) => string; icon: ReactNode }) {
	const words = useWords('audit');
	const { verified, busy, wrong, verify } = useVerify(station);
	return (
		<section className="card audit-verify" aria-label={words('verify')} data-broken={(verified?.faults.length ?? 0) > 0}>
			<Button icon={icon} disabled={busy} onClick={verify}>
				{words('verify')}
			</Button>
			<div role="status">
				{busy && <p>{words('verifying')}</p>}
				{wrong !== '' && <p className="told">{words(`wrong.${wrong}`)}</p>}
				{verified && verified.faults.length === 0 && <p>{words('sound', { count: verified.lines })}</p>}
				{verified && verified.faults.length > 0 && (
					<>
						<strong>{words('broken')}</strong>
						<ul>
							{verified.faults.map(({ chain, n, what, at }) => (
								<li key={chain}>
									{words(`fault.${what}`, { chain, n, held: at === null ? words('heldNone') : words('held', { time: time(at) }) })}
								</li>
							))}
						</ul>
					</>
				)}
				{verified && <p>{verified.checkpoints === null ? words('noMarks') : words('marks', { count: verified.checkpoints })}</p>}
			</div>
		</section>
	);
}
