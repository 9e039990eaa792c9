/** A manager asks how the tide stands, tries moves, or wants the planner to look now. */
import { type TideDeskAnswer, tideDeskUp } from '../../domain/contracts/tide-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onTideDesk(raw: unknown, door: HallDoor): Promise<TideDeskAnswer | Malformed> {
	const read = tideDeskUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, request } = read.data;
	if ((door.managerOf?.(session) ?? null) === null) return { ok: false, code: 'not-permitted' };
	return door.tideDesk ? door.tideDesk.ask(request) : { ok: false, code: 'tide-off' };
}
