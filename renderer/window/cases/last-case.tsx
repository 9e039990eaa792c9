/** What was done last at this window, and whether its papers came out: they are printed while the next number is called. */
import { FileCheck, FileClock, FileX } from 'lucide-react';
import type { CasePaper } from '../../../domain/contracts/cases.ts';
import { useWords } from '../../words/words.tsx';
import type { LastCase } from './use-papers.ts';

export function LastCaseCard({ last, onAgain }: { last: LastCase; onAgain: (paper: CasePaper) => void }) {
	const say = useWords('cases');
	return (
		<section className="card last-case">
			<h2>{say('last.title')}</h2>
			<p className="last-what">{say(`last.${last.deed}`, { ticket: last.ticket, number: last.number })}</p>
			<ul>
				{last.papers.map(({ slip, outcome }) => {
					const wrong = outcome === 'failed' || outcome === 'unknown';
					const Icon = outcome === 'printing' ? FileClock : wrong ? FileX : FileCheck;
					return (
						<li key={slip.of} data-tone={wrong ? 'alarm' : 'ok'}>
							<Icon aria-hidden="true" size={20} />
							<span role="status">
								<strong>{say(`last.papers.${slip.of}`)}</strong> {say(`last.outcomes.${outcome}`)}
							</span>
							{outcome !== 'printing' && (
								<button
									type="button"
									className="outlined"
									aria-label={`${say('last.again')} ${say(`last.papers.${slip.of}`)}`}
									onClick={() => onAgain(slip.of)}
								>
									{say('last.again')}
								</button>
							)}
						</li>
					);
				})}
			</ul>
		</section>
	);
}
