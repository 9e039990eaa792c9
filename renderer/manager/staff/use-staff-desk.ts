/** The accounts as the platform last told them, and what is asked of it. Codes that were made stay until the page is left or they are put away. */
import { useCallback, useState } from 'react';
import type { FirstCode, StaffDeskAnswer, StaffDeskRequest, TableLook } from '../../../domain/contracts/staff-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDeskLook } from '../use-desk-look.ts';

const lookEveryMs = 20_000;
const looking: StaffDeskRequest = { do: 'look' };
/** Of a table its own faults are told. */
const ownFaults = ['table-faults'];
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
	const [codes, setCodes] = useState<readonly FirstCode[]>([]);
	const send = useCallback((request: StaffDeskRequest) => engine.staffDesk(station, request), [engine, station]);
	const { look, busy, wrong, deed } = useDeskLook(send, looking, lookEveryMs, ownFaults);

	async function doIt(request: StaffDeskRequest) {
		const answer = await deed(request);
		if (answer.ok)
			setCodes((before) => [...before.filter(({ staff }) => !answer.codes.some((code) => code.staff === staff)), ...answer.codes]);
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
