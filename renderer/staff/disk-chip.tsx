import { HardDrive } from 'lucide-react';
import { StatusChip } from '../design/status-chip.tsx';
import { useDisk } from '../engine/use-disk.ts';
import { useWords } from '../words/words.tsx';

/** Says quietly that the disk of this PC runs full, and what that stops; nothing while there is room. */
export function DiskChip() {
	const say = useWords('window');
	const disk = useDisk();
	if (disk === 'well') return null;
	return (
		<StatusChip tone="wait" icon={<HardDrive aria-hidden="true" />}>
			{say(`disk.${disk}`)}
		</StatusChip>
	);
}
