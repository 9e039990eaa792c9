/**
 * Signing in while cut off, in the box: the product's verifiers at the platform and its desk at the machine, on simulated disks and clocks; what clerks
 * do with it, with dice; and the rules it touches. Argon2id is left out: a simulation has no threads to wait for.
 */
import { createHash } from 'node:crypto';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { OfflineDesk, PinVerifier } from '../../domain/contracts/offline-sign-in.ts';
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';
import type { TicketKey } from '../../electron/keys/machine-key.ts';
import { firstLockMs, triesBeforeLock } from '../../electron/keys/offline-locks.ts';
import { OfflineSignIns, tickEveryMs } from '../../electron/keys/offline-sign-ins.ts';
import type { Log } from '../../platform/observe/log.ts';
import { LaterSignIns } from '../../platform/people/later-sign-ins.ts';
import type { PinLock } from '../../platform/people/pin-lock.ts';
import type { Sessions } from '../../platform/people/sessions.ts';
import type { StaffMember } from '../../platform/people/staff.ts';
import type { StationKeys } from '../../platform/people/station-keys.ts';
import { type Standing, standingIn } from '../../platform/people/who-may.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import type { MachineNode } from './machine-node.ts';
import type { Random } from './random.ts';
import type { Witness } from './witness.ts';
import type { Life, World } from './world.ts';

export const pinOfAll = '2580';
/** Three minutes: cuts of these lives are longer and shorter. */
const rules = { hours: 0.05, shortestPin: 4, prepare: 'station' as const };
const hashOf = (pin: string, salt: string): Buffer => createHash('sha256').update(`${salt}${pin}`).digest();

async function makeVerifier(pin: string): Promise<PinVerifier> {
	const salt = Buffer.alloc(16, 7).toString('base64url');
	return { salt, memory: 8, passes: 1, lanes: 1, hash: hashOf(pin, salt).toString('base64url') };
}

interface PlatformSide {
	plan: HallPlan;
	staff: readonly StaffMember[];
	store: HallStore;
	sessions: Sessions;
	lock: PinLock;
	stationKeys: StationKeys;
	log: Log;
}

/** What stands before a platform's authority; `later` is empty where nobody can sign in while cut off. */
export async function peopleIn(
	offline: boolean,
	{ log, ...parts }: PlatformSide,
): Promise<{ later: { later?: LaterSignIns }; standing: Pick<Standing, 'staffOf'> & Partial<Standing> }> {
	const { plan, staff, sessions } = parts;
	if (!offline) return { later: {}, standing: { staffOf: (envelope, now) => sessions.staffOf(envelope, now) } };
	const failed = () => log.error('offline-sign-in-not-kept');
	const later = await LaterSignIns.load({ ...parts, rules, makeVerifier, failed });
	return { later: { later }, standing: standingIn(plan, staff, sessions) };
}

/** What a machine remembers of wrong PINs, as the box sees it; gone with the disk. */
export type PinsTried = Map<string, { wrong: number; at: number }>;

/** The desk of one life of a machine's main process. */
export async function openOfflineDesk(machine: MachineNode, life: Life, disk: JournalDisk, key: TicketKey): Promise<OfflineDesk> {
	const { world, plan, witness, random } = machine.parts;
	const began = world.now;
	let trying: { staff: string; pin: string } | null = null;
	const offline = await OfflineSignIns.open({
		hall: plan.code,
		folder: '/keys',
		key,
		wall: machine.clock,
		running: () => world.now - began,
		async hashPin(pin, { salt }) {
			if (trying) lookedAt(machine.pinsTried, trying, { now: world.now, witness, station: machine.station });
			return hashOf(machine.parts.plant?.comparedPin?.(pin) ?? pin, salt);
		},
		note: (code) => witness.note(code),
		disk,
	});
	const tick = (): void => {
		world.after(life, tickEveryMs, () => void offline.tick().then(tick));
	};
	tick();
	const crossing = async <T>(answer: T | Promise<T>): Promise<T> => {
		const said = await answer;
		await world.wait(life, random.between(0.05, 0.6));
		return said;
	};
	let turn: Promise<unknown> = Promise.resolve();
	return {
		ask: (station) => crossing(offline.ask(station)),
		keep: (station, sealed) => crossing(offline.keep(station, sealed)),
		state: (station) => crossing(offline.state(station)),
		keepProof: (proof) => crossing(offline.keepProof(proof)),
		proofs: () => crossing(offline.proofs()),
		signIn(station, staff, pin) {
			const said = turn.then(() => {
				trying = { staff, pin };
				return offline.signIn(station, staff, pin);
			});
			turn = said.catch(() => {});
			return crossing(said);
		},
	};
}

/** A PIN is compared. Five wrong ones lock for five minutes, whatever was killed or cut off in between. */
function lookedAt(
	tried: PinsTried,
	{ staff, pin }: { staff: string; pin: string },
	{ now, witness, station }: { now: number; witness: Witness; station: string },
) {
	const known = tried.get(staff) ?? { wrong: 0, at: 0 };
	witness.holds(
		'SIGN',
		known.wrong < triesBeforeLock || now - known.at >= firstLockMs,
		() => `${station} looked at a PIN of ${staff} ${Math.round(now - known.at)} ms after ${known.wrong} wrong ones`,
	);
	if (pin === pinOfAll) tried.delete(staff);
	else tried.set(staff, { wrong: known.wrong >= triesBeforeLock ? 1 : known.wrong + 1, at: now });
}

export interface OfflinePeople {
	random: Random;
	/** Who was let in where, by whomever. */
	letIn: Map<string, Set<string>>;
}
export const openOfflinePeople = (random: Random): OfflinePeople => ({ random, letIn: new Map() });

interface AtFace {
	offline: OfflinePeople | null;
	witness: Witness;
	world: World;
}

/** Somebody signs in at the face of this machine. While it is cut off some have forgotten their PIN, and try. */
export async function signInAt({ offline, witness }: AtFace, machine: MachineNode, staff: string): Promise<unknown> {
	const { engine, station } = machine;
	if (!engine) return null;
	if (!offline) return engine.signIn(station, staff, pinOfAll);
	const cutOff = engine.view().link === 'down';
	const forgetful = Number(station.replace(/\D/g, '')) % 3 === 0;
	const pin = cutOff && offline.random.chance(forgetful ? 0.9 : 0.05) ? '0000' : pinOfAll;
	const answer = await engine.signIn(station, staff, pin);
	witness.holds('SIGN', pin === pinOfAll || !answer.ok, () => `${station} let ${staff} in with a wrong PIN`);
	if (cutOff) witness.note(answer.ok ? 'signed-in-cut-off' : `not-signed-in-cut-off-${answer.code}`);
	if (answer.ok) offline.letIn.set(station, (offline.letIn.get(station) ?? new Set()).add(staff));
	return answer;
}

/** Now and then a clerk who is cut off signs out, and the next one comes. True = they did. */
export function signsOut({ offline }: AtFace, machine: MachineNode): boolean {
	if (!offline || machine.engine?.view().link !== 'down' || !offline.random.chance(0.08)) return false;
	void machine.engine.signOut(machine.station);
	return true;
}

/**
 * I-17 at the end of a life: staff work in the log is of somebody whom that machine or a platform let in there, or a person is told that it is not; and
 * nothing of it was turned away (S6 is looked at at once).
 */
export function checkSignIns(log: readonly HallEvent[], offline: OfflinePeople, witness: Witness): void {
	const flagged = new Set<string>();
	for (const event of log) {
		if (event.name !== 'conflict-found') continue;
		const { kind, ticket, window } = event.body;
		if (kind !== 'report-without-session' && kind !== 'report-under-expired-sign-in') continue;
		flagged.add(`${event.station}/${event.epoch}/${event.n}`).add(`${ticket}@${window}`);
		witness.note(`flagged-${kind}`);
	}
	for (const event of log) {
		if ((event.name !== 'service-started' && event.name !== 'service-finished') || event.recovered) continue;
		const { station, staff, epoch, n, position } = event;
		if (staff !== null)
			witness.holds(
				'I-17',
				offline.letIn.get(station)?.has(staff) === true,
				() => `${position}: work of ${staff}, who was never let in at ${station}`,
			);
		else {
			const { ticket, window } = event.body;
			const isTold = flagged.has(`${station}/${epoch}/${n}`) || flagged.has(`${ticket}@${window}`);
			witness.holds('I-17', isTold, () => `${position}: work of nobody at ${station}, and no conflict says so`);
		}
	}
}
