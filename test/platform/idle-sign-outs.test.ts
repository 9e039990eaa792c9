/** Idle sign-out by the platform itself: for a page that hangs, or is no page at all. */
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { chainsIn, linesAfter } from '../../platform/audit/audit-rows.ts';
import { idleLookEveryMs } from '../../platform/people/idle-sign-outs.ts';
import type { PlatformHall } from '../../platform/platform-parts.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { clerkPin, demoHall, epochOf } from './fixture.ts';
import { next, type OpenPlatform, openPlatform } from './open-platform.ts';

/** Two minutes, and two in which the page has the first word. */
const looksOfWindow = (4 * 60_000) / idleLookEveryMs;
const quick = (of: PlatformHall): PlatformHall => ({ ...of, plan: { ...of.plan, idleSignOut: { window: 2, manager: 2 } } });
let hall: OpenPlatform;
let store: MemoryStore;
beforeEach(async () => {
	store = new MemoryStore();
	store.close = async () => {};
	hall = await openPlatform({ store, hall: quick(demoHall()) });
});
afterEach(() => hall.end());

/** So many looks of the platform; what a look keeps is kept before the next. */
async function looks(count: number) {
	for (let look = 0; look < count; look++) {
		hall.clock.turn(idleLookEveryMs);
		await new Promise((resolve) => setImmediate(resolve));
	}
}
const beating = (socket: Socket) => hall.clock.every(3_000, () => socket.emit('beat', { day: null, position: 0 }, () => {}));
async function signedIn(station = 'W01', staff = '0307', pin = clerkPin) {
	const socket = await hall.seated(station);
	const beats = beating(socket);
	const answer = signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin }));
	if (!answer.ok) throw new Error(answer.code);
	return { socket, session: answer.session, beats };
}
const hello = async (station: string, session: string) => {
	const socket = hall.connect();
	const seats = [{ station, epoch: epochOf('a') }];
	const answer = await socket.emitWithAck('hello', { protocol: 1, seats, holds: null, sessions: [session] });
	return { socket, good: answer.sessions as string[] };
};

test('a sign-in of which nothing is heard ends, is told to the machine and written into the audit', async () => {
	const { socket, session } = await signedIn();
	await looks(looksOfWindow - 1);
	expect(socket.connected).toBe(true);
	const dropped = next(socket, 'disconnect');
	await looks(1);
	await dropped;
	expect((await hello('W01', session)).good).toEqual([]);
	const last = async () => {
		const [own] = await chainsIn(store, demoHall().plan.code);
		return (await linesAfter(store, demoHall().plan.code, own!.chain, own!.n - 1, own!.n)).at(-1)?.line;
	};
	await expect.poll(last).toMatchObject({ staff: '0307', station: 'W01', what: 'signed-out-idle', reason: 'by-platform' });
});

test('a touch that the page tells begins the time anew, but not a touch of a machine that does not sit there', async () => {
	const { socket, session } = await signedIn();
	const stranger = await hall.seated('W02');
	beating(stranger);
	await looks(looksOfWindow - 1);
	await socket.emitWithAck('beat', { day: null, position: 0, touched: [session] });
	await looks(looksOfWindow - 1);
	expect(socket.connected).toBe(true);
	await stranger.emitWithAck('beat', { day: null, position: 0, touched: [session] });
	const dropped = next(socket, 'disconnect');
	await looks(1);
	await dropped;
	expect((await hello('W01', session)).good).toEqual([]);
});

test('of a machine that is away it sleeps: it stands for nobody, and wakes when the machine that held it is back', async () => {
	const { socket, session, beats } = await signedIn('M1', '0001', '1379');
	beats();
	socket.close();
	await looks(2 * looksOfWindow);
	const elsewhere = await hall.seated('W02');
	const asked = { session, request: { do: 'look' } };
	expect(await elsewhere.emitWithAck('staff-desk', asked)).toMatchObject({ ok: false, code: 'not-permitted' });
	const back = await hello('M1', session);
	expect(back.good).toEqual([session]);
	expect(await back.socket.emitWithAck('staff-desk', asked)).toMatchObject({ ok: true });
});

test('a clock that jumps signs nobody out (I-18)', async () => {
	const { session } = await signedIn();
	hall.clock.turn(6 * 3_600_000);
	expect((await hello('W01', session)).good).toEqual([session]);
});
