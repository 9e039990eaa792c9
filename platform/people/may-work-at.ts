/** Whether a member of staff may sign in at a station: by role, and, where the staff file names windows, by window. */
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import { rolesAt } from '../../domain/contracts/staff-roles.ts';
import type { StaffMember } from './staff.ts';

export function mayWorkAt(member: Pick<StaffMember, 'roles' | 'windows'>, station: StationPlan): boolean {
	if (rolesAt(member.roles, station.role).length === 0) return false;
	return station.role !== 'window' || !member.windows || !station.window || member.windows.includes(station.window);
}
