/** A clerk asks about cases that other days or windows began, or looks at the application behind one. */
import { type CaseDeskAnswer, caseDeskUp } from '../../domain/contracts/case-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onCaseDesk(raw: unknown, door: HallDoor): Promise<CaseDeskAnswer | Malformed> {
	const read = caseDeskUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	if (!door.caseDesk) return { ok: false, code: 'not-permitted' };
	try {
		return await door.caseDesk.ask(read.data.session, read.data.request);
	} catch (cause) {
		// What could not be written into the audit was not shown.
		door.authority.distrustStore(cause);
		return { ok: false, code: 'busy' };
	}
}
