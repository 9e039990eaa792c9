/** What is near and what is over, for whoever is signed in at this seat: asked for once a minute, and kept when the line is gone. */
import { useEffect, useState } from 'react';
import type { DeskDay } from '../../domain/contracts/desk-day.ts';
import { useEngine } from '../engine/use-engine.tsx';

const everyMs = 60_000;

/** `null` = not heard yet. `turn`: asks again when it changes. */
export function useDeskDay(station: string, turn?: unknown): DeskDay | null {
	const engine = useEngine();
	const [day, setDay] = useState<DeskDay | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
	useEffect(() => {
		let here = true;
		const ask = () =>
			void engine.caseDesk(station, { do: 'day' }).then((answer) => {
				if (here && answer.ok && answer.do === 'day') setDay(answer.day);
			});
		ask();
		const timer = setInterval(ask, everyMs);
		return () => {
			here = false;
			clearInterval(timer);
		};
	}, [engine, station, turn]);
	return day;
}
