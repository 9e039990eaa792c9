/** A manager's order to hand the hall to another platform, for whoever is signed in at a manager's seat. */
import type { HandOverAnswer, HandOverWish } from '../../domain/contracts/hand-over.ts';
import { compareTerms, type PlatformTerm } from '../../domain/contracts/term.ts';
import type { Link, Timers } from './ports.ts';

/** The newest term this station has heard of; it finds the new platform by itself. */
export interface HeardTerms {
	term(): PlatformTerm;
	timers: Timers;
}

/** A line that broke in the middle of it is no answer: until then it may be seen who decides. */
const lookEveryMs = 1_000;
const looks = 15;

export async function askHandOver(
	link: Pick<Link, 'handOver'>,
	session: string | undefined,
	wish: HandOverWish,
	{ term, timers }: HeardTerms,
): Promise<HandOverAnswer> {
	if (session === undefined) return { ok: false, code: 'not-permitted' };
	const before = term();
	const said = await link.handOver({ ...wish, session });
	if (said) return said;
	for (let look = 0; look < looks; look += 1) {
		const heard = term();
		if (heard.platform === wish.to && compareTerms(heard, before) > 0) return { ok: true, term: heard };
		await new Promise<void>((resolve) => timers.set(resolve, lookEveryMs));
	}
	return { ok: false, code: 'unreachable' };
}
