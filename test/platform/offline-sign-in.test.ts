/** A clerk's machine that is cut off, and the platform before and after: who may sign in, what it proves, and what is flagged. */
import { hash } from '@node-rs/argon2';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type VerifiersAnswer, verifiersAnswer } from '../../domain/contracts/offline-sign-in.ts';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import { commandsAnswer, signInAnswer, welcome } from '../../domain/contracts/wire.ts';
import { hallKeysAnswer } from '../../platform/people/peer-hall-keys.ts';
import type { StaffMember } from '../../platform/people/staff.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { type OfflineMachine, offlineMachine } from '../electron/offline-machine.ts';
import { clerkPin, demoHall, epochOf, issue, managerPin, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const clerk = '0307';
const hour = 3_600_000;
const hallCode = demoHall().plan.code;
const rules = { hours: 72, shortestPin: 4, prepare: 'station' as const };

let hall: OpenPlatform;
let store: MemoryStore;
let machine: OfflineMachine;
let socket: Socket;

const open = (more: Parameters<typeof openPlatform>[0] = {}) => openPlatform({ store, ...more });
beforeEach(async () => {
	store = new MemoryStore();
	store.close = async () => {};
	hall = await open();
	machine = await offlineMachine(tuesdayMorning, hallCode);
	socket = await seatedAt(hall, machine);
});
afterEach(() => hall.end());

const seatedAt = (platform: OpenPlatform, at: OfflineMachine, station = 'W01', more = {}) =>
	platform.seated(station, epochOf('a'), { key: at.offline.ask(station).key, ...more });
async function signIn(link: Socket, staff = clerk, pin = clerkPin, station = 'W01') {
	const answer = signInAnswer.parse(await link.emitWithAck('sign-in', { station, staff, pin }));
	if (!answer.ok) throw new Error(answer.code);
	return answer;
}
async function prepare(link: Socket, at: OfflineMachine, station = 'W01'): Promise<VerifiersAnswer> {
	const answer = verifiersAnswer.parse(await link.emitWithAck('offline-sign-ins', at.offline.ask(station)));
	if (answer.ok) expect(await at.offline.keep(station, answer.sealed)).toBe(true);
	return answer;
}
async function offlineProof(staff = clerk, pin = clerkPin): Promise<SignInProof> {
	const answer = await machine.offline.signIn('W01', staff, pin);
	if (!answer.ok) throw new Error(answer.code);
	return answer.proof;
}
/** Both the machine and the hall's clocks go on. */
function pass(ms: number) {
	machine.pass(ms);
	hall.clock.at += ms;
}
const served = (n: number, session: string, occurredAt: number, ticket = 'A001', name = 'start-service') =>
	issue(n, { station: 'W01', name, body: { window: 'W01', ticket }, session, occurredAt });
async function report(link: Socket, ...commands: unknown[]) {
	const answer = commandsAnswer.parse(await link.emitWithAck('commands', { commands }));
	if (!answer.ok) throw new Error(JSON.stringify(answer));
	return answer.outcomes.flatMap((outcome) => (outcome.result === 'accepted' ? outcome.events : []));
}
const signInConflicts = (events: Awaited<ReturnType<typeof report>>) =>
	events.flatMap((event) => (event.name === 'conflict-found' && /sign-in|session/.test(event.body.kind) ? [event.body] : []));
const withStaff = (change: (staff: readonly StaffMember[]) => StaffMember[]) => ({
	hall: { ...demoHall(), offlineSignIn: rules, staff: change(demoHall().staff) },
});

describe('a machine that is cut off', () => {
	test('signs in who signed in there before, and the report names the clerk without a conflict once it is heard', async () => {
		await signIn(socket);
		expect((await prepare(socket, machine)).ok).toBe(true);
		socket.close();
		pass(20 * hour);
		await machine.restart();
		const proof = await offlineProof();
		const at = machine.wall;
		pass(hour);
		const back = await seatedAt(hall, machine, 'W01', { sessions: [proof.session], proofs: [proof] });
		const events = await report(back, served(1, proof.session, at + 60_000));
		expect(events[0]).toMatchObject({ name: 'service-started', staff: clerk });
		expect(signInConflicts(events)).toEqual([]);
	});

	test('the platform that looked at the sign-in lets the clerk go on with asks, and ends it at sign-out', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const proof = await offlineProof();
		const hello = { protocol: 1, seats: [{ station: 'W01', epoch: epochOf('a') }], holds: null, sessions: [proof.session] };
		const answer = welcome.parse(await socket.emitWithAck('hello', { ...hello, proofs: [proof] }));
		expect(answer.sessions).toEqual([proof.session]);
		const opened = await report(socket, issue(1, { station: 'W01', name: 'open-window', body: { window: 'W01' }, session: proof.session }));
		expect(opened).toMatchObject([{ name: 'window-opened', staff: clerk }]);
		await socket.emitWithAck('sign-out', { session: proof.session });
		const again = welcome.parse(await socket.emitWithAck('hello', { ...hello, proofs: [proof] }));
		expect(again.sessions).toEqual([]);
	});

	test('knows nobody before somebody has signed in on it, even when others signed in elsewhere', async () => {
		const other = await offlineMachine(tuesdayMorning, hallCode);
		const elsewhere = await seatedAt(hall, other, 'W02');
		await signIn(elsewhere, clerk, clerkPin, 'W02');
		await prepare(socket, machine);
		expect(machine.offline.state('W01')).toEqual({ prepared: 0, until: null });
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toEqual({ ok: false, code: 'not-prepared' });
	});

	test('is prepared for the others of its station once one of them has signed in on it', async () => {
		const other = await offlineMachine(tuesdayMorning, hallCode);
		await signIn(await seatedAt(hall, other, 'W02'), '0312', clerkPin, 'W02');
		await signIn(socket);
		await prepare(socket, machine);
		expect(machine.offline.state('W01')).toEqual({ prepared: 2, until: hall.clock.now() + 72 * hour });
		expect((await machine.offline.signIn('W01', '0312', clerkPin)).ok).toBe(true);
	});

	test('a second machine at the same seat gets no more than was typed on it', async () => {
		await signIn(socket);
		await signIn(socket, '0312');
		await prepare(socket, machine);
		socket.close();
		const laptop = await offlineMachine(tuesdayMorning, hallCode);
		hall.clock.turn(30_000);
		const link = await seatedAt(hall, laptop);
		await signIn(link);
		await prepare(link, laptop);
		expect(laptop.offline.state('W01').prepared).toBe(1);
		expect((await laptop.offline.signIn('W01', '0312', clerkPin)).ok).toBe(false);
	});

	test('a manager’s seat is prepared for managers alone', async () => {
		const office = await offlineMachine(tuesdayMorning, hallCode);
		const link = await seatedAt(hall, office, 'M1');
		await signIn(socket);
		await signIn(link, '0001', managerPin, 'M1');
		await prepare(link, office, 'M1');
		expect(office.offline.state('M1').prepared).toBe(1);
		expect((await office.offline.signIn('M1', '0001', managerPin)).ok).toBe(true);
	});
});

describe('what goes over the line and lies on the disk', () => {
	test('P1 neither the PIN nor anything it could be compared with is in the answer, and on the disk it is mixed with the machine’s secret', async () => {
		await signIn(socket);
		const answer = await prepare(socket, machine);
		const kept = (await store.records('offline-verifier'))[0]!.value as { verifier: { hash: string; salt: string } };
		const platformsOwn = demoHall().staff.find(({ id }) => id === clerk)!.pinHash;
		for (const secret of [kept.verifier.hash, kept.verifier.salt, platformsOwn, clerkPin])
			expect(JSON.stringify(answer).includes(secret), secret).toBe(false);
		const disk = machine.memory.text('/keys/offline-sign-in.json');
		expect(disk).toContain(kept.verifier.salt);
		for (const secret of [kept.verifier.hash, platformsOwn, `"${clerkPin}"`]) expect(disk.includes(secret), secret).toBe(false);
	});

	test('a file taken to another machine signs nobody in', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const thief = await offlineMachine(tuesdayMorning, hallCode);
		thief.memory.write('/keys/offline-sign-in.json', machine.memory.text('/keys/offline-sign-in.json'));
		await thief.restart();
		expect(await thief.offline.signIn('W01', clerk, clerkPin)).toMatchObject({ ok: false, code: 'wrong-pin' });
	});

	test('an answer that was recorded is none to a later request', async () => {
		await signIn(socket);
		const answer = verifiersAnswer.parse(await socket.emitWithAck('offline-sign-ins', machine.offline.ask('W01')));
		if (!answer.ok) throw new Error(answer.code);
		expect(await machine.offline.keep('W01', answer.sealed)).toBe(true);
		expect(await machine.offline.keep('W01', answer.sealed)).toBe(false);
		machine.offline.ask('W01');
		expect(await machine.offline.keep('W01', answer.sealed)).toBe(false);
	});

	test('a request that another key signed, that names another hall, or comes from a revoked machine is answered with nothing', async () => {
		await signIn(socket);
		const asked = machine.offline.ask('W01');
		const stranger = (await offlineMachine(tuesdayMorning, hallCode)).offline.ask('W01');
		const ask = async (up: unknown) => verifiersAnswer.parse(await socket.emitWithAck('offline-sign-ins', up));
		expect(await ask({ ...asked, signature: stranger.signature })).toMatchObject({ ok: false, code: 'malformed' });
		expect(await ask(stranger)).toMatchObject({ ok: false, code: 'unknown-key' });
		expect(await ask((await offlineMachine(tuesdayMorning, 'OTHER-HALL')).offline.ask('W01'))).toMatchObject({ code: 'malformed' });
		expect(await ask(machine.offline.ask('W02'))).toMatchObject({ code: 'not-seated' });
	});

	test('a PIN that is too short for it, and a hall that wants none, prepare nothing', async () => {
		await hall.end();
		hall = await open({ hall: { ...demoHall(), offlineSignIn: { ...rules, shortestPin: 6 } } });
		socket = await seatedAt(hall, machine);
		await signIn(socket);
		await prepare(socket, machine);
		expect(machine.offline.state('W01').prepared).toBe(0);
		await hall.end();
		hall = await open({ hall: { ...demoHall(), offlineSignIn: { ...rules, hours: 0 } } });
		socket = await seatedAt(hall, machine);
		await signIn(socket);
		expect(await prepare(socket, machine)).toMatchObject({ ok: false, code: 'off' });
		expect(await store.records('offline-verifier')).toEqual([]);
	});
});

describe('what is taken back', () => {
	test('the member who left can sign in no more once the machine was heard; and at most until it expires when it is not', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		await hall.end();
		hall = await open(withStaff((staff) => staff.filter(({ id }) => id !== clerk)));
		expect((await machine.offline.signIn('W01', clerk, clerkPin)).ok).toBe(true);
		socket = await seatedAt(hall, machine);
		await prepare(socket, machine);
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toEqual({ ok: false, code: 'not-prepared' });
		expect(await store.records('offline-verifier')).toEqual([]);
	});

	test('with another PIN the old one is worth nothing once the machine was heard', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const pinHash = await hash('7410852');
		await hall.end();
		hall = await open(withStaff((staff) => staff.map((each) => (each.id === clerk ? { ...each, pinHash } : each))));
		socket = await seatedAt(hall, machine);
		await prepare(socket, machine);
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toEqual({ ok: false, code: 'not-prepared' });
		await signIn(socket, clerk, '7410852');
		await prepare(socket, machine);
		expect((await machine.offline.signIn('W01', clerk, '7410852')).ok).toBe(true);
	});

	test('S6 what a member did who had left meanwhile is kept and says whom it claims', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const proof = await offlineProof();
		await hall.end();
		hall = await open(withStaff((staff) => staff.filter(({ id }) => id !== clerk)));
		socket = await seatedAt(hall, machine, 'W01', { sessions: [proof.session], proofs: [proof] });
		const events = await report(socket, served(1, proof.session, machine.wall));
		expect(events[0]).toMatchObject({ name: 'service-started', staff: null });
		expect(signInConflicts(events)).toMatchObject([{ kind: 'report-under-expired-sign-in', claims: clerk, detail: 'withdrawn' }]);
	});
});

describe('after its end', () => {
	test('nobody signs in with it, and what it could be tried against is off the disk', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		pass(72 * hour + 1);
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toMatchObject({ ok: false, code: 'expired' });
		pass(6 * 60_000);
		await machine.offline.tick();
		expect(machine.memory.text('/keys/offline-sign-in.json')).not.toContain('"check"');
	});

	test('S6 what is reported under a sign-in that ran out is kept, and flagged once for each ticket with the clerk it claims', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		pass(70 * hour);
		const proof = await offlineProof();
		const good = machine.wall + hour;
		const late = machine.wall + 3 * hour;
		pass(4 * hour);
		socket = await seatedAt(hall, machine, 'W01', { sessions: [proof.session], proofs: [proof] });
		const events = await report(
			socket,
			served(1, proof.session, good, 'A001'),
			served(2, proof.session, late, 'A002'),
			served(3, proof.session, late + 60_000, 'A002', 'finish-service'),
		);
		expect(events.flatMap((event) => (event.name.startsWith('service-') ? [[event.body, event.staff]] : []))).toEqual([
			[{ ticket: 'A001', window: 'W01' }, clerk],
			[{ ticket: 'A002', window: 'W01' }, null],
			[{ ticket: 'A002', window: 'W01' }, null],
		]);
		expect(signInConflicts(events)).toMatchObject([
			{ kind: 'report-under-expired-sign-in', ticket: 'A002', window: 'W01', claims: clerk, detail: 'expired' },
		]);
	});

	test('a connected sign-in that ran out while cut off is flagged in the same words', async () => {
		const signed = await signIn(socket);
		const late = hall.clock.now() + 13 * hour;
		hall.clock.at += 14 * hour;
		const events = await report(socket, served(1, signed.session, late));
		expect(signInConflicts(events)).toMatchObject([{ kind: 'report-under-expired-sign-in', claims: clerk, detail: 'expired' }]);
	});

	test('a sign-in from a machine the permit is not for, or that a forger signed, never counts', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const proof = await offlineProof();
		if (!('offline' in proof)) throw new Error('no offline proof');
		const thief = await offlineMachine(tuesdayMorning, hallCode);
		const { key } = thief.offline.ask('W01');
		const say = async (n: number, forged: SignInProof) => {
			const link = await seatedAt(hall, machine, 'W01', { proofs: [forged] });
			return signInConflicts(await report(link, served(n, forged.session, machine.wall, `A00${n}`)));
		};
		expect(await say(1, { ...proof, key })).toMatchObject([{ kind: 'report-without-session' }]);
		const altered = { ...proof.offline, text: proof.offline.text.replace(clerk, '0312') };
		expect(await say(2, { ...proof, offline: altered })).toMatchObject([{ kind: 'report-without-session' }]);
		expect(await say(3, { ...proof, session: 'another-session' })).toMatchObject([{ kind: 'report-without-session' }]);
		const noPermit = { ...proof.permit, text: proof.permit.text.replace('"window"', '"manager"') };
		expect(await say(4, { ...proof, permit: noPermit })).toMatchObject([{ claims: clerk, detail: 'unknown-permit' }]);
		expect(await say(5, proof)).toEqual([]);
	});
});

describe('five wrong PINs', () => {
	const wrong = () => machine.offline.signIn('W01', clerk, '0000');
	beforeEach(async () => {
		await signIn(socket);
		await prepare(socket, machine);
	});

	test('lock the member on this machine; no restart, no other time of day and no reload opens the lock', async () => {
		for (const left of [4, 3, 2, 1, 0]) expect(await wrong()).toEqual({ ok: false, code: 'wrong-pin', left });
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toEqual({ ok: false, code: 'locked', seconds: 300 });
		machine.wall += 7 * 24 * hour;
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toMatchObject({ code: 'locked' });
		machine.wall -= 14 * 24 * hour;
		await machine.restart();
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toMatchObject({ code: 'locked', seconds: 300 });
		machine.running += 299_000;
		await machine.offline.tick();
		await machine.restart();
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toMatchObject({ code: 'locked', seconds: 1 });
	});

	test('a guess is on the disk before it is looked at: a crash gives none back, many at once are five, a full disk looks at none', async () => {
		const answers = await Promise.all(Array.from({ length: 12 }, wrong));
		expect(answers.filter((answer) => !answer.ok && answer.code === 'wrong-pin')).toHaveLength(5);
		expect(machine.looks).toEqual([1, 2, 3, 4, 5]);
		machine.running += 300_000;
		machine.memory.free = 0;
		expect(await wrong()).toEqual({ ok: false, code: 'not-kept' });
		expect(machine.looks).toHaveLength(5);
	});

	test('the lock opens after five minutes, the next one after ten, until a right PIN', async () => {
		for (let tries = 0; tries < 5; tries += 1) await wrong();
		machine.running += 300_000;
		for (const left of [4, 3, 2, 1, 0]) expect(await wrong()).toMatchObject({ left });
		expect(await wrong()).toMatchObject({ code: 'locked', seconds: 600 });
		machine.running += 600_000;
		expect((await machine.offline.signIn('W01', clerk, clerkPin)).ok).toBe(true);
		for (let tries = 0; tries < 5; tries += 1) await wrong();
		expect(await wrong()).toMatchObject({ code: 'locked', seconds: 300 });
	});

	test('are told to the platform at the next contact, which locks the number too; and what it holds locked is locked here', async () => {
		for (let tries = 0; tries < 5; tries += 1) await wrong();
		await prepare(socket, machine);
		const answer = signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'W01', staff: clerk, pin: clerkPin }));
		expect(answer).toEqual({ ok: false, code: 'locked', seconds: 300 });
		await prepare(socket, machine);
		hall.clock.at += 300_000;
		machine.pass(300_000);
		expect((await signIn(socket)).ok).toBe(true);
		for (let tries = 0; tries < 5; tries += 1) await socket.emitWithAck('sign-in', { station: 'W01', staff: '0312', pin: '0000' });
		await prepare(socket, machine);
		expect(machine.offline.ask('W01').text).toContain('"failures":[]');
		await signIn(socket);
	});
});

describe('a platform that takes over', () => {
	async function second(more: Parameters<typeof openPlatform>[0] = {}): Promise<OpenPlatform> {
		const other = await openPlatform({ store: new MemoryStore(), ...more });
		other.clock.at = hall.clock.at;
		return other;
	}
	const keysOf = async (platform: OpenPlatform) => hallKeysAnswer.parse(await (await fetch(`${platform.url}/api/hall-keys`)).json()).keys;

	test('takes a sign-in of the platform before it by its shift token, without a new one', async () => {
		const signed = await signIn(socket);
		if (!signed.shift) throw new Error('no shift token');
		const proof = { session: signed.session, shift: signed.shift };
		const plan = { ...demoHall().plan, platforms: [{ id: 'P1' as const, url: hall.url }] };
		const other = await second({ hall: { ...demoHall(), plan } });
		await expect.poll(async () => (await keysOf(other)).length).toBe(2);
		const link = await seatedAt(other, machine, 'W01', { sessions: [signed.session], proofs: [proof] });
		expect(
			await report(link, issue(1, { station: 'W01', name: 'open-window', body: { window: 'W01' }, session: signed.session })),
		).toMatchObject([{ name: 'window-opened', staff: clerk }]);
		other.clock.at += 13 * hour;
		const again = commandsAnswer.parse(
			await link.emitWithAck('commands', {
				commands: [issue(2, { station: 'W01', name: 'close-window', body: { window: 'W01' }, session: signed.session })],
			}),
		);
		expect(again).toMatchObject({ outcomes: [{ refusal: { code: 'not-signed-in' } }] });
		await other.end();
	});

	test('believes no token of a platform it does not know, and none of whom has left', async () => {
		const signed = await signIn(socket);
		const proof = { session: signed.session, shift: signed.shift };
		const stranger = await second();
		const link = await seatedAt(stranger, machine, 'W01', { proofs: [proof] });
		expect(signInConflicts(await report(link, served(1, signed.session, hall.clock.now())))).toMatchObject([
			{ kind: 'report-without-session' },
		]);
		await stranger.end();
	});

	test('renews what a machine holds although it never saw the PIN, and withdraws nobody by not knowing them', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		pass(24 * hour);
		const other = await second();
		const link = await seatedAt(other, machine);
		await prepare(link, machine);
		expect(machine.offline.state('W01')).toEqual({ prepared: 1, until: other.clock.now() + 72 * hour });
		const proof = await offlineProof();
		const back = await seatedAt(other, machine, 'W01', { proofs: [proof] });
		expect(signInConflicts(await report(back, served(1, proof.session, machine.wall)))).toEqual([]);
		await other.end();
	});
});
