/** 办不成事, taken down by the clerk for somebody who is there: the reason by code, and the case is the clerk's until somebody else takes it. */
import { MessageSquareWarning } from 'lucide-react';
import { useState } from 'react';
import { newComplaintRef } from '../../domain/complaints/new-ref.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { reviewPlanOf } from '../../domain/reviews/review-plan.ts';
import { useEngine } from '../engine/use-engine.tsx';
import { useSay, useWords } from '../words/words.tsx';

export function ComplaintKey({ station, plan, ticket }: { station: string; plan: HallPlan; ticket: string | null }) {
	const words = useWords('reviews');
	const say = useSay();
	const engine = useEngine();
	const [open, setOpen] = useState(false);
	/** As what it says, not as words: whoever changes the language reads it in that one. */
	const [told, setTold] = useState<{ key: string; ref: string } | null>(null);
	async function write(reason: string) {
		const complaint = newComplaintRef((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
		try {
			await engine.report(station, 'open-complaint', { complaint, reason, ...(ticket === null ? {} : { ticket }) });
			setTold({ key: 'window.complaintKept', ref: complaint });
		} catch {
			setTold({ key: 'window.complaintFailed', ref: complaint });
		}
		setOpen(false);
	}
	return (
		<section className="card complaint-card">
			<button type="button" className="outlined" aria-expanded={open} onClick={() => setOpen(!open)}>
				<MessageSquareWarning aria-hidden="true" size={20} />
				{words(open ? 'window.cancel' : 'window.complaint')}
			</button>
			{open && (
				<ul className="complaint-reasons">
					{reviewPlanOf(plan).cannotBeDone.map(({ code, name }) => (
						<li key={code}>
							<button type="button" className="outlined" onClick={() => void write(code)}>
								{say(name)}
							</button>
						</li>
					))}
				</ul>
			)}
			<p role="status" className="hint">
				{told === null ? '' : words(told.key, { ref: told.ref })}
			</p>
		</section>
	);
}
