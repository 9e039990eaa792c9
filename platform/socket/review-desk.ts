/** A manager asks for the cases and the figures of reviews over all days, or for the sealed notes of a case. */
import { type ReviewDeskAnswer, reviewDeskUp } from '../../domain/contracts/review-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onReviewDesk(raw: unknown, door: HallDoor): Promise<ReviewDeskAnswer | Malformed> {
	const read = reviewDeskUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, request } = read.data;
	const staff = door.managerOf?.(session) ?? null;
	if (staff === null || !door.reviewDesk) return { ok: false, code: 'not-permitted' };
	// Who read what somebody said is told to the log of the machine; what it was is not.
	if (request.do !== 'look') door.log.info('complaint-notes', { staff, code: request.do });
	return door.reviewDesk.ask(staff, request);
}
