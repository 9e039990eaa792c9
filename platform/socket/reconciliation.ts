/** A manager asks for the reconciliation report of a day that is over; today's is made from the log that the machine holds by itself. */
import { type ReconciliationAnswer, reconciliationAsked } from '../../domain/contracts/reconciliation.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Malformed } from './seated-messages.ts';

export async function onReconciliation(raw: unknown, door: HallDoor): Promise<ReconciliationAnswer | Malformed> {
	const read = reconciliationAsked.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	if (!door.managerOf || !door.dayReports || door.managerOf(read.data.session) === null) return { ok: false, code: 'not-permitted' };
	const found = await door.dayReports(read.data.day);
	return found ? { ok: true, report: found.report } : { ok: false, code: 'no-day' };
}
