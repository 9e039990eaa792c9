/** Pages of the audit, newest first; the filter decides which. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditDeskAnswer, AuditFilter, AuditRow } from '../../../domain/contracts/audit.ts';
import { useEngine } from '../../engine/use-engine.tsx';

type Place = { at: number; skip: number };
export interface AuditPages {
	rows: AuditRow[];
	/** Where older ones begin; `null` = there are none. */
	more: Place | null;
	/** How far back this page is; 0 = the newest. */
	depth: number;
	busy: boolean;
	/** Code of what went wrong; empty = nothing. */
	wrong: string;
	older(): void;
	newest(): void;
}

export function useAudit(station: string, filter: AuditFilter | null): AuditPages {
	const engine = useEngine();
	const [page, setPage] = useState<{ rows: AuditRow[]; more: Place | null; depth: number }>({ rows: [], more: null, depth: 0 });
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	const asked = useRef(0);
	const key = JSON.stringify(filter);
	const show = useCallback(
		async (before: Place | null, depth: number) => {
			const wanted = JSON.parse(key) as AuditFilter | null;
			if (wanted === null) return;
			asked.current += 1;
			const mine = asked.current;
			setBusy(true);
			const answer = await engine.auditDesk(station, { do: 'look', filter: wanted, ...(before ? { before } : {}) });
			// A later question was asked meanwhile.
			if (mine !== asked.current) return;
			setBusy(false);
			setWrong(answer.ok ? '' : answer.code);
			if (answer.ok && answer.do === 'look') setPage({ rows: answer.rows, more: answer.more, depth });
		},
		[engine, station, key],
	);
	useEffect(() => void show(null, 0), [show]);
	return {
		...page,
		busy,
		wrong,
		older: () => void (page.more && show(page.more, page.depth + 1)),
		newest: () => void show(null, 0),
	};
}

type Verified = Extract<AuditDeskAnswer, { ok: true; do: 'verify' }>;

/** Every line held to its chain, when somebody asks for it. */
export function useVerify(station: string): { verified: Verified | null; busy: boolean; wrong: string; verify(): void } {
	const engine = useEngine();
	const [verified, setVerified] = useState<Verified | null>(null);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	async function verify() {
		setBusy(true);
		setVerified(null);
		const answer = await engine.auditDesk(station, { do: 'verify' });
		setBusy(false);
		setWrong(answer.ok ? '' : answer.code);
		if (answer.ok && answer.do === 'verify') setVerified(answer);
	}
	return { verified, busy, wrong, verify: () => void verify() };
}
