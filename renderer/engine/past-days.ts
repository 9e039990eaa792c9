/** The platform's reconciliation report of a day, asked for whoever is signed in at a manager's seat. */
import type { ReconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import type { Link } from './ports.ts';

export type PastDayAnswer = ReconciliationAnswer | { ok: false; code: 'unreachable' };

export async function askPastDay(link: Pick<Link, 'reconciliation'>, session: string | undefined, day: string): Promise<PastDayAnswer> {
	if (session === undefined) return { ok: false, code: 'not-permitted' };
	return (await link.reconciliation({ session, day })) ?? { ok: false, code: 'unreachable' };
}
