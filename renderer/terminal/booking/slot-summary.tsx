/** A time that was chosen or booked: when, and for what; `children`: what else is known of it. */
import type { ReactNode } from 'react';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { placeOf, queueOf } from '../queue-words.tsx';
import { useTerminal } from '../terminal-context.ts';

export function SlotSummary({ of, children }: { of: { queue: string; slot: number; endsAt: number }; children?: ReactNode }) {
	const words = useWords('booking');
	const t = useWords('terminal');
	const say = useSay();
	const dates = useDates();
	const { plan } = useTerminal();
	const queue = queueOf(plan, of.queue);
	const where = placeOf(t, say, plan, of.queue);
	return (
		<section className="summary">
			<dl>
				<div>
					<dt>{words('card.when')}</dt>
					<dd>
						<strong>
							{dates.day(of.slot)} {dates.time(of.slot)}–{dates.time(of.endsAt)}
						</strong>
					</dd>
				</div>
				<div>
					<dt>{words('card.what')}</dt>
					<dd>
						<strong>{queue ? say(queue.name) : of.queue}</strong>
						{where && (
							<span className="aside">
								{where.floor} {where.zone}
							</span>
						)}
					</dd>
				</div>
				{children}
			</dl>
		</section>
	);
}
