/** The slots of a day to come from the platform: read when the day is chosen, every half minute while they are being simulated, and after each step. */
import { useCallback, useEffect, useState } from 'react';
import type { HistoryDeskRequest } from '../../../domain/contracts/history-desk.ts';
import type { SlotPlan } from '../../../domain/contracts/slot-outlook.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const againMs = 30_000;
type Told = 'changed' | 'away' | 'notPermitted' | 'failed';
const whyNot: Partial<Record<string, Told>> = { changed: 'changed', unreachable: 'away', 'not-permitted': 'notPermitted' };

/** `told`: why the last step was not taken, as a word of `slots.told`; `shown`: `null` = not known (yet). */
export function useSlotPlan(
	station: string,
	day: string,
): { shown: SlotPlan | null; told: Told | null; busy: boolean; take: () => void; drop: () => void } {
	const engine = useEngine();
	const up = useEngineView().link === 'up';
	const [shown, setShown] = useState<SlotPlan | null>(null);
	const [told, setTold] = useState<Told | null>(null);
	const [busy, setBusy] = useState(false);
	const ask = useCallback(
		async (request: HistoryDeskRequest): Promise<Told | null> => {
			const answer = await engine.historyDesk(station, request);
			if (!answer.ok) return whyNot[answer.code] ?? 'failed';
			if (answer.do === 'slots') setShown((before) => (before === null || before.day === answer.slots.day ? answer.slots : before));
			return null;
		},
		[engine, station],
	);
	const making = shown?.why === 'making';
	useEffect(() => {
		setShown(null);
		setTold(null);
		if (up) void ask({ do: 'slots', day });
	}, [ask, day, up]);
	useEffect(() => {
		if (!making) return;
		const timer = setInterval(() => void ask({ do: 'slots', day }), againMs);
		return () => clearInterval(timer);
	}, [ask, day, making]);

	async function step(request: HistoryDeskRequest) {
		setBusy(true);
		const problem = await ask(request);
		setBusy(false);
		setTold(problem);
		if (problem === 'changed') void ask({ do: 'slots', day });
	}
	return {
		...{ shown, told, busy },
		take: () => void (shown?.madeAt != null && step({ do: 'take-slots', day, madeAt: shown.madeAt })),
		drop: () => void step({ do: 'drop-slots', day }),
	};
}
