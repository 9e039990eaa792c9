/** A manager's order to hand the hall to another platform, for whoever is signed in at a manager's seat. */
import type { HandOverAnswer, HandOverWish } from '../../domain/contracts/hand-over.ts';
import type { Link } from './ports.ts';

export async function askHandOver(link: Pick<Link, 'handOver'>, session: string | undefined, wish: HandOverWish): Promise<HandOverAnswer> {
	if (session === undefined) return { ok: false, code: 'not-permitted' };
	return (await link.handOver({ ...wish, session })) ?? { ok: false, code: 'unreachable' };
}
