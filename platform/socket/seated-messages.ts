/** What a seated machine may say: commands, resume, beat, sign-in, sign-out. Each handler answers exactly once. */
import type { z } from 'zod';
import { type CommandName, commandTable } from '../../domain/contracts/commands.ts';
import { type VerifiersAnswer, verifiersUp } from '../../domain/contracts/offline-sign-in.ts';
import { protocolVersion } from '../../domain/contracts/protocol-history.ts';
import {
	type BeatAnswer,
	batchLimit,
	beat,
	type CommandsAnswer,
	type EventsDown,
	resume,
	signIn,
	signOut,
	type turnedAway,
} from '../../domain/contracts/wire.ts';
import { type LooseEnvelope, looseCommandsUp } from '../authority/loose-envelope.ts';
import { type SignInAnswer, signInAt } from '../people/sign-in.ts';
import { fieldProblem, inWords, type Malformed } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import { type Link, tellClock } from './link.ts';
import { hearMachine } from './machine-health.ts';
import { toldState } from './told-state.ts';

/** The day's log is for the machines of the hall: whoever has not said who it is hears nothing of it. */
const notSeated: TurnedAway = { ok: false, code: 'busy', detail: 'This link seats no station. Say hello first.' };
const tooOften: TurnedAway = { ok: false, code: 'busy', detail: 'This machine asks for the log too often. Ask again in a second.' };
type TurnedAway = z.infer<typeof turnedAway>;
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
	sampleClock(link, commands, door.clock.now());
	return door.authority.submit(commands, link.clockOffset ?? 0);
}

/** The next piece of today's log after a position; the machine asks again until it holds the head. */
export function onResume(raw: unknown, link: Link, door: HallDoor): EventsDown | TurnedAway | Malformed {
	const read = resume.safeParse(raw);
	if (!read.success) return bad(read.error);
	if (link.seats.size === 0) return notSeated;
	if (!link.resumes.take(door.clock.now())) return tooOften;
	const { authority } = door;
	const { day, position } = read.data;
	const from = day === authority.day && position <= authority.head ? position : 0;
	return { day: authority.day, head: authority.head, events: authority.eventsAfter(from, batchLimit) };
}

/**
 * A station that does not tell its clock in `hello` or `beat` shows it in its asks, which are sent as they are made: the smallest difference
 * seen on this link holds the least time on the way.
 */
function sampleClock(link: Link, commands: LooseEnvelope[], now: number): void {
	if (link.clockTold) return;
	for (const { name, occurredAt } of commands) {
		const isAsk = Object.hasOwn(commandTable, name) && commandTable[name as CommandName].kind === 'ask';
		if (isAsk) link.clockOffset = link.clockOffset === null ? now - occurredAt : Math.min(link.clockOffset, now - occurredAt);
	}
}

export function onBeat(raw: unknown, link: Link, door: HallDoor): BeatAnswer | TurnedAway | Malformed {
	const read = beat.safeParse(raw);
	if (!read.success) return bad(read.error);
	if (link.seats.size === 0) return notSeated;
	const now = door.clock.now();
	tellClock(link, read.data.stationTime, now);
	hearMachine(link, read.data.troubles, door);
	for (const token of read.data.touched ?? []) door.sessions.heardAt(token, link.seats);
	const { authority } = door;
	// Another version may fold the same events into a state of another shape.
	const state = link.protocol === protocolVersion ? toldState(authority, now) : undefined;
	return { day: authority.day, head: authority.head, platformTime: now, ...(state ? { state } : {}) };
}

export async function onSignIn(raw: unknown, link: Link, door: HallDoor): Promise<SignInAnswer> {
	const read = signIn.safeParse(raw);
	if (!read.success) {
		door.metrics.malformed.inc({ message: 'sign-in' });
		return { ok: false, code: 'malformed' };
	}
	if (!link.signIns.take(door.clock.now())) return { ok: false, code: 'locked', seconds: 1 };
	const seat = link.seats.get(read.data.station);
	const answer: SignInAnswer = seat
		? await signInAt(seat.station, read.data, door.signIn, () => door.clock.now(), link.key)
		: { ok: false, code: 'not-seated' };
	const result = answer.ok ? 'ok' : answer.code;
	// A number that nobody bears was typed by somebody, and may be anything.
	const staff = door.signIn.staff.some(({ id }) => id === read.data.staff) ? read.data.staff : null;
	const line = { staff, station: read.data.station };
	if (result === 'second-set') await door.audit?.write({ ...line, what: 'second-factor-set', part: 'second-confirm' });
	else await door.audit?.write({ ...line, what: answer.ok ? 'sign-in' : 'sign-in-failed', reason: answer.ok ? null : answer.code });
	door.metrics.signIns.inc({ result });
	door.log.info('sign-in', { station: read.data.station, code: result });
	return answer;
}

/** A machine asks for what it needs to sign people in while it is cut off. */
export async function onOfflineSignIns(raw: unknown, link: Link, door: HallDoor): Promise<VerifiersAnswer | Malformed> {
	const read = verifiersUp.safeParse(raw);
	if (!read.success) return bad(read.error);
	const seat = link.seats.get(read.data.station);
	if (!seat) return { ok: false, code: 'not-seated', detail: 'This link does not seat the station. Say hello first.' };
	if (!door.later) return { ok: false, code: 'off', detail: 'This platform prepares none.' };
	const answer = await door.later.verifiers.answer(seat.station, read.data, door.clock.now());
	door.log.info('offline-sign-ins', { station: read.data.station, code: answer.ok ? 'told' : answer.code });
	return answer;
}

export async function onSignOut(raw: unknown, door: HallDoor): Promise<{ ok: true } | Malformed> {
	const read = signOut.safeParse(raw);
	if (!read.success) return bad(read.error);
	const { session } = read.data;
	const who = door.sessions.find(session, door.clock.now());
	await door.sessions.end(session, door.clock.now());
	if (who) await door.audit?.write({ staff: who.staff, station: who.station, what: read.data.idle ? 'signed-out-idle' : 'sign-out' });
	return { ok: true };
}
