/**
 * Signs out, by the platform's own clock, whoever left a machine alone: the page does it first and says so a minute before (`renderer/staff/idle-guard.tsx`);
 * this is for a page that hangs, was tampered with, or is no page at all. Turns are counted, not timed: a clock that jumps signs nobody out (I-18).
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { usualIdle } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { numberInHand } from '../../domain/views/number-in-hand.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { Clock } from '../clock.ts';
import type { Sessions } from './sessions.ts';
import type { StaffOffice } from './staff-office.ts';

export const idleLookEveryMs = 30_000;
/** The page has the first word. */
const laterThanPageMs = 2 * 60_000;

export interface IdleParts {
	plan: HallPlan;
	sessions: Pick<Sessions, 'turn'>;
	clock: Clock;
	authority: { readonly state: HallDay };
	audit: Pick<AuditBook, 'write'>;
	/** Told that sign-ins at these stations were ended. */
	office: Pick<StaffOffice, 'shutOut'>;
	/** Stations that a link seats now. */
	seated(): ReadonlySet<string>;
	failed(cause: unknown): void;
}

/** How many looks without a word of somebody end a sign-in at this station; `null` = time does not run there now. */
export function looksUntilIdle(plan: HallPlan, state: HallDay, station: string): number | null {
	const seat = plan.stations.find(({ id }) => id === station);
	if (seat?.window && numberInHand(state, seat.window) !== null) return null;
	const minutes = (plan.idleSignOut ?? usualIdle)[seat?.role === 'window' ? 'window' : 'manager'];
	return Math.ceil((minutes * 60_000 + laterThanPageMs) / idleLookEveryMs);
}

export function watchIdle({ plan, sessions, clock, authority, audit, office, seated, failed }: IdleParts): () => void {
	let looking = false;
	async function look(): Promise<void> {
		const gone = await sessions.turn(clock.now(), seated(), (station) => looksUntilIdle(plan, authority.state, station));
		if (gone.length === 0) return;
		office.shutOut(gone.map(({ station }) => station));
		for (const { staff, station } of gone) await audit.write({ staff, station, what: 'signed-out-idle', reason: 'by-platform' });
	}
	return clock.every(idleLookEveryMs, () => {
		if (looking) return;
		looking = true;
		look()
			.catch(failed)
			.finally(() => {
				looking = false;
			});
	});
}
