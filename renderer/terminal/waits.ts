/** How long people wait, as far as this machine can know it: with a fresh link an estimate, without one the last number known. */
import type { Visit } from '../../domain/contracts/commands.ts';
import type { WaitEstimate } from '../../domain/contracts/decision.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { estimateWait } from '../../domain/estimate.ts';
import { isManual } from '../../domain/manual/manual-mode.ts';
import { waitOfNext } from '../../domain/wait-of-next.ts';
import { tokens } from '../design/tokens.ts';
import type { EngineView } from '../engine/contract.ts';

export interface Waits {
	/** False = nothing may be estimated: cut off, or the platform was silent for too long. */
	fresh: boolean;
	/** Since when the hall's system is not heard (platform time, ms); `null` = never heard since this machine started. */
	lostAt: number | null;
	/** The wait of a queue now; `null` when it cannot be known. `minutes: null` inside = nobody serves it. */
	of(queue: string): WaitEstimate | null;
	/** The wait of whoever takes a number for this visit now: the same that its ticket will say. */
	ofVisit(visit: Visit): WaitEstimate | null;
	/** Staff call it by hand, as far as this machine knows. */
	byHand(queue: string): boolean;
	/** People of the shared line who waited when the link was last good, and numbers this terminal gave out since. */
	atLoss(queue: string): { people: number; ownSince: number };
}

/** `stationNow` is the station's own clock, against which the view says when the platform was heard. */
export function waitsOf(view: EngineView, plan: HallPlan, state: HallDay, station: string, stationNow: number): Waits {
	const age = view.heardAt === null ? Number.POSITIVE_INFINITY : stationNow - view.heardAt;
	const fresh = view.link === 'up' && age < tokens.time.boardOldMs;
	return {
		fresh,
		lostAt: fresh || view.heardAt === null ? null : view.heardAt + view.clockOffset,
		of: (queue) => (fresh ? estimateWait(state, plan, queue, stationNow + view.clockOffset) : null),
		ofVisit: (visit) => (fresh ? waitOfNext(state, plan, visit, stationNow + view.clockOffset) : null),
		byHand: (queue) => isManual(state, queue),
		atLoss(queue) {
			let people = 0;
			let ownSince = 0;
			for (const ticket of Object.values(state.tickets)) {
				if (ticket.queue !== queue) continue;
				const own = ticket.origin === 'offline' && ticket.station === station;
				if (own && (view.heardAt === null || ticket.issuedAt >= view.heardAt)) ownSince += 1;
				else if (ticket.life.stage === 'waiting') people += 1;
			}
			return { people, ownSince };
		},
	};
}
