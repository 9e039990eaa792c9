import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifiersAnswer } from '../../domain/contracts/offline-sign-in.ts';
import { commandsAnswer, signInAnswer, welcome } from '../../domain/contracts/wire.ts';
import { hallKeysAnswer } from '../../platform/people/peer-hall-keys.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { type OfflineMachine, offlineMachine } from '../electron/offline-machine.ts';
import { clerkPin, demoHall, epochOf, issue, managerPin, tuesdayMorning } from './fixture.ts';
import {
	clerk,
	hallCode,
	hour,
	type OfflineStand,
	offlineStand,
	prepare,
	proofOf,
	report,
	rules,
	seatedAt,
	served,
	signIn,
	signInConflicts,
} from './offline-stand.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let stand: OfflineStand;
let hall: OpenPlatform;
let machine: OfflineMachine;
let socket: Socket;
beforeEach(async () => {
	stand = await offlineStand();
	({ hall, machine, socket } = stand);
});
afterEach(() => hall.end());

const offlineProof = () => proofOf(machine);
/** Both the machine and the hall's clocks go on. */
function pass(ms: number) {
	machine.pass(ms);
	hall.clock.at += ms;
}

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
		const kept = (await stand.store.records('offline-verifier'))[0]!.value as { verifier: { hash: string; salt: string } };
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
		hall = await stand.open({ hall: { ...demoHall(), offlineSignIn: { ...rules, shortestPin: 6 } } });
		socket = await seatedAt(hall, machine);
		await signIn(socket);
		await prepare(socket, machine);
		expect(machine.offline.state('W01').prepared).toBe(0);
		await hall.end();
		hall = await stand.open({ hall: { ...demoHall(), offlineSignIn: { ...rules, hours: 0 } } });
		socket = await seatedAt(hall, machine);
		await signIn(socket);
		expect(await prepare(socket, machine)).toMatchObject({ ok: false, code: 'off' });
		expect(await stand.store.records('offline-verifier')).toEqual([]);
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
