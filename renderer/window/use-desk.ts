/** Everything the console shows, worked out once a second from the day's state; see `availability.ts` for what may be done. */
import { useMemo } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { windowView } from '../../domain/views/window-view.ts';
import type { EngineView } from '../engine/contract.ts';
import { type Desk, deskAvailability } from './availability.ts';
import { windowNotes } from './notes.ts';
import { queueRows } from './queue-rows.ts';

export interface DeskSeat {
	station: string;
	window: string;
	staff: string;
}

export function useDesk(seat: DeskSeat, view: EngineView, plan: HallPlan, state: HallDay, now: number) {
	const { station, window, staff } = seat;
	const { link } = view;
	const desk = useMemo<Desk>(() => ({ state, plan, station, window, staff, link, now }), [state, plan, station, window, staff, link, now]);
	const shown = useMemo(() => windowView(state, plan, window, now), [state, plan, window, now]);
	const rows = useMemo(() => (shown ? queueRows(shown.waiting, state) : []), [shown, state]);
	/** Called by people, not by this console. */
	const handRows = useMemo(() => (shown ? queueRows(shown.byHand, state) : []), [shown, state]);
	const available = useMemo(() => deskAvailability(desk), [desk]);
	return { desk, shown, rows, handRows, available, notes: windowNotes(state, plan, window, rows, view.owed, link === 'down') };
}
