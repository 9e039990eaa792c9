/** What a newer revision of a proposal says otherwise than the one that was read. */
import type { ShownProposal } from '../../../domain/contracts/tide-state.ts';
import { whoGains } from './proposal-gains.ts';
import { minutesOf, type TideWords } from './tide-words.ts';

export function whatChanged(before: ShownProposal, after: ShownProposal, tw: TideWords): string {
	const { words } = tw;
	const key = ({ window, to }: ShownProposal['moves'][number]) => `${window}:${to.join()}`;
	const had = new Set(before.moves.map(key));
	const has = new Set(after.moves.map(key));
	const gone = before.moves.filter((move) => !has.has(key(move)));
	const come = after.moves.filter((move) => !had.has(key(move)));
	const parts: string[] = [];
	if (gone.length > 0) parts.push(words('changed.gone', { moves: tw.moves(gone).join(words('join.semicolon')) }));
	if (come.length > 0) parts.push(words('changed.come', { moves: tw.moves(come).join(words('join.semicolon')) }));
	if (parts.length === 0) {
		const [was] = whoGains(before);
		const is = was && after.queues.find(({ queue }) => queue === was.queue);
		if (was && is)
			parts.push(
				words('changed.figures', {
					queue: tw.queue(was.queue),
					before: minutesOf(was.beforeS - was.afterS),
					after: minutesOf(is.meanWaitBeforeS - is.meanWaitAfterS),
				}),
			);
		else parts.push(words('changed.little'));
	}
	return parts.join(words('join.semicolon'));
}
