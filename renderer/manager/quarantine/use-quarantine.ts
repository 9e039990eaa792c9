/** What waits in quarantine, looked at now and then: it is no part of the log, so nothing tells of it by itself. */
import { useCallback, useEffect, useState } from 'react';
import type { AdministerRequest, QuarantinedBatch } from '../../../domain/contracts/quarantine.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const lookEveryMs = 15_000;

export interface QuarantineDesk {
	batches: QuarantinedBatch[];
	busy: boolean;
	/** Code of what went wrong with the last deed; empty = nothing. */
	wrong: string;
	decide(request: AdministerRequest): Promise<void>;
}

export function useQuarantine(station: string): QuarantineDesk {
	const engine = useEngine();
	const { link } = useEngineView();
	const [batches, setBatches] = useState<QuarantinedBatch[]>([]);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	const ask = useCallback(
		async (request: AdministerRequest) => {
			const answer = await engine.administer(station, request);
			if (answer.ok) setBatches(answer.batches);
			return answer.ok ? '' : answer.code;
		},
		[engine, station],
	);
	const up = link === 'up';
	useEffect(() => {
		if (!up) return;
		void ask({ do: 'look' });
		const timer = setInterval(() => void ask({ do: 'look' }), lookEveryMs);
		return () => clearInterval(timer);
	}, [ask, up]);
	return {
		batches,
		busy,
		wrong,
		async decide(request) {
			setBusy(true);
			setWrong(await ask(request));
			setBusy(false);
		},
	};
}
