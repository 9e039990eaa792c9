/**
 * What the hall's model would add to the search, where the hall has one. Asked when somebody has stopped writing, never for what names the card that lies
 * here; late answers to other words are dropped. The search itself never waits for it.
 */
import { useEffect, useState } from 'react';
import { type SuggestRequest, suggestLongest } from '../../../domain/contracts/guide-model.ts';
import { mayLeaveHall } from '../../../domain/may-leave-hall.ts';
import { useForm } from '../form/form-place.tsx';
import { useTerminal } from '../terminal-context.ts';

const stillMs = 900;
const least = 3;

/** Codes of the catalogue; empty = nothing to add. `writing`: letters that are no words yet. */
export function useSuggestion(text: string, audience: SuggestRequest['audience'], writing: boolean): string[] {
	const { engine, station, plan, waits } = useTerminal();
	const { ownCard } = useForm();
	const [found, setFound] = useState<{ of: string; entries: string[] }>({ of: '', entries: [] });
	const said = text.trim();
	const asks =
		plan.guideModel === true &&
		waits.fresh &&
		!writing &&
		[...said].length >= least &&
		said.length <= suggestLongest &&
		mayLeaveHall(said) &&
		!(ownCard !== null && ownCard.name !== '' && said.includes(ownCard.name));
	useEffect(() => {
		if (!asks) return;
		let left = false;
		const timer = setTimeout(
			() =>
				void engine.suggest(station.id, { text: said, audience }).then((answer) => {
					if (!left) setFound({ of: said, entries: answer.ok ? answer.entries : [] });
				}),
			stillMs,
		);
		return () => {
			left = true;
			clearTimeout(timer);
		};
	}, [asks, said, audience, engine, station.id]);
	return asks && found.of === said ? found.entries : [];
}
