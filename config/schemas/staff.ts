import { z } from 'zod';
import { departmentCode } from '../../domain/contracts/cases.ts';
import { staffId, windowId } from '../../domain/contracts/identity.ts';
import { keptApart, staffRole } from '../../domain/contracts/staff-roles.ts';

export const staffRecord = z.strictObject({
	id: staffId,
	name: z.string().min(1).max(40),
	roles: z.array(staffRole).min(1).refine(keptApart, 'system, security and audit stand alone: an administrator bears no other role'),
	pinHash: z
		.string()
		.regex(
			/^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
			'an argon2id hash, never the PIN itself (config/README.md says how to make one)',
		),
	/** Windows this person may sign in at; absent = every window. */
	windows: z.array(windowId).min(1).optional(),
	/** Departments whose tasks behind the counter this person does (后台审批), as codes of the catalogue. */
	departments: z.array(departmentCode).min(1).optional(),
	/** Where this person usually sits; a hint, not a limit. */
	usualWindow: windowId.optional(),
});
/** `staff.yaml`: who may sign in. */
export const staffFile = z.strictObject({ schema: z.literal('staff/1'), staff: z.array(staffRecord) });
export type StaffRecord = z.infer<typeof staffRecord>;
