/**
 * Who stands behind a request or a command, and whether the table of permissions lets them: the one place where roles are looked at. A role counts at
 * its own seat alone, so whoever is clerk and manager is no manager at a window.
 */
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { rolesAt, type StaffRole } from '../../domain/contracts/staff-roles.ts';
import { mayStandBehind, type Request, staffFor } from '../../domain/permission-table.ts';
import type { LooseEnvelope } from '../authority/loose-envelope.ts';
import type { Sessions } from './sessions.ts';
import type { StaffMember } from './staff.ts';

/** Number of the member of staff whose sign-in is good now and who may ask for this; `null` = nobody. */
export type WhoMay = (session: string, request: Request) => string | null;

/** `staff` is asked each time: accounts change while the hall runs. */
export function whoMayIn(plan: HallPlan, staff: readonly StaffMember[], sessions: Pick<Sessions, 'find'>, now: () => number): WhoMay {
	return (session, request) => {
		const signedIn = sessions.find(session, now());
		const may = staffFor(request);
		if (!signedIn || !may) return null;
		return rolesOf(plan, staff, signedIn).some((role) => may.includes(role)) ? signedIn.staff : null;
	};
}

/** Roles in which somebody acts where they are signed in. */
export function rolesOf(plan: HallPlan, staff: readonly StaffMember[], signedIn: { staff: string; station: string }): StaffRole[] {
	const seat = plan.stations.find(({ id }) => id === signedIn.station);
	const member = staff.find(({ id }) => id === signedIn.staff);
	return seat && member ? rolesAt(member.roles, seat.role) : [];
}

export interface Standing {
	staffOf(envelope: LooseEnvelope, now: number): string | null;
	claimOf(envelope: LooseEnvelope, now: number): { staff: string; why: string } | null;
}

/**
 * The member of staff behind a command, as the authority asks for it: nobody, where the sign-in does not count or its role may not. An ask is then
 * refused; a report is taken, with who claims it and why that does not count (S6). Of somebody who has left since, the sign-in alone decides.
 */
export function standingIn(plan: HallPlan, staff: readonly StaffMember[], sessions: Pick<Sessions, 'staffOf' | 'claimOf'>): Standing {
	function mayNot(who: string, { name, station }: LooseEnvelope): boolean {
		if (!Object.hasOwn(commandTable, name) || !staff.some(({ id }) => id === who)) return false;
		return !mayStandBehind(rolesOf(plan, staff, { staff: who, station }), name as CommandName);
	}
	return {
		staffOf(envelope, now) {
			const who = sessions.staffOf(envelope, now);
			return who === null || mayNot(who, envelope) ? null : who;
		},
		claimOf(envelope, now) {
			const who = sessions.staffOf(envelope, now);
			return who !== null && mayNot(who, envelope) ? { staff: who, why: 'not-permitted' } : sessions.claimOf(envelope, now);
		},
	};
}
