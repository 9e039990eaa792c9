/**
 * What a member of staff may be. `window` is the clerk (窗口人员); the name is that of the seat, as files and signed statements have always said it.
 * The three administrators (三员) are kept apart: the system administrator keeps machines running, the security administrator keeps accounts, the
 * audit administrator reads what both did and changes nothing.
 */
import { z } from 'zod';
import type { StationRole } from './identity.ts';

export const staffRoles = ['window', 'manager', 'system', 'security', 'audit'] as const;
export const staffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof staffRole>;

export const administratorRoles = ['system', 'security', 'audit'] as const satisfies readonly StaffRole[];
const administrators: ReadonlySet<StaffRole> = new Set(administratorRoles);

/** An administrator is that and nothing else: whoever bears one of the three bears no other role, not of the three and not of the hall. */
export function keptApart(roles: readonly StaffRole[]): boolean {
	return new Set(roles).size <= 1 || !roles.some((role) => administrators.has(role));
}

/** Where somebody signs in to act in a role: clerks at their window, everybody else at a manager's seat. */
export function seatOf(role: StaffRole): StationRole {
	return role === 'window' ? 'window' : 'manager';
}

/** The roles that count at a seat: who is both clerk and manager is no manager at a window. */
export function rolesAt(roles: readonly StaffRole[], seat: StationRole): StaffRole[] {
	return roles.filter((role) => seatOf(role) === seat);
}
