import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { ticketKeysDown, welcome } from '../../domain/contracts/wire.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { demoHall, epochOf } from './fixture.ts';
import { next, type OpenPlatform, openPlatform } from './open-platform.ts';

const open: OpenPlatform[] = [];
async function platform(store = new MemoryStore()): Promise<OpenPlatform> {
	store.close = async () => {};
	const opened = await openPlatform({ store });
	open.push(opened);
	return opened;
}
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});

/** The key whose 32 bytes all have this value. */
function keyOf(byte: number): MachineKey {
	const raw = Buffer.alloc(32, byte);
	return { keyId: createHash('sha256').update(raw).digest().subarray(0, 12).toString('base64url'), publicKey: raw.toString('base64url') };
}
const alarms = async (hall: OpenPlatform, kind: string) => {
	const text = await (await fetch(`${hall.url}/metrics`)).text();
	return Number(new RegExp(`tidehall_alarms_total\\{kind="${kind}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
};
async function seat(hall: OpenPlatform, station: string, key?: unknown, digit = 'a') {
	const socket = hall.connect();
	const said = await socket.emitWithAck('hello', {
		protocol: 1,
		seats: [{ station, epoch: epochOf(digit) }],
		holds: null,
		...(key ? { key } : {}),
	});
	return { socket, said };
}
const told = (said: unknown) => welcome.parse(said).keys;

describe('the keys of a hall', () => {
	test('a window that was seated first is told the key of a terminal that comes later; who comes after hears it in the welcome', async () => {
		const hall = await platform();
		const window = await seat(hall, 'W01');
		expect(told(window.said)).toEqual([]);
		const down = next(window.socket, 'ticket-keys');
		const terminal = await seat(hall, 'T1', keyOf(1));
		const known = [{ station: 'T1', ...keyOf(1), revoked: false }];
		expect(told(terminal.said)).toEqual(known);
		expect(ticketKeysDown.parse(await down).keys).toEqual(known);
		expect(told((await seat(hall, 'W02')).said)).toEqual(known);
	});

	test('are kept over a restart of the platform, with the time they were first seen', async () => {
		const store = new MemoryStore();
		const first = await platform(store);
		const window = await seat(first, 'W01');
		const down = next(window.socket, 'ticket-keys');
		await seat(first, 'T1', keyOf(1));
		await down;
		await first.end();
		open.length = 0;
		expect(await store.records('station-key')).toEqual([
			{
				key: `${demoHall().plan.code}/T1/${keyOf(1).keyId}`,
				value: { publicKey: keyOf(1).publicKey, firstSeen: first.clock.now(), revoked: false },
			},
		]);
		const second = await platform(store);
		expect(told((await seat(second, 'W01')).said)).toEqual([{ station: 'T1', ...keyOf(1), revoked: false }]);
	});

	test('a terminal that was set up anew is taken with its new key, the old one stays, and a technician hears of it', async () => {
		const hall = await platform();
		const first = await seat(hall, 'T1', keyOf(1));
		first.socket.close();
		expect(await alarms(hall, 'station-key-changed')).toBe(0);
		const again = await seat(hall, 'T1', keyOf(2));
		expect(told(again.said)?.map((key) => key.keyId)).toEqual([keyOf(1).keyId, keyOf(2).keyId]);
		expect(await alarms(hall, 'station-key-changed')).toBe(1);
		expect(hall.lines.filter((line) => line.includes('station-key-changed'))).toHaveLength(1);
		again.socket.close();
		// The same machine once more is nothing new.
		await seat(hall, 'T1', keyOf(2));
		expect(await alarms(hall, 'station-key-changed')).toBe(1);
	});

	test('a revoked key is told as revoked, and does not come back by saying hello', async () => {
		const store = new MemoryStore();
		const key = `${demoHall().plan.code}/T1/${keyOf(1).keyId}`;
		await store.putRecord('station-key', key, { publicKey: keyOf(1).publicKey, firstSeen: 5, revoked: true });
		const hall = await platform(store);
		const { said } = await seat(hall, 'T1', keyOf(1));
		expect(told(said)).toEqual([{ station: 'T1', ...keyOf(1), revoked: true }]);
		expect(await alarms(hall, 'station-key-revoked')).toBe(1);
		expect(await store.record('station-key', key)).toMatchObject({ revoked: true });
	});

	test('a key under the id of another is not taken, the station is seated all the same', async () => {
		const hall = await platform();
		const { said } = await seat(hall, 'T1', { keyId: keyOf(1).keyId, publicKey: keyOf(2).publicKey });
		expect(told(said)).toEqual([]);
		expect(await alarms(hall, 'station-key-false-id')).toBe(1);
		const malformed = await seat(hall, 'T2', { keyId: 'short', publicKey: keyOf(2).publicKey });
		expect(malformed.said).toMatchObject({ ok: false, code: 'malformed' });
	});

	test('D2 a machine that makes a new key at each start does not fill the store', async () => {
		const store = new MemoryStore();
		const hall = await platform(store);
		for (let start = 1; start <= 20; start += 1) (await seat(hall, 'T1', keyOf(start))).socket.close();
		expect(await store.records('station-key')).toHaveLength(16);
		expect(await alarms(hall, 'station-key-too-many')).toBe(4);
	});

	test('of a machine that is turned away are not taken', async () => {
		const hall = await platform();
		await seat(hall, 'T1', keyOf(1), 'a');
		const { said } = await seat(hall, 'T1', keyOf(2), 'b');
		expect(said).toMatchObject({ ok: false, code: 'station-in-use' });
		expect(told((await seat(hall, 'W01')).said)?.map((key) => key.keyId)).toEqual([keyOf(1).keyId]);
	});

	test('that cannot be written down are an alarm, answered once, and the store is trusted no more', async () => {
		const store = new MemoryStore();
		const hall = await platform(store);
		const { putRecord } = store;
		store.putRecord = async (kind, ...rest) => {
			if (kind === 'station-key') throw new StoreFailure('write-failed', 'simulated');
			return putRecord.call(store, kind, ...rest);
		};
		const window = await seat(hall, 'W01');
		const down = next(window.socket, 'ticket-keys');
		const { said } = await seat(hall, 'T1', keyOf(1));
		expect(said).toMatchObject({ ok: true });
		await down;
		expect(hall.lines.some((line) => line.includes('station-key-not-kept'))).toBe(true);
		expect(await (await fetch(`${hall.url}/healthz`)).status).toBe(503);
	});
});
