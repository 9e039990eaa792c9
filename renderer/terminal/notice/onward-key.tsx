/** The one filled key under a notice; while no number is given out it says so, and offers the form where there is one. */
import { ArrowRight, ClipboardPen } from 'lucide-react';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { NoNumberNow } from './no-number-now.tsx';
import type { Onward } from './onward.ts';

export function OnwardKey({ next: { number, form }, label }: { next: Onward; label: string }) {
	const n = useWords('notice');
	const { send, journey } = useTerminal();
	const size = journey.looks.elder ? 80 : 48;
	if (number !== null)
		return (
			<Key className="primary" kind="filled" onClick={() => send(number)}>
				{label}
				<ArrowRight size={size} />
			</Key>
		);
	return (
		<>
			{form !== null && (
				<Key className="primary" kind="filled" onClick={() => send(form)}>
					<ClipboardPen size={size} />
					{n('closed.form')}
				</Key>
			)}
			<NoNumberNow />
		</>
	);
}
