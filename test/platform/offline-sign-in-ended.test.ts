/** What is taken back from a machine that was cut off, and what was done after its end: kept, and flagged with whom it claims. */
import { hash } from '@node-rs/argon2';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import { type OfflineMachine, offlineMachine } from '../electron/offline-machine.ts';
import { clerkPin, tuesdayMorning } from './fixture.ts';
import {
	clerk,
	hallCode,
	hour,
	type OfflineStand,
	offlineStand,
	prepare,
	proofOf,
	report,
	seatedAt,
	served,
	signIn,
	signInConflicts,
	withStaff,
} from './offline-stand.ts';
import type { OpenPlatform } from './open-platform.ts';

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

describe('what is taken back', () => {
	test('the member who left can sign in no more once the machine was heard; and at most until it expires when it is not', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		await hall.end();
		hall = await stand.open(withStaff((staff) => staff.filter(({ id }) => id !== clerk)));
		expect((await machine.offline.signIn('W01', clerk, clerkPin)).ok).toBe(true);
		socket = await seatedAt(hall, machine);
		await prepare(socket, machine);
		expect(await machine.offline.signIn('W01', clerk, clerkPin)).toEqual({ ok: false, code: 'not-prepared' });
		expect(await stand.store.records('offline-verifier')).toEqual([]);
	});

	test('with another PIN the old one is worth nothing once the machine was heard', async () => {
		await signIn(socket);
		await prepare(socket, machine);
		const pinHash = await hash('7410852');
		await hall.end();
		hall = await stand.open(withStaff((staff) => staff.map((each) => (each.id === clerk ? { ...each, pinHash } : each))));
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
		hall = await stand.open(withStaff((staff) => staff.filter(({ id }) => id !== clerk)));
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
