/** What a clerk should know beside the case at hand: each with a tone, most urgent first. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { QueueRow } from './queue-rows.ts';

export interface Note {
	code: 'conflict' | 'owed' | 'overTarget' | 'offlineTicket';
	tone: 'alarm' | 'wait' | 'tide';
	params: Record<string, string | number>;
}

export function windowNotes(
	state: HallDay,
	plan: HallPlan,
	window: string,
	rows: readonly QueueRow[],
	owed: number,
	cutOff: boolean,
): Note[] {
	// What this machine did alone while cut off is judged when the platform has heard it.

	const notes: Note[] = [];
	for (const conflict of cutOff ? [] : state.conflicts) {
		if (conflict.settled || (conflict.window !== window && conflict.otherWindow !== window)) continue;
		notes.push({
			code: 'conflict',
			tone: conflict.kind === 'served-at-two-windows' ? 'alarm' : 'wait',
			params: { ticket: conflict.ticket ?? '' },
		});
	}
	if (owed > 0) notes.push({ code: 'owed', tone: 'wait', params: { count: owed } });
	for (const queue of plan.queues) {
		const here = rows.filter((row) => row.ticket.queue === queue.id);
		const oldest = here.reduce<QueueRow | null>((most, row) => (!most || row.waitedMinutes > most.waitedMinutes ? row : most), null);
		if (!oldest || queue.maxWaitMinutes === null || oldest.waitedMinutes <= queue.maxWaitMinutes) continue;
		notes.push({
			code: 'overTarget',
			tone: 'wait',
			params: {
				queue: queue.id,
				minutes: oldest.waitedMinutes - queue.maxWaitMinutes,
				ticket: oldest.ticket.number,
				waited: oldest.waitedMinutes,
			},
		});
	}
	if (rows.some((row) => row.ticket.origin === 'offline')) notes.push({ code: 'offlineTicket', tone: 'tide', params: {} });
	return notes;
}
