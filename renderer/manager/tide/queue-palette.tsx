/** The hall's queues beside its map while a manager tries something: carried to a window by hand, or picked up by a key or a tap and put down there. */
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { useSay, useWords } from '../../words/words.tsx';
import type { Lift } from './use-lift.ts';

export function QueuePalette({ plan, lift }: { plan: HallPlan; lift: Lift }) {
	const words = useWords('tide-manager');
	const say = useSay();
	const { held, at, over } = lift;
	const queue = (id: string) => {
		const found = plan.queues.find((each) => each.id === id);
		return found ? `${id} ${say(found.name)}` : id;
	};
	const named =
		held === null ? '' : held.kind === 'queue' ? queue(held.id) : words('palette.window', { number: windowNumber(plan, held.id) });
	return (
		<div className="tide-palette">
			<p role="status">
				{held === null ? words('palette.hint') : words(held.kind === 'queue' ? 'palette.heldQueue' : 'palette.heldWindow', { what: named })}
			</p>
			<ul aria-label={words('palette.label')}>
				{plan.queues.map(({ id }) => (
					<li key={id}>
						<button
							type="button"
							className="tide-drag"
							data-queue={id}
							data-over={over?.kind === 'queue' && over.id === id}
							aria-pressed={held?.kind === 'queue' && held.id === id}
							onPointerDown={(event) => lift.press({ kind: 'queue', id }, event)}
							onClick={() => {
								if (!lift.putOn({ kind: 'queue', id })) lift.pick({ kind: 'queue', id });
							}}
						>
							{queue(id)}
						</button>
					</li>
				))}
			</ul>
			{at !== null && (
				<span className="tide-held" aria-hidden="true" style={{ left: at.x, top: at.y }}>
					{named}
				</span>
			)}
		</div>
	);
}
