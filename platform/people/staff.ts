/** The part of `config`'s staff record that signing in needs. */
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';

export interface StaffMember {
	id: string;
	name: string;
	roles: readonly StaffRole[];
	/** argon2id, in its own text form. */
	pinHash: string;
	/** When given, window stations of other windows are closed to this member. */
	windows?: readonly string[];
	/** Signs in with a second step, and therefore not at a machine that is cut off, which could not look at it. */
	second?: boolean;
	/** Departments whose tasks this member works on. */
	departments?: readonly string[];
}
