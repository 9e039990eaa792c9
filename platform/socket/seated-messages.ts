/** What a seated machine may say: commands, resume, beat, sign-in, sign-out. Each handler answers exactly once. */
import { type BeatAnswer, beat, type CommandsAnswer, type EventsDown, resume, signIn, signOut } from '../../domain/contracts/wire.ts';
import { looseCommandsUp } from '../authority/loose-envelope.ts';
import { type SignInAnswer, signInAt } from '../people/sign-in.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import { sendMissing } from './send-events.ts';

/** The message was not as it must be; the caller answers and counts. */
export interface Malformed {
	malformed: string;
}
const bad = (error: Parameters<typeof fieldProblem>[0]): Malformed => ({ malformed: inWords(fieldProblem(error)) });

export async function onCommands(raw: unknown, link: Link, door: HallDoor): Promise<CommandsAnswer | Malformed> {
	const read = looseCommandsUp.safeParse(raw);
	if (!read.success) return bad(read.error);
	const { commands } = read.data;
	const { station, epoch } = commands[0]!;
	if (commands.some((each) => each.station !== station || each.epoch !== epoch))
		return { malformed: 'commands: all commands of one message must be of one seat' };
	const seat = link.seats.get(station);
	if (!seat) return { ok: false, code: 'not-seated', detail: `This link does not seat ${station}. Say hello first.` };
	if (seat.epoch !== epoch)
		return { ok: false, code: 'epoch-unknown', detail: `${station} was seated with another epoch. Say hello again.` };
	return door.authority.submit(commands, link.clockOffset);
}

export function onResume(raw: unknown, link: Link, door: HallDoor): EventsDown | Malformed {
	const read = resume.safeParse(raw);
	if (!read.success) return bad(read.error);
	const { authority } = door;
	sendMissing(link.socket, authority, read.data.day === authority.day ? read.data.position : 0);
	return { day: authority.day, head: authority.head, events: [] };
}

export function onBeat(raw: unknown, link: Link, door: HallDoor): BeatAnswer | Malformed {
	const read = beat.safeParse(raw);
	if (!read.success) return bad(read.error);
	const now = door.clock.now();
	if (read.data.stationTime !== undefined) link.clockOffset = now - read.data.stationTime;
	return { day: door.authority.day, head: door.authority.head, platformTime: now };
}

export async function onSignIn(raw: unknown, link: Link, door: HallDoor): Promise<SignInAnswer> {
	const read = signIn.safeParse(raw);
	if (!read.success) {
		door.metrics.malformed.inc({ message: 'sign-in' });
		return { ok: false, code: 'malformed' };
	}
	const seat = link.seats.get(read.data.station);
	const answer: SignInAnswer = seat
		? await signInAt(seat.station, read.data, door.signIn, () => door.clock.now())
		: { ok: false, code: 'not-seated' };
	const result = answer.ok ? 'ok' : answer.code;
	door.metrics.signIns.inc({ result });
	door.log.info('sign-in', { station: read.data.station, code: result });
	return answer;
}

export async function onSignOut(raw: unknown, door: HallDoor): Promise<{ ok: true } | Malformed> {
	const read = signOut.safeParse(raw);
	if (!read.success) return bad(read.error);
	await door.sessions.end(read.data.session, door.clock.now());
	return { ok: true };
}
