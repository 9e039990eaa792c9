/** A manager hands the hall to another platform of its list. */
import { type HandOverAnswer, handOverFaults, handOverUp } from '../../domain/contracts/hand-over.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';

export async function onHandOver(raw: unknown, door: Pick<HallDoor, 'whoMay' | 'handOver' | 'log'>): Promise<HandOverAnswer | Malformed> {
	const read = handOverUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, to, reason } = read.data;
	const by = door.whoMay?.(session, 'hand-over') ?? null;
	if (by === null) return { ok: false, code: 'not-permitted' };
	if (!door.handOver) return { ok: false, code: 'peers-closed' };
	const answer = await door.handOver({ to, reason, by });
	door.log.warn('hand-over-ordered', { staff: by, code: answer.ok ? to : answer.code });
	if (answer.ok) return answer.term ? { ok: true, term: answer.term } : { ok: true };
	// What else may go wrong between two platforms is for the technician, who has it in both logs.
	return { ok: false, code: handOverFaults.find((fault) => fault === answer.code) ?? 'refused' };
}
