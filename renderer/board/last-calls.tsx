import { ArrowRight } from 'lucide-react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { CallRecord } from '../../domain/contracts/state.ts';
import { useWords } from '../words/words.tsx';

/** The calls before this one, in two columns. `old`: they may be over by now. */
export function LastCalls({ calls, plan, old }: { calls: CallRecord[]; plan: HallPlan; old: boolean }) {
	const say = useWords('board');
	return (
		<ul className="last-calls" data-old={old} aria-label={say('last.label')}>
			{calls.map((call) => (
				<li key={call.position}>
					<strong className="last-number" data-long={call.ticket.length > 4}>
						{call.ticket}
					</strong>
					<ArrowRight aria-hidden="true" className="last-arrow" />
					<span className="last-window">
						{say('last.before')} <strong>{plan.windows.find((one) => one.id === call.window)?.number ?? call.window}</strong>{' '}
						{say('last.after')}
					</span>
				</li>
			))}
		</ul>
	);
}
