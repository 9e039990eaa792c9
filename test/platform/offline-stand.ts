/** A clerk's machine and the hall's platform in one test: what they say to each other about signing in while cut off. */
import type { Socket } from 'socket.io-client';
import { type VerifiersAnswer, verifiersAnswer } from '../../domain/contracts/offline-sign-in.ts';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import { commandsAnswer, signInAnswer } from '../../domain/contracts/wire.ts';
import type { StaffMember } from '../../platform/people/staff.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { type OfflineMachine, offlineMachine } from '../electron/offline-machine.ts';
import { clerkPin, demoHall, epochOf, issue, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

export const clerk = '0307';
export const hour = 3_600_000;
export const hallCode = demoHall().plan.code;
export const rules = { hours: 72, shortestPin: 4, prepare: 'station' as const };

export interface OfflineStand {
	hall: OpenPlatform;
	store: MemoryStore;
	machine: OfflineMachine;
	/** The machine's link, at W01. */
	socket: Socket;
	open(more?: Parameters<typeof openPlatform>[0]): Promise<OpenPlatform>;
}

/** A platform on a store that outlives it, and a machine seated at W01. */
export async function offlineStand(): Promise<OfflineStand> {
	const store = new MemoryStore();
	store.close = async () => {};
	const open = (more: Parameters<typeof openPlatform>[0] = {}) => openPlatform({ store, ...more });
	const hall = await open();
	const machine = await offlineMachine(tuesdayMorning, hallCode);
	return { hall, store, machine, socket: await seatedAt(hall, machine), open };
}

export const seatedAt = (platform: OpenPlatform, at: OfflineMachine, station = 'W01', more = {}) =>
	platform.seated(station, epochOf('a'), { key: at.offline.ask(station).key, ...more });
export async function signIn(link: Socket, staff = clerk, pin = clerkPin, station = 'W01') {
	const answer = signInAnswer.parse(await link.emitWithAck('sign-in', { station, staff, pin }));
	if (!answer.ok) throw new Error(answer.code);
	return answer;
}
export async function prepare(link: Socket, at: OfflineMachine, station = 'W01'): Promise<VerifiersAnswer> {
	const answer = verifiersAnswer.parse(await link.emitWithAck('offline-sign-ins', at.offline.ask(station)));
	if (answer.ok && !(await at.offline.keep(station, answer.sealed))) throw new Error('the machine could not read the answer');
	return answer;
}
export async function proofOf(machine: OfflineMachine, staff = clerk, pin = clerkPin): Promise<SignInProof> {
	const answer = await machine.offline.signIn('W01', staff, pin);
	if (!answer.ok) throw new Error(answer.code);
	return answer.proof;
}
export const served = (n: number, session: string, occurredAt: number, ticket = 'A001', name = 'start-service') =>
	issue(n, { station: 'W01', name, body: { window: 'W01', ticket }, session, occurredAt });
export async function report(link: Socket, ...commands: unknown[]) {
	const answer = commandsAnswer.parse(await link.emitWithAck('commands', { commands }));
	if (!answer.ok) throw new Error(JSON.stringify(answer));
	return answer.outcomes.flatMap((outcome) => (outcome.result === 'accepted' ? outcome.events : []));
}
export const signInConflicts = (events: Awaited<ReturnType<typeof report>>) =>
	events.flatMap((event) => (event.name === 'conflict-found' && /sign-in|session/.test(event.body.kind) ? [event.body] : []));
export const withStaff = (change: (staff: readonly StaffMember[]) => StaffMember[]) => ({
	hall: { ...demoHall(), offlineSignIn: rules, staff: change(demoHall().staff) },
});
