/** Asks on behalf of the manager, one at a time, and keeps the answer in words for the place where the key stands. */
import { useState } from 'react';
import type { AskName, CommandBody } from '../../domain/contracts/commands.ts';
import type { AskAnswer } from '../engine/contract.ts';
import { useEngine } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';

export interface Asking {
	busy: boolean;
	/** What the platform said, when it was not a yes; empty otherwise. */
	told: string;
	/** True when the ask was accepted. `day`: of what it is about, when that day is over. */
	ask<N extends AskName>(name: N, body: CommandBody<N>, day?: string): Promise<boolean>;
	forget(): void;
}

type Answer = Exclude<AskAnswer, { ok: true }>;

export function useAsking(station: string): Asking {
	const engine = useEngine();
	const words = useWords('manager');
	const refusals = useWords('refusals');
	const [busy, setBusy] = useState(false);
	/** As the platform said it, not in words: it follows the language. */
	const [told, setTold] = useState<Answer | null>(null);
	const inWords = (answer: Answer) =>
		answer.why === 'refused'
			? refusals(answer.refusal.code, answer.refusal.params)
			: words(answer.why === 'unreachable' ? 'window.unreachable' : 'window.failed');
	return {
		busy,
		told: told === null ? '' : inWords(told),
		forget: () => setTold(null),
		async ask(name, body, day) {
			setBusy(true);
			setTold(null);
			const answer = await engine.ask(station, name, body, day);
			setBusy(false);
			if (answer.ok) return true;
			setTold(answer);
			return false;
		},
	};
}
