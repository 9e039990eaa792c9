import { KeyRound } from 'lucide-react';
import { StatusChip } from '../design/status-chip.tsx';
import { useEngine, useEngineView, useNow } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import { useWhen } from './use-when.ts';

/** Says that whoever works here signed in without the hall system, and until when that counts; or that it no longer does. Nothing otherwise. */
export function SignInChip({ station }: { station: string }) {
	const say = useWords('window');
	const engine = useEngine();
	const view = useEngineView();
	const now = useNow();
	const when = useWhen();
	const person = engine.signedIn(station);
	if (!person || person.until === undefined || view.link === 'up') return null;
	const over = now >= person.until;
	if (!over && !person.offline) return null;
	return (
		<StatusChip tone="wait" icon={<KeyRound aria-hidden="true" />}>
			{say(over ? 'signedIn.over' : 'signedIn.offline', { time: when(person.until) })}
		</StatusChip>
	);
}
