/** The accounts as the platform last told them, and what is asked of it. Codes that were made stay until the page is left or they are put away. */
import { useCallback, useEffect, useState } from 'react';
import type { FirstCode, StaffDeskAnswer, StaffDeskRequest, TableLook } from '../../../domain/contracts/staff-desk.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const lookEveryMs = 20_000;
export type StaffLook = Extract<StaffDeskAnswer, { ok: true }>;

export interface StaffDesk {
	look: StaffLook | null;
	busy: boolean;
	/** Code of what the last deed was refused for; empty = nothing. */
	wrong: string;
	codes: readonly FirstCode[];
	putAway(): void;
	/** True when it was done. */
	ask(request: StaffDeskRequest): Promise<boolean>;
	/** Looks at a table, or takes it. `null` = the platform gave no answer. */
	table(request: Extract<StaffDeskRequest, { do: 'import' }>): Promise<TableLook | null>;
}

export function useStaffDesk(station: string): StaffDesk {
	const engine = useEngine();
	const up = useEngineView().link === 'up';
	const [look, setLook] = useState<StaffLook | null>(null);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	const [codes, setCodes] = useState<readonly FirstCode[]>([]);
	const send = useCallback(
		async (request: StaffDeskRequest) => {
			const answer = await engine.staffDesk(station, request);
			if (answer.ok) setLook(answer);
			return answer;
		},
		[engine, station],
	);
	useEffect(() => {
		if (!up) return;
		void send({ do: 'look' });
		const timer = setInterval(() => void send({ do: 'look' }), lookEveryMs);
		return () => clearInterval(timer);
	}, [send, up]);

	async function doIt(request: StaffDeskRequest) {
		setBusy(true);
		setWrong('');
		const answer = await send(request);
		setBusy(false);
		if (answer.ok)
			setCodes((before) => [...before.filter(({ staff }) => !answer.codes.some((code) => code.staff === staff)), ...answer.codes]);
		// Of a table its own faults are told.
		else if (answer.code !== 'table-faults') setWrong(answer.code);
		return answer;
	}
	return {
		...{ look, busy, wrong, codes },
		putAway: () => setCodes([]),
		ask: async (request) => (await doIt(request)).ok,
		async table(request) {
			const answer = await doIt(request);
			return answer.ok ? answer.table : 'table' in answer ? (answer.table ?? null) : null;
		},
	};
}
