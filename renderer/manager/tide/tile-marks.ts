/** What the floor map shows of the tide at each window. Pure. */
import type { QueueId } from '../../../domain/contracts/identity.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { DutyMove } from '../../../domain/contracts/tide-plan.ts';
import type { ShownProposal } from '../../../domain/contracts/tide-state.ts';
import type { TileMark } from '../floor-map.tsx';
import type { TideWords } from './tide-words.ts';

export function tileMarks(
	state: HallDay,
	open: ShownProposal | null,
	edited: readonly DutyMove[] | null,
	tw: TideWords,
): Record<string, TileMark> {
	const marks: Record<string, TileMark> = {};
	const mark = (kind: TileMark['kind'], window: string, from: readonly QueueId[], to: readonly QueueId[]) => {
		marks[window] = { kind, change: short(from, to), words: tw.words(`mark.${kind}`, { from: tw.sign(from), to: tw.sign(to) }) };
	};
	for (const [window, { duty }] of Object.entries(state.tide.ends)) mark('lent', window, duty, state.windows[window]?.duty ?? duty);
	for (const [window, { from, to }] of Object.entries(state.tide.due)) mark('due', window, from, to);
	if (edited) for (const { window, to } of edited) mark('edited', window, state.windows[window]?.duty ?? [], to);
	else for (const { window, from, to } of open?.moves ?? []) mark('proposed', window, from, to);
	return marks;
}

/** `B→A`, `+A`, `−B`: what there is room for on a tile. */
export function short(from: readonly QueueId[], to: readonly QueueId[]): string {
	const adds = to.filter((queue) => !from.includes(queue));
	const drops = from.filter((queue) => !to.includes(queue));
	if (adds.length > 0 && drops.length > 0) return `${drops.join('')}→${adds.join('')}`;
	if (adds.length > 0) return `+${adds.join('')}`;
	if (drops.length > 0) return `−${drops.join('')}`;
	return to.join('/');
}
