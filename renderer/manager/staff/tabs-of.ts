/** Which pages a manager's seat shows to whom: the hall to its manager, accounts to who keeps them, machines to who keeps those. */
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';

export const managerTabs = [
	'live',
	'history',
	'week',
	'reviews',
	'manual',
	'reconciliation',
	'devices',
	'staff',
	'machines',
	'audit',
	'alarms',
	'account',
] as const;
export type ManagerTab = (typeof managerTabs)[number];

const ofManager: readonly ManagerTab[] = ['live', 'history', 'week', 'reviews', 'manual', 'reconciliation', 'devices', 'staff', 'machines'];
const ofRole: Partial<Record<StaffRole, readonly ManagerTab[]>> = {
	manager: ofManager,
	security: ['staff', 'machines', 'alarms'],
	system: ['devices', 'alarms', 'account'],
	audit: ['audit', 'alarms', 'account'],
};

/** `roles`: absent = from a program that did not say; then a manager's. The first one is where a sign-in begins. */
export function tabsOf(roles: readonly StaffRole[] | undefined): readonly ManagerTab[] {
	const wanted = new Set((roles ?? ['manager']).flatMap((role) => ofRole[role] ?? []));
	return managerTabs.filter((tab) => wanted.has(tab));
}
