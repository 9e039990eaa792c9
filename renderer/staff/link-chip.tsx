import { CloudOff, Wifi } from 'lucide-react';
import { StatusChip } from '../design/status-chip.tsx';
import type { EngineView } from '../engine/contract.ts';
import { useWords } from '../words/words.tsx';

/**
 * How this station and the hall's platform stand to each other, in the one place of a staff face that says it.
 * @param down words for the cut: what still works here (`离线：扫码或输号办理` at a window)
 */
export function LinkChip({ view, down }: { view: Pick<EngineView, 'link'>; down: string }) {
	const say = useWords('window');
	if (view.link === 'up') {
		return (
			<StatusChip tone="ok" icon={<Wifi aria-hidden="true" />}>
				{say('link.up')}
			</StatusChip>
		);
	}
	return (
		<StatusChip tone="wait" icon={<CloudOff aria-hidden="true" />}>
			{down}
		</StatusChip>
	);
}
