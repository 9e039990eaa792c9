/** A manager's own version of a proposal, or a trial without one: which windows are to have which duty. Nothing of it is asked for yet. */
import { useMemo, useState } from 'react';
import type { QueueId, WindowId } from '../../../domain/contracts/identity.ts';
import type { DutyMove } from '../../../domain/contracts/tide-plan.ts';
import type { ShownProposal } from '../../../domain/contracts/tide-state.ts';

export interface PlanEdit {
	/** What it was begun from, as it was then; `null` = a trial of one's own. */
	base: ShownProposal | null;
	moves: DutyMove[];
	/** The window gets this duty. The first is served first. */
	set(window: WindowId, to: QueueId[]): void;
	/** The queue is added to the window's duty, which is `duty` now. */
	add(window: WindowId, queue: QueueId, duty: readonly QueueId[]): void;
	/** A move is made by another window instead: it gets what the first one was to get besides its own. */
	swap(from: WindowId, to: WindowId, adds: readonly QueueId[], duty: readonly QueueId[]): void;
	remove(window: WindowId): void;
	/** A newer revision was read: its moves are the beginning now. */
	restart(base: ShownProposal): void;
	close(): void;
}

interface Draft {
	base: ShownProposal | null;
	moves: DutyMove[];
}

export function usePlanEdit(): { edit: PlanEdit | null; begin(base: ShownProposal | null, moves?: DutyMove[]): void } {
	const [draft, setDraft] = useState<Draft | null>(null);
	const edit = useMemo<PlanEdit | null>(() => {
		if (!draft) return null;
		const change = (moves: DutyMove[]) => setDraft({ ...draft, moves });
		const others = (window: WindowId) => draft.moves.filter((move) => move.window !== window);
		const set = (window: WindowId, to: QueueId[]) =>
			change(
				draft.moves.some((move) => move.window === window)
					? draft.moves.map((move) => (move.window === window ? { window, to } : move))
					: [...draft.moves, { window, to }],
			);
		return {
			...draft,
			set,
			add(window, queue, duty) {
				const at = draft.moves.find((move) => move.window === window)?.to ?? [...duty];
				set(window, at.includes(queue) ? at : [...at, queue]);
			},
			swap(from, to, adds, duty) {
				const place = draft.moves.findIndex((move) => move.window === from);
				const moves = others(to).filter((move) => move.window !== from);
				moves.splice(place, 0, { window: to, to: [...duty, ...adds.filter((queue) => !duty.includes(queue))] });
				change(moves);
			},
			remove: (window) => change(others(window)),
			restart: (base) => setDraft({ base, moves: movesOf(base) }),
			close: () => setDraft(null),
		};
	}, [draft]);
	return { edit, begin: (base, moves) => setDraft({ base, moves: moves ?? (base ? movesOf(base) : []) }) };
}

export function movesOf(proposal: Pick<ShownProposal, 'moves'>): DutyMove[] {
	return proposal.moves.map(({ window, to }) => ({ window, to: [...to] }));
}
