/** Forecast, planner and express lanes as the platform sees them, asked for again as the day goes on. */
import { useCallback, useEffect, useState } from 'react';
import type { TideLook } from '../../../domain/contracts/tide-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';

const lookEveryMs = 20_000;

export interface Looking {
	look: TideLook | null;
	/** The platform's answer where it was not a yes. */
	code: string | null;
	/** Lets the planner look now. Resolves with what it found, or why it did not. */
	planNow(): Promise<string>;
	busy: boolean;
}

/** `turn`: asked anew when it changes. */
export function useLook(station: string, up: boolean, turn: string): Looking {
	const engine = useEngine();
	const [look, setLook] = useState<TideLook | null>(null);
	const [code, setCode] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const ask = useCallback(async () => {
		const answer = await engine.tideDesk(station, { do: 'look' });
		if (answer.ok && answer.do === 'look') setLook(answer);
		setCode(answer.ok ? null : answer.code);
	}, [engine, station]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the advice or the groups changed
	useEffect(() => {
		if (!up) return;
		void ask();
		const timer = setInterval(() => void ask(), lookEveryMs);
		return () => clearInterval(timer);
	}, [ask, up, turn]);
	return {
		look,
		code,
		busy,
		async planNow() {
			setBusy(true);
			const answer = await engine.tideDesk(station, { do: 'plan-now' });
			setBusy(false);
			void ask();
			return answer.ok ? (answer.do === 'plan-now' ? answer.kind : '') : answer.code;
		},
	};
}
