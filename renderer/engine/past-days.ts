/** What a manager's seat asks of the platform beyond commands: reports of days that are over, and machines that nobody vouches for. */
import type { WatchDeskAnswer, WatchDeskRequest } from '../../domain/contracts/alarms.ts';
import type { AuditDeskAnswer, AuditDeskRequest } from '../../domain/contracts/audit.ts';
import type { CaseDeskAnswer, CaseDeskRequest } from '../../domain/contracts/case-desk.ts';
import type { HistoryDeskAnswer, HistoryDeskRequest } from '../../domain/contracts/history-desk.ts';
import type { AdministerAnswer, AdministerRequest } from '../../domain/contracts/quarantine.ts';
import type { ReconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import type { ReviewDeskAnswer, ReviewDeskRequest } from '../../domain/contracts/review-desk.ts';
import type {
	OwnAccountAnswer,
	OwnAccountRequest,
	SetSecretAnswer,
	StaffDeskAnswer,
	StaffDeskRequest,
} from '../../domain/contracts/staff-desk.ts';
import type { TideDeskAnswer, TideDeskRequest } from '../../domain/contracts/tide-desk.ts';
import type { EngineClient } from './contract.ts';
import type { Link } from './ports.ts';

type Unreachable = { ok: false; code: 'unreachable' };
export type ReviewDeskAnswered = ReviewDeskAnswer | Unreachable;
export type AuditDeskAnswered = AuditDeskAnswer | Unreachable;
export type WatchDeskAnswered = WatchDeskAnswer | Unreachable;
export type TideDeskAnswered = TideDeskAnswer | Unreachable;
export type HistoryDeskAnswered = HistoryDeskAnswer | Unreachable;
export type SetSecretAnswered = SetSecretAnswer | Unreachable;
export type StaffDeskAnswered = StaffDeskAnswer | Unreachable;
export type OwnAccountAnswered = OwnAccountAnswer | Unreachable;
export type PastDayAnswer = ReconciliationAnswer | Unreachable;
export type AdministeredAnswer = AdministerAnswer | Unreachable;

export type CaseDeskAnswered = CaseDeskAnswer | Unreachable;

const unreachable: Unreachable = { ok: false, code: 'unreachable' };

/** `sessionAt`: of whoever is signed in at a seat of this machine. */
export function managerDesk(
	link: Pick<
		Link,
		| 'historyDesk'
		| 'auditDesk'
		| 'watchDesk'
		| 'reconciliation'
		| 'administer'
		| 'reviewDesk'
		| 'tideDesk'
		| 'caseDesk'
		| 'booking'
		| 'progress'
		| 'suggest'
		| 'setSecret'
		| 'staffDesk'
		| 'ownAccount'
	>,
	sessionAt: (station: string) => string | undefined,
): Pick<
	EngineClient,
	| 'historyDesk'
	| 'auditDesk'
	| 'watchDesk'
	| 'pastDay'
	| 'administer'
	| 'reviewDesk'
	| 'tideDesk'
	| 'caseDesk'
	| 'booking'
	| 'progress'
	| 'suggest'
	| 'setSecret'
	| 'staffDesk'
	| 'ownAccount'
> {
	return {
		async pastDay(station, day) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.reconciliation({ session, day })) ?? unreachable;
		},
		async caseDesk(station, request: CaseDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.caseDesk({ session, request })) ?? unreachable;
		},
		async historyDesk(station, request: HistoryDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.historyDesk({ session, request })) ?? unreachable;
		},
		async auditDesk(station, request: AuditDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.auditDesk({ session, request })) ?? unreachable;
		},
		async watchDesk(station, request: WatchDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.watchDesk({ session, request })) ?? unreachable;
		},
		async reviewDesk(station, request: ReviewDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.reviewDesk({ session, request })) ?? unreachable;
		},
		async tideDesk(station, request: TideDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.tideDesk({ session, request })) ?? unreachable;
		},
		async staffDesk(station, request: StaffDeskRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.staffDesk({ session, request })) ?? unreachable;
		},
		async ownAccount(station, request: OwnAccountRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.ownAccount({ session, request })) ?? unreachable;
		},
		setSecret: async (station, asked) => (await link.setSecret({ ...asked, station })) ?? unreachable,
		suggest: async (_station, request) => (await link.suggest(request)) ?? unreachable,
		progress: async (_station, request) => (await link.progress(request)) ?? unreachable,
		booking: async (_station, request) => (await link.booking(request)) ?? { ok: false, code: 'hall-away' },
		async administer(station, request: AdministerRequest) {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await link.administer({ session, request })) ?? unreachable;
		},
	};
}
