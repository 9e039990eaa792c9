/** How the planner is, and what it may do by itself. */
import { Bot, UserCheck } from 'lucide-react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TideLook } from '../../../domain/contracts/tide-desk.ts';
import type { TideWords } from './tide-words.ts';

export function PlannerLine({ plan, state, look, tw }: { plan: HallPlan; state: HallDay; look: TideLook | null; tw: TideWords }) {
	const { words } = tw;
	const automatic = plan.tide?.automatic;
	const made = state.tide.plans.flatMap(({ end }) => (end?.how === 'approved' && end.rule ? end.moves : [])).length;
	const planner = look?.planner;
	return (
		<footer className="tide-planner">
			{automatic ? <Bot aria-hidden="true" size={18} /> : <UserCheck aria-hidden="true" size={18} />}
			<span>
				{automatic
					? words('automatic.on', {
							from: automatic.from,
							to: automatic.to,
							made,
							most: automatic.mostMovesADay,
							gain: Math.round(automatic.minGain),
							sure: Math.round(automatic.minSure * 100),
							windows: automatic.windows
								? words('automatic.windows', { windows: tw.list(automatic.windows.map(tw.window)) })
								: words('automatic.allWindows'),
						})
					: words('automatic.off')}
			</span>
			{planner && (
				<span className="tide-note">
					{planner.state === 'stopped'
						? words('planner.stopped')
						: planner.lastAt === null
							? words(`planner.${planner.state}`)
							: words('planner.looked', {
									at: tw.time(planner.lastAt),
									next: planner.nextAt === null ? '' : words('planner.next', { at: tw.time(planner.nextAt) }),
								})}
				</span>
			)}
		</footer>
	);
}
