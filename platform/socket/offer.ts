/** What a seated machine holds of an earlier term (`domain/contracts/term.ts`). */
import { offerAnswer, offerUp } from '../../domain/contracts/term.ts';
import type { Offered } from '../term/offer-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

export async function onOffer(raw: unknown, link: Link, door: HallDoor): Promise<Offered | Malformed> {
	const read = offerUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	if (link.seats.size === 0) return { ok: false, code: 'busy', detail: 'Say hello before offering.' };
	// Nobody took over here: its log is the only one there ever was.
	if (!door.term) return offerAnswer.parse({ ok: true });
	const said = await door.term.offer(read.data);
	return !said.ok && said.code === 'malformed' ? { malformed: said.detail } : said;
}
