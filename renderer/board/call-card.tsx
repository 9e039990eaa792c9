import { ArrowRight } from 'lucide-react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { CallRecord } from '../../domain/contracts/state.ts';
import { useSay, useWords } from '../words/words.tsx';

/** The call that is on, readable across the hall: number, arrow, window, and where that window is. */
export function CallCard({ call, plan }: { call: CallRecord | null; plan: HallPlan }) {
	const say = useWords('board');
	const inWords = useSay();
	if (!call) {
		return (
			<section className="call-card" aria-live="polite">
				<p className="call-none">{say('call.none')}</p>
				<p className="call-please">{say('call.noneHint')}</p>
			</section>
		);
	}
	const window = plan.windows.find((one) => one.id === call.window);
	const zone = plan.zones.find((one) => one.id === window?.zone);
	return (
		<section className="call-card" aria-live="polite" aria-label={say('call.label')}>
			<div className="call-swap" key={call.position}>
				<p className="call-please">
					<span>{say(call.recall > 0 ? 'call.again' : 'call.please', { ticket: call.ticket })}</span>
					{zone && <span>{say('call.place', { floor: floorWords(zone.floor), zone: inWords(zone.name) })}</span>}
				</p>
				<p className="call-line">
					<span className="call-number" data-long={call.ticket.length > 4}>
						{call.ticket}
					</span>
					<ArrowRight aria-label={say('call.goTo')} className="call-arrow" />
					<span className="call-window">
						<strong>{window?.number ?? call.window}</strong>
						<small>{say('call.window')}</small>
					</span>
				</p>
			</div>
		</section>
	);

	function floorWords(floor: number): string {
		return floor >= 1 && floor <= 6 ? say(`floors.f${floor}`) : String(floor);
	}
}
