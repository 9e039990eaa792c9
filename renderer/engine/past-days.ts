/** What a manager's seat asks of the platform beyond commands: reports of days that are over, and machines that nobody vouches for. */

import type { WatchDeskRequest } from '../../domain/contracts/alarms.ts';
import type { AuditDeskRequest } from '../../domain/contracts/audit.ts';
import type { CaseDeskRequest } from '../../domain/contracts/case-desk.ts';
import type { HistoryDeskRequest } from '../../domain/contracts/history-desk.ts';
import type { AdministerRequest } from '../../domain/contracts/quarantine.ts';
import type { ReviewDeskRequest } from '../../domain/contracts/review-desk.ts';
import type { OwnAccountRequest, StaffDeskRequest } from '../../domain/contracts/staff-desk.ts';
import type { TideDeskRequest } from '../../domain/contracts/tide-desk.ts';
import type { EngineClient } from './contract.ts';
import type { Unreachable } from './desk-answers.ts';
import type { Link } from './ports.ts';

type Said<Asked> = { session: string; request: Asked };

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
	/** With the sign-in of whoever is at the seat; without one nobody is asked. */
	const signedIn =
		<Asked, Answer>(ask: (said: Said<Asked>) => Promise<Answer | null>) =>
		async (station: string, request: Asked): Promise<Answer | Unreachable | { ok: false; code: 'not-permitted' }> => {
			const session = sessionAt(station);
			if (session === undefined) return { ok: false, code: 'not-permitted' };
			return (await ask({ session, request })) ?? unreachable;
		};
	return {
		pastDay: signedIn(({ session, request: day }: Said<string>) => link.reconciliation({ session, day })),
		caseDesk: signedIn((said: Said<CaseDeskRequest>) => link.caseDesk(said)),
		historyDesk: signedIn((said: Said<HistoryDeskRequest>) => link.historyDesk(said)),
		auditDesk: signedIn((said: Said<AuditDeskRequest>) => link.auditDesk(said)),
		watchDesk: signedIn((said: Said<WatchDeskRequest>) => link.watchDesk(said)),
		reviewDesk: signedIn((said: Said<ReviewDeskRequest>) => link.reviewDesk(said)),
		tideDesk: signedIn((said: Said<TideDeskRequest>) => link.tideDesk(said)),
		staffDesk: signedIn((said: Said<StaffDeskRequest>) => link.staffDesk(said)),
		ownAccount: signedIn((said: Said<OwnAccountRequest>) => link.ownAccount(said)),
		administer: signedIn((said: Said<AdministerRequest>) => link.administer(said)),
		setSecret: async (station, asked) => (await link.setSecret({ ...asked, station })) ?? unreachable,
		suggest: async (_station, request) => (await link.suggest(request)) ?? unreachable,
		progress: async (_station, request) => (await link.progress(request)) ?? unreachable,
		booking: async (_station, request) => (await link.booking(request)) ?? { ok: false, code: 'hall-away' },
	};
}
