import { Button } from 'antd';
import { Hand } from 'lucide-react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { manualQueues } from '../../domain/manual/manual-mode.ts';
import { useWords } from '../words/words.tsx';

/** The one button for when the machines fail (人工兜底). What is asked and said before it takes effect stands on the page it opens. */
export function ManualKey({ state, plan, onOpen }: { state: HallDay; plan: HallPlan; onOpen: () => void }) {
	const words = useWords('manual');
	const some = manualQueues(state, plan).length > 0;
	return (
		<section className="card day-key">
			<Button danger type={some ? 'primary' : 'default'} icon={<Hand aria-hidden="true" size={18} />} onClick={onOpen}>
				{words(some ? 'title' : 'begin.key')}
			</Button>
		</section>
	);
}
