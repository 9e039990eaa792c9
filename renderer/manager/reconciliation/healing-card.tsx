import { Clock3, CloudOff } from 'lucide-react';
import type { Cut } from '../../../domain/contracts/reconciliation.ts';
import type { Healing } from '../../../domain/reconciliation/healings.ts';
import { cutInWords, type Speaker, spanInWords } from '../../../domain/reconciliation/in-words.ts';
import { stationInWords } from '../../../domain/reconciliation/place-words.ts';

/** One healing: when, which machines, and what each brought back. Those that brought nothing stand together at the end. */
export function HealingCard({ healing, speaker, time }: { healing: Healing; speaker: Speaker; time: (at: number) => string }) {
	const { say, plan } = speaker;
	const { basis, since, until, cuts } = healing;
	const title =
		basis === 'late'
			? say('screen.healingLate')
			: say(since === null ? 'screen.healingUnknown' : 'screen.healingSaid', {
					since: since === null ? '' : time(since),
					until: time(until ?? 0),
				});
	const empty = cuts.filter((cut) => isEmpty(cut));
	const machines = new Set(cuts.map(({ station }) => station)).size;
	return (
		<li className="healing" data-basis={basis}>
			<header>
				{basis === 'late' ? <Clock3 aria-hidden="true" /> : <CloudOff aria-hidden="true" />}
				<h3>{title}</h3>
				<span className="chip" data-tone={basis === 'late' ? 'wait' : 'quiet'}>
					{basis === 'late' ? say('basis.late') : say('screen.stations', { count: machines })}
				</span>
			</header>
			<ul>
				{cuts
					.filter((cut) => !isEmpty(cut))
					.map((cut) => (
						<li key={cut.id}>
							<strong>{stationInWords(plan, cut.station, say)}</strong> <span>{spanInWords(cut, speaker)}</span>
							{cutInWords(cut, speaker).map((line) => (
								<p key={line}>{line}</p>
							))}
						</li>
					))}
				{empty.length > 0 && (
					<li>
						<strong>{empty.map((cut) => stationInWords(plan, cut.station, say)).join(say('between'))}</strong>{' '}
						<span>{say('cut.nothing')}</span>
					</li>
				)}
			</ul>
		</li>
	);
}

function isEmpty(cut: Cut): boolean {
	return cut.basis === 'said' && cut.reports === 0;
}
