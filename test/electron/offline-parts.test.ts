/** The parts of signing in while cut off that lie in the main process: time, the machine's secret, the sealed answer. */
import { describe, expect, test } from 'vitest';
import { createHallClock } from '../../electron/keys/hall-clock.ts';
import { makeSealKey, openSealed } from '../../electron/keys/open-sealed.ts';
import { openPepper, type SecretStore } from '../../electron/keys/pepper.ts';
import { sealTo } from '../../platform/people/seal.ts';
import { MemoryDisk } from './memory-disk.ts';
import { offlineMachine } from './offline-machine.ts';

const hour = 3_600_000;

describe('the hall’s time at a machine that is cut off', () => {
	function clocks(wall = 1_000 * hour, running = 0) {
		const at = { wall, running };
		return {
			at,
			make: (kept: Parameters<typeof createHallClock>[0]) =>
				createHallClock(
					kept,
					() => at.wall,
					() => at.running,
				),
		};
	}

	test('goes on from what the platform said, whatever this machine’s clock showed', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		at.wall += hour;
		at.running += hour;
		expect(clock.now()).toBe(2_001 * hour);
	});

	test('is not turned back by setting the clock back, while running or before a start', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		at.wall -= 500 * hour;
		at.running += 2 * hour;
		expect(clock.now()).toBe(2_002 * hour);
		const kept = clock.kept();
		at.running = 0;
		expect(make(kept).now()).toBe(2_002 * hour);
	});

	test('counts the time the machine was off, as long as its clock ran', () => {
		const { at, make } = clocks();
		const clock = make(null);
		clock.told(2_000 * hour);
		const kept = clock.kept();
		at.wall += 30 * hour;
		at.running = 0;
		expect(make(kept).now()).toBe(2_030 * hour);
	});

	test('takes a clock that came up in 1970 and was put right later for what it is', () => {
		const { at, make } = clocks();
		const kept = { hall: 2_000 * hour, wall: 1_000 * hour };
		at.wall = 0;
		const clock = make(kept);
		expect(clock.now()).toBe(2_000 * hour);
		const written = clock.kept();
		at.wall = 1_003 * hour;
		at.running = hour;
		expect(clock.now()).toBe(2_003 * hour);
		expect(make(written).now()).toBe(2_003 * hour);
	});
});

describe('the machine’s secret', () => {
	const store = (user: string): SecretStore => ({
		lock: (bytes) => new Uint8Array([...Buffer.from(user), ...bytes.map((byte) => byte ^ 0x5a)]),
		unlock(bytes) {
			if (Buffer.from(bytes.slice(0, user.length)).toString() !== user) throw new Error('locked by another user');
			return bytes.slice(user.length).map((byte) => byte ^ 0x5a);
		},
	});

	test('is the same at each start; locked up by another user it is worth nothing and a new one is made', async () => {
		const { disk } = new MemoryDisk();
		const first = await openPepper({ folder: '/keys', disk, secrets: store('ann') });
		const again = await openPepper({ folder: '/keys', disk, secrets: store('ann') });
		expect([first.fresh, again.fresh]).toEqual([true, false]);
		expect(again.pepper).toEqual(first.pepper);
		const stolen = await openPepper({ folder: '/keys', disk, secrets: store('bob') });
		expect(stolen.fresh).toBe(true);
		expect(stolen.pepper).not.toEqual(first.pepper);
	});

	test('is in the clear only where the system has no place for it, and not left so once it has', async () => {
		const memory = new MemoryDisk();
		const open = await openPepper({ folder: '/keys', disk: memory.disk, secrets: null });
		expect(memory.text('/keys/pin-pepper')).toBe(`plain ${open.pepper.toString('base64')}`);
		const locked = await openPepper({ folder: '/keys', disk: memory.disk, secrets: store('ann') });
		expect(locked.pepper).not.toEqual(open.pepper);
		expect(memory.text('/keys/pin-pepper')).not.toContain(locked.pepper.toString('base64'));
	});

	test('damaged, like the file beside it, lets nobody in', async () => {
		const machine = await offlineMachine(1_000 * hour, 'HALL');
		machine.memory.write('/keys/offline-sign-in.json', '{"version":1,"members":[{');
		await machine.restart();
		expect(machine.notes).toContain('offline-sign-in-damaged');
		expect(machine.offline.state('W01')).toEqual({ prepared: 0, until: null });
		expect(await machine.offline.signIn('W01', '0307', '2580')).toEqual({ ok: false, code: 'not-prepared' });
	});
});

describe('the sealed answer', () => {
	test('is read by the key it was sealed to, and by no other; one changed letter and it is nothing', () => {
		const key = makeSealKey();
		const sealed = sealTo(key.publicKey, 'words for one machine')!;
		expect(openSealed(sealed, key)).toBe('words for one machine');
		expect(openSealed(sealed, makeSealKey())).toBeNull();
		for (let at = 0; at < sealed.length; at += 7) {
			const other = sealed[at] === 'A' ? 'B' : 'A';
			expect(openSealed(sealed.slice(0, at) + other + sealed.slice(at + 1), key), `letter ${at}`).toBeNull();
		}
		for (const nonsense of ['', 'A', '!!!', sealed.slice(0, 60)]) expect(openSealed(nonsense, key)).toBeNull();
		expect(sealTo('not a key', 'words')).toBeNull();
	});
});
