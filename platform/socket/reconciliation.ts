/** A manager asks for the reconciliation report of a day that is over (today's is made from the log that the machine holds). */
import { type ReconciliationAnswer, reconciliationAsked } from '../../domain/contracts/reconciliation.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onReconciliation(raw: unknown, door: HallDoor): Promise<ReconciliationAnswer | Malformed> {
	const read = reconciliationAsked.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, day } = read.data;
	const { managerOf, dayReports, log } = door;
	const staff = managerOf?.(session) ?? null;
	if (staff === null || !dayReports) return { ok: false, code: 'not-permitted' };
	const found = await dayReports.of(day);
	if (typeof found === 'string') return { ok: false, code: found };
	log.info('reconciliation-read', { staff, day, command: 'json' });
	return { ok: true, report: found.report };
}
