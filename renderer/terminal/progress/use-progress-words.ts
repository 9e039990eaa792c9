import type { ShownProgress } from '../../../domain/contracts/progress.ts';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

export interface Told {
	label: string;
	lines: string[];
}

/** One matter in words, for the screen and the paper alike. */
export function useProgressWords(): (one: ShownProgress) => Told[] {
	const words = useWords('progress');
	const say = useSay();
	const dates = useDates();
	const { catalogue } = useTerminal();
	const day = (of: string) => dates.day(Date.parse(`${of}T12:00:00Z`));
	const nameOf = (code: string) => {
		const item = catalogue.items.find((each) => each.code === code);
		return item ? say(item.name) : code;
	};
	return (one) => {
		const told: Told[] = [{ label: words('label.stage'), lines: [words(`stage.${one.stage}`), words(`next.${one.stage}`)] }];
		if (one.paused !== null) told.push({ label: words('label.paused'), lines: [words(`paused.${one.paused}`)] });
		if (one.answerBy !== null) told.push({ label: words('label.answerBy'), lines: [day(one.answerBy)] });
		for (const { item, due, outcome, delivered } of one.items) {
			const until = due === null || outcome !== null ? [] : [words('until', { day: day(due) })];
			const came = outcome === null ? [] : [words(`outcome.${outcome}`)];
			told.push({
				label: words('label.item'),
				lines: [nameOf(item), ...until, ...came, ...(delivered ? [words(`delivered.${delivered}`)] : [])],
			});
		}
		if (one.toBring.length > 0)
			told.push({
				label: words('label.toBring'),
				lines: [
					words('toBring', { count: one.toBring.length }),
					...one.toBring.flatMap(({ by }) => (by ? [words('by', { day: day(by) })] : [])),
				],
			});
		if (one.delivery !== null) told.push({ label: words('label.delivery'), lines: [words(`delivery.${one.delivery}`)] });
		return told;
	};
}
