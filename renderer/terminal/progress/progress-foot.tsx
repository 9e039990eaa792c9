import { House, Printer } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { useProgressPaper } from './use-progress-paper.ts';

/** What can be done at the end: the same on paper, where there is something to print and a printer, and going home. */
export function ProgressFoot({ paper, something = true }: { paper: ReturnType<typeof useProgressPaper>; something?: boolean }) {
	const words = useWords('progress');
	const { send, clock } = useTerminal();
	return (
		<>
			{paper.can && something && (
				<Key className="beside" disabled={paper.state === 'printing'} onClick={() => void paper.print()}>
					<Printer size={48} />
					{words(`print.${paper.state}`)}
				</Key>
			)}
			<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
				<House size={48} />
				{words('done')}
			</Key>
		</>
	);
}
