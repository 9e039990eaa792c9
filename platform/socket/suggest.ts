/** Somebody at a terminal said in their own words what they came for: what the hall's model, if there is one, would add. Nothing of it is logged. */
import { type SuggestAnswer, suggestRequest } from '../../domain/contracts/guide-model.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { mayLeaveHall } from '../../domain/may-leave-hall.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import { seatBucket } from './seat-bucket.ts';

/** A person reads before writing on. */
const perSecond = 0.5;
const burst = 5;
const seat = seatBucket(perSecond, burst);

export async function onSuggest(raw: unknown, link: Link, door: HallDoor): Promise<SuggestAnswer | Malformed> {
	const read = suggestRequest.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const asker = seat(link, door);
	if (asker === null) return { ok: false, code: 'not-seated' };
	const { guideModel, plan } = door;
	if (!guideModel) return { ok: false, code: 'off' };
	if (!mayLeaveHall(read.data.text)) return { ok: false, code: 'personal' };
	if (!asker.may) return { ok: false, code: 'busy' };
	const entries = await guideModel.ask(read.data.text, offeredIn(plan));
	return entries === null ? { ok: false, code: 'no-answer' } : { ok: true, entries };
}

/** What can be queued for in this hall. */
function offeredIn({ queues }: HallPlan): ReadonlySet<string> {
	return new Set(queues.flatMap(({ items, themes }) => [...items, ...themes]));
}
