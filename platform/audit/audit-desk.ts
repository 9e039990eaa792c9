/** What whoever audits the hall asks: rows of what staff did and saw, a copy to take away, and whether the audit is the one that was written. */
import {
	type AuditCheckpoint,
	type AuditDeskAnswer,
	type AuditDeskRequest,
	auditDeskUp,
	rowsOfExport,
	rowsOfPage,
} from '../../domain/contracts/audit.ts';
import type { Clock } from '../clock.ts';
import type { WhoMay } from '../people/who-may.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { type SearchParts, searchAudit } from './audit-search.ts';
import { verifyAudit } from './verify-audit.ts';

export interface AuditDeskParts extends SearchParts {
	whoMay: WhoMay;
	/** Where a sign-in was made. */
	stationOf(session: string): string | null;
	clock: Pick<Clock, 'now'>;
	/** What the centre kept of the chains; `null` = there is none, or it is not reached. */
	checkpoints(): Promise<AuditCheckpoint[] | null>;
}

/** Reading on within this time is one look. */
const sittingMs = 30 * 60_000;

export type AuditDesk = (raw: unknown) => Promise<AuditDeskAnswer>;

/** The returned function rejects with a `StoreFailure` of reading alone; what cannot be noted down is not shown. */
export function createAuditDesk(parts: AuditDeskParts): AuditDesk {
	const { book, whoMay, clock } = parts;
	const looking = new Map<string, number>();

	/** The line before the look. False = it could not be written. */
	async function noted(staff: string, session: string, request: AuditDeskRequest): Promise<boolean> {
		const now = clock.now();
		const taking = request.do === 'export';
		const known = !taking && Math.abs(now - (looking.get(staff) ?? Number.NEGATIVE_INFINITY)) < sittingMs;
		if (known || (taking && request.before !== undefined)) return true;
		const station = parts.stationOf(session);
		const part = request.do === 'export' ? request.format : request.do;
		const ref = request.do === 'verify' ? null : `${request.filter.from}-${request.filter.to}`.replace(/\d{3}(?=-|$)/g, '');
		try {
			await book.write({ staff, station, what: taking ? 'audit-exported' : 'audit-read', ref, part });
		} catch (cause) {
			if (cause instanceof StoreFailure) return false;
			throw cause;
		}
		if (!taking) looking.set(staff, now);
		return true;
	}

	return async (raw) => {
		const read = auditDeskUp.safeParse(raw);
		if (!read.success) return { ok: false, code: 'malformed' };
		const { session, request } = read.data;
		const staff = whoMay(session, 'audit-desk');
		if (staff === null) return { ok: false, code: 'not-permitted' };
		if (!(await noted(staff, session, request))) return { ok: false, code: 'not-audited' };
		if (request.do !== 'verify') {
			const most = request.do === 'export' ? rowsOfExport : rowsOfPage;
			const found = await searchAudit(parts, request.filter, request.before, most);
			return { ok: true, do: request.do, ...found };
		}
		const points = await parts.checkpoints();
		const { lines, chains, faults } = await verifyAudit(parts.store, parts.hall, points ?? []);
		return { ok: true, do: 'verify', lines, chains, faults, checkpoints: points?.length ?? null };
	};
}
