/** Writes the line of a request before it is answered (`what-is-audited.ts`). */
import type { SocketRequest } from '../../domain/permission-table.ts';
import type { Sessions } from '../people/sessions.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { AuditBook } from './audit-book.ts';
import { auditedMessages } from './what-is-audited.ts';

/** Of a sign-in that is good now and may ask for this; `null` = it is refused anyway. */
export type WhoAsks<R> = (session: string, request: R) => { staff: string; station: string } | null;

export function whoAsks(whoMay: WhoMay, sessions: Pick<Sessions, 'find'>, now: () => number): WhoAsks<Parameters<WhoMay>[1]> {
	return (session, request) => {
		const staff = whoMay(session, request);
		const station = sessions.find(session, now())?.station;
		return staff === null || station === undefined ? null : { staff, station };
	};
}

/** Rejects with a `StoreFailure`: then nothing is answered and nothing done. */
export type NoteRequest = (line: SocketRequest, raw: unknown) => Promise<void>;

export function notesRequests(book: Pick<AuditBook, 'write'>, who: WhoAsks<SocketRequest>): NoteRequest {
	return async (line, raw) => {
		const audited = auditedMessages[line];
		const asked = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
		if (typeof audited !== 'function' || typeof asked.session !== 'string') return;
		const by = who(asked.session, line);
		const said = by && audited(asked);
		if (by && said) await book.write({ ...by, ...said });
	};
}
