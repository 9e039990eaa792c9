import { useState } from 'react';
import type { ShownProgress } from '../../../domain/contracts/progress.ts';
import { useDates, useLanguage, useSay, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useProgressWords } from './use-progress-words.ts';

/** The same on paper, as a list. It is no ticket: nothing hangs on it. */
export function useProgressPaper(found: readonly ShownProgress[]) {
	const words = useWords('progress');
	const say = useSay();
	const dates = useDates();
	const { language } = useLanguage();
	const told = useProgressWords();
	const { plan, station, printer, now } = useTerminal();
	const [state, setState] = useState<'ready' | 'printing' | 'printed' | 'failed'>('ready');
	return {
		can: printer !== null && window.tidehall !== undefined,
		state,
		async print() {
			if (printer === null || state === 'printing') return;
			setState('printing');
			const slip = {
				hallName: say(plan.name),
				title: words('found.title'),
				items: found.map(({ number }) => number),
				sections: found.map((one) => ({ title: one.number, entries: told(one).map(({ label, lines }) => ({ name: label, lines })) })),
				...(station.name ? { terminalName: say(station.name) } : {}),
				printedAt: `${dates.day(now)} ${dates.time(now)}`,
			};
			const job = `progress-${station.id}-${crypto.randomUUID()}`.slice(0, 64);
			const result = await window.tidehall?.printPaper({ job, device: printer, language, paper: 'checklist', slip }).catch(() => null);
			setState(result?.outcome === 'printed' ? 'printed' : 'failed');
		},
	};
}
