import { Hand } from 'lucide-react';
import { hallIsManual, manualQueues } from '../../../domain/manual/manual-mode.ts';
import { StatusChip } from '../../design/status-chip.tsx';
import { useEngineView } from '../../engine/use-engine.tsx';
import { useWords } from '../../words/words.tsx';

/** In the bar of every staff face while people call by hand: which queues, or the whole hall. */
export function ManualChip() {
	const say = useWords('manual');
	const { state, plan } = useEngineView();
	if (!state || !plan) return null;
	const queues = manualQueues(state, plan);
	if (queues.length === 0) return null;
	return (
		<StatusChip tone="alarm" icon={<Hand aria-hidden="true" />}>
			{hallIsManual(state, plan) ? say('chipHall') : say('chip', { queues: queues.join(' ') })}
		</StatusChip>
	);
}
