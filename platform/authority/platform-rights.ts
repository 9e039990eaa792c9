/**
 * What the platform may do by itself: what a manager may. No link can seat `PLATFORM` (the plan of a hall never names it, `config` sees to
 * that), so only the platform's own code speaks with these rights. Its events name no member of staff.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { platformStation } from '../../domain/contracts/identity.ts';

export { platformStation };

/** Stands behind the platform's commands for the deciders; never written into an event. */
export const platformStaff = '0000';

export function withPlatformSeat(plan: HallPlan): HallPlan {
	return { ...plan, stations: [...plan.stations, { id: platformStation, role: 'manager' }] };
}
