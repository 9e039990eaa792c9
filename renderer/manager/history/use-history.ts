/** Figures of a period from the platform; the newest question counts. */
import { useEffect, useState } from 'react';
import type { HistoryLook } from '../../../domain/contracts/history-desk.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

export type ShownHistory = { state: 'reading' | 'away' | 'notPermitted' | 'failed' } | { state: 'ready'; look: HistoryLook };

export interface Period {
	from: string;
	to: string;
}

const dayMs = 86_400_000;
export const dayBefore = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);

/** `again`: asked anew whenever it changes. */
export function useHistory(station: string, { from, to }: Period, queue: string | null, again: number): ShownHistory {
	const engine = useEngine();
	const up = useEngineView().link === 'up';
	const [shown, setShown] = useState<ShownHistory>({ state: 'reading' });
	// biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when it is wished
	useEffect(() => {
		if (!up) {
			setShown((before) => (before.state === 'ready' ? before : { state: 'away' }));
			return;
		}
		let newest = true;
		setShown({ state: 'reading' });
		void engine.historyDesk(station, { do: 'look', from, to, ...(queue === null ? {} : { queue }) }).then((answer) => {
			if (!newest) return;
			if (answer.ok && answer.do === 'look') setShown({ state: 'ready', look: answer });
			else if (!answer.ok && answer.code === 'not-permitted') setShown({ state: 'notPermitted' });
			else if (!answer.ok && answer.code === 'unreachable') setShown({ state: 'away' });
			else setShown({ state: 'failed' });
		});
		return () => {
			newest = false;
		};
	}, [engine, station, from, to, queue, up, again]);
	return shown;
}
