/** Which machines are enrolled and which codes wait, as the platform last told it; a code that was made stays here until it is put away. */
import { useCallback, useState } from 'react';
import type { AdministerAnswer, AdministerRequest } from '../../../domain/contracts/quarantine.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDeskLook } from '../use-desk-look.ts';

const lookEveryMs = 15_000;
const looking: AdministerRequest = { do: 'look' };
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
	const [made, setMade] = useState<MadeCode | null>(null);
	const send = useCallback((request: AdministerRequest) => engine.administer(station, request), [engine, station]);
	const { look, busy, wrong, deed } = useDeskLook(send, looking, lookEveryMs);
	return {
		...{ look, made, busy, wrong },
		putAway: () => setMade(null),
		async ask(request) {
			const answer = await deed(request);
			if (answer.ok && answer.made) setMade(answer.made);
			return answer.ok;
		},
	};
}
