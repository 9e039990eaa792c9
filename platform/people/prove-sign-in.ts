/**
 * Sign-ins that this platform did not see: of a platform it took over from (shift token), or of a machine that was cut off (offline sign-in).
 * What holds becomes a session like any other; what does not is remembered with its fault, so that reports made under it name who it claims.
 */
import { createHash } from 'node:crypto';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { readStatement, type SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import { type HallKeys, keyIdOf, signedBy } from './hall-keys.ts';
import { mayWorkAt } from './may-work-at.ts';
import { pinMarkOf } from './offline-verifiers.ts';
import type { Session, SessionFault } from './sessions.ts';
import type { StaffMember } from './staff.ts';
import type { StationKeys } from './station-keys.ts';

export interface ProofParts {
	plan: HallPlan;
	staff: readonly StaffMember[];
	hallKeys: HallKeys;
	stationKeys: StationKeys;
}

/** A sign-in as it was proved; `null` = the proof says nothing that could be believed, not even whom it claims. */
export function provenSession(proof: SignInProof, parts: ProofParts): Session | null {
	const said = 'shift' in proof ? shiftOf(proof, parts) : offlineOf(proof, parts);
	if (!said) return null;
	const mark = createHash('sha256').update(proof.session).digest('base64url');
	if (said.session !== mark || said.hall !== parts.plan.code) return null;
	const fault = said.fault ?? staffFault(said, parts);
	return {
		staff: said.staff,
		station: said.station,
		begunAt: said.from,
		endsAt: Math.min(said.until, proof.ended ?? said.until),
		...(fault ? { fault } : {}),
	};
}

interface Said {
	hall: string;
	staff: string;
	station: string;
	from: number;
	until: number;
	session: string;
	pin: string | null;
	fault: SessionFault | null;
}

function shiftOf({ shift }: Extract<SignInProof, { shift: unknown }>, { hallKeys }: ProofParts): Said | null {
	const told = readStatement('shift', shift, hallKeys.holds);
	return told && { ...told, fault: null };
}

/** The machine signed; what it rests on is a permit of the hall for this very machine, member and station. */
function offlineOf(
	{ offline, permit: signed, key }: Extract<SignInProof, { offline: unknown }>,
	{ hallKeys, stationKeys }: ProofParts,
): Said | null {
	if (keyIdOf(key.publicKey) !== key.keyId) return null;
	const told = readStatement('offline', offline, (statement) => statement.keyId === key.keyId && signedBy(key.publicKey, statement));
	if (!told) return null;
	const flagged = (fault: SessionFault): Said => ({ ...told, pin: null, fault });
	const known = stationKeys.all().find((one) => one.station === told.station && one.keyId === key.keyId);
	if (known?.revoked) return flagged('unknown-machine');
	const permit = readStatement('permit', signed, hallKeys.holds);
	if (!permit || permit.hall !== told.hall) return flagged('unknown-permit');
	if (permit.machine !== key.keyId) return flagged('unknown-machine');
	if (permit.staff !== told.staff || permit.station !== told.station) return flagged('unknown-permit');
	if (told.from >= permit.until) return flagged('expired');
	return { ...told, until: Math.min(told.until, permit.until), pin: permit.pin, fault: null };
}

/** The member as the hall's files have it now: what was taken back while the machine was cut off. */
function staffFault({ staff, station, pin }: Said, { plan, staff: members }: ProofParts): SessionFault | null {
	const member = members.find(({ id }) => id === staff);
	const place = plan.stations.find(({ id }) => id === station);
	if (!member || !place || !mayWorkAt(member, place)) return 'withdrawn';
	return pin === pinMarkOf(member) ? null : 'withdrawn';
}
