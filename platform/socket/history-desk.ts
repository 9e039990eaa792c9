/** A manager asks for figures of days that are over, files of them, a day to play again, or a plan for a day to come and its slots. */
import { type HistoryDeskAnswer, historyDeskUp } from '../../domain/contracts/history-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onHistoryDesk(raw: unknown, door: HallDoor): Promise<HistoryDeskAnswer | Malformed> {
	const read = historyDeskUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, request } = read.data;
	const staff = door.managerOf?.(session) ?? null;
	if (staff === null || !door.historyDesk) return { ok: false, code: 'not-permitted' };
	// Who took figures out of the house is told to the log of the machine.
	if (request.do === 'file') door.log.info('figures-read', { staff, day: request.from, command: request.format });
	if (request.do === 'take-slots' || request.do === 'drop-slots')
		door.log.info('slot-places', { staff, day: request.day, command: request.do });
	return door.historyDesk.ask(request, staff);
}
