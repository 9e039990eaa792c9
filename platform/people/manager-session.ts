/** Who a sign-in at a manager's seat stands for: what only a manager may read or settle is asked for with it. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Sessions } from './sessions.ts';
import type { StaffMember } from './staff.ts';

export type ManagerOf = (session: string) => string | null;

/** Number of the member of staff, when the sign-in is good now, was made at a manager's seat, and the member is a manager; else `null`. */
export function managersIn(plan: HallPlan, staff: readonly StaffMember[], sessions: Sessions, now: () => number): ManagerOf {
	return (session) => {
		const signedIn = sessions.find(session, now());
		if (!signedIn || plan.stations.find(({ id }) => id === signedIn.station)?.role !== 'manager') return null;
		return staff.find(({ id }) => id === signedIn.staff)?.roles.includes('manager') ? signedIn.staff : null;
	};
}
