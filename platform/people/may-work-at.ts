/** Whether a member of staff may sign in at a station: by role, and, where the account names windows, by window. */
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import { rolesAt, type StaffRole } from '../../domain/contracts/staff-roles.ts';
import type { StaffMember } from './staff.ts';

export function mayWorkAt(member: Pick<StaffMember, 'roles' | 'windows'>, station: StationPlan): boolean {
	if (rolesAt(member.roles, station.role).length === 0) return false;
	return station.role !== 'window' || !member.windows || !station.window || member.windows.includes(station.window);
}

/** Whether the hall demands a second step of them at this station: `demanded` are the roles of which it does (`secondStep` of the hall file). */
export function owesSecond(
	member: Pick<StaffMember, 'roles' | 'second'>,
	station: Pick<StationPlan, 'role'>,
	demanded: readonly StaffRole[],
): boolean {
	return !member.second && rolesAt(member.roles, station.role).some((role) => demanded.includes(role));
}

/** Whether a machine that is cut off may sign them in: those who serve and run the hall; administrators have nothing to do there. */
export function worksCutOff(
	member: Pick<StaffMember, 'roles' | 'windows' | 'second'>,
	station: StationPlan,
	demanded: readonly StaffRole[] = [],
): boolean {
	if (member.second || owesSecond(member, station, demanded) || !mayWorkAt(member, station)) return false;
	return rolesAt(member.roles, station.role).some((role) => role === 'window' || role === 'manager');
}
