/** Which machines are enrolled and which codes wait, as the platform last told it; a code that was made stays here until it is put away. */
import { useCallback, useEffect, useState } from 'react';
import type { AdministerAnswer, AdministerRequest } from '../../../domain/contracts/quarantine.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const lookEveryMs = 15_000;
type Look = Extract<AdministerAnswer, { ok: true }>;
export type MadeCode = NonNullable<Look['made']>;

export interface EnrolmentDesk {
	look: Look | null;
	made: MadeCode | null;
	busy: boolean;
	/** Code of what the last deed was refused for; empty = nothing. */
	wrong: string;
	putAway(): void;
	/** True when it was done. */
	ask(request: AdministerRequest): Promise<boolean>;
}

export function useEnrolments(station: string): EnrolmentDesk {
	const engine = useEngine();
	const up = useEngineView().link === 'up';
	const [look, setLook] = useState<Look | null>(null);
	const [made, setMade] = useState<MadeCode | null>(null);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	const send = useCallback(
		async (request: AdministerRequest) => {
			const answer = await engine.administer(station, request);
			if (answer.ok) setLook(answer);
			if (answer.ok && answer.made) setMade(answer.made);
			return answer.ok ? '' : answer.code;
		},
		[engine, station],
	);
	useEffect(() => {
		if (!up) return;
		void send({ do: 'look' });
		const timer = setInterval(() => void send({ do: 'look' }), lookEveryMs);
		return () => clearInterval(timer);
	}, [send, up]);
	return {
		look,
		made,
		busy,
		wrong,
		putAway: () => setMade(null),
		async ask(request) {
			setBusy(true);
			const code = await send(request);
			setWrong(code);
			setBusy(false);
			return code === '';
		},
	};
}
