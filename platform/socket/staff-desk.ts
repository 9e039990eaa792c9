/** Accounts of staff over the socket: those who keep them, everybody's own, and setting a PIN with a one-time code. */
import {
	type OwnAccountAnswer,
	ownAccountUp,
	type SetSecretAnswer,
	type StaffDeskAnswer,
	setSecret,
	staffDeskUp,
} from '../../domain/contracts/staff-desk.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

export async function onStaffDesk(raw: unknown, door: HallDoor): Promise<StaffDeskAnswer | Malformed> {
	const read = staffDeskUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, request } = read.data;
	const by = door.whoMay?.(session, `staff-desk/${request.do}`) ?? null;
	if (by === null || !door.staffOffice) return { ok: false, code: 'not-permitted' };
	const answer = await door.staffOffice.desk(session, request);
	if (request.do !== 'look') door.log.warn('staff-desk', { staff: by, command: request.do, code: answer.ok ? 'ok' : answer.code });
	return answer;
}

export async function onOwnAccount(raw: unknown, door: HallDoor): Promise<OwnAccountAnswer | Malformed> {
	const read = ownAccountUp.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { session, request } = read.data;
	const by = door.whoMay?.(session, 'own-account') ?? null;
	const station = door.sessions.find(session, door.clock.now())?.station ?? null;
	if (by === null || !door.staffOffice) return { ok: false, code: 'not-permitted' };
	const answer = await door.staffOffice.own(session, request);
	if (request.do === 'look') return answer;
	door.log.info('own-account', { staff: by, command: request.do, code: answer.ok ? 'ok' : answer.code });
	const what = request.do === 'change-secret' ? 'credential-set' : 'second-factor-set';
	if (answer.ok) await door.audit?.write({ staff: by, station, what, part: request.do });
	return answer;
}

export async function onSetSecret(raw: unknown, link: Link, door: HallDoor): Promise<SetSecretAnswer> {
	const read = setSecret.safeParse(raw);
	if (!read.success) {
		door.metrics.malformed.inc({ message: 'set-secret' });
		return { ok: false, code: 'malformed' };
	}
	// As slow as signing in: what is typed is guessed at in the same way.
	if (!link.signIns.take(door.clock.now())) return { ok: false, code: 'locked', seconds: 1 };
	const seat = link.seats.get(read.data.station);
	if (!seat || !door.staffOffice) return { ok: false, code: 'not-seated' };
	const answer = await door.staffOffice.setSecret(seat.station, read.data);
	door.log.info('set-secret', { station: read.data.station, code: answer.ok ? 'ok' : answer.code });
	return answer;
}
