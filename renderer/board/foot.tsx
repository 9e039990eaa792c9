import { CloudOff, RotateCcw, Volume2 } from 'lucide-react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useDates, useWords } from '../words/words.tsx';
import type { Freshness } from './freshness.ts';

/** The rule for missed calls, the age of what is shown, the time. `spoken`: what the loudspeaker says now, as it sounds. */
export function Foot({ plan, fresh, now, spoken }: { plan: HallPlan; fresh: Freshness; now: number; spoken: string | null }) {
	const say = useWords('board');
	const dates = useDates();
	return (
		<footer className="foot" data-level={fresh.level}>
			{fresh.level === 'live' || fresh.level === 'aging' ? (
				<>
					<p className="foot-rule">
						{spoken ? <Volume2 aria-hidden="true" /> : <RotateCcw aria-hidden="true" />}
						{spoken ?? missedWords()}
					</p>
					<p className="foot-age">
						<span className="dot" aria-hidden="true" />
						{say(fresh.level === 'live' ? 'foot.fresh' : 'foot.aging', { seconds: Math.floor(fresh.ageMs / 1000) })}
					</p>
				</>
			) : (
				<p className="foot-rule">
					<CloudOff aria-hidden="true" />
					{fresh.level === 'never' ? say('foot.waiting') : staleWords(Math.floor(fresh.ageMs / 60_000))}
				</p>
			)}
			<time className="foot-clock">{dates.time(now)}</time>
		</footer>
	);

	/** Told only when it is the same for every queue, so that nobody is promised another queue's rule. */
	function missedWords(): string {
		const rules = new Set(plan.queues.map((queue) => queue.requeueAfter));
		const [places] = rules;
		return rules.size === 1 && places ? say('foot.missed', { places }) : say('foot.missedPlain');
	}
	function staleWords(minutes: number): string {
		return minutes <= 1 ? say('foot.staleSoon') : say('foot.stale', { minutes });
	}
}
