/** Alarms of the hall, looked at every few seconds: they are no part of the log, so nothing tells of them by itself. */
import { useCallback, useEffect, useState } from 'react';
import type { Alarm } from '../../../domain/contracts/alarms.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const lookEveryMs = 10_000;

export interface SeenAlarms {
	alarms: Alarm[];
	/** Notices that the site has not taken yet. */
	undelivered: number;
	/** When they were last told, station clock; `null` = never. */
	heardAt: number | null;
	/** The platform is not reached: what is shown is old. */
	away: boolean;
}

export function useAlarms(station: string): SeenAlarms {
	const engine = useEngine();
	const { link } = useEngineView();
	const [seen, setSeen] = useState<Omit<SeenAlarms, 'away'>>({ alarms: [], undelivered: 0, heardAt: null });
	const look = useCallback(async () => {
		const answer = await engine.watchDesk(station, { do: 'alarms' });
		if (answer.ok) setSeen({ alarms: answer.alarms, undelivered: answer.undelivered ?? 0, heardAt: Date.now() });
	}, [engine, station]);
	const up = link === 'up';
	useEffect(() => {
		if (!up) return;
		void look();
		const timer = setInterval(() => void look(), lookEveryMs);
		return () => clearInterval(timer);
	}, [look, up]);
	return { ...seen, away: !up };
}
