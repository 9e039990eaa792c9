/** What goes along to the platform that follows or takes over, beside the log. */
import { describe, expect, test } from 'vitest';
import { PinLock, triesBeforeLock } from '../../platform/people/pin-lock.ts';
import { RevokedStations } from '../../platform/people/revoked-stations.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { recordsToHand, takeRecords } from '../../platform/term/records-to-hand.ts';

const hall = 'DEMO';
const revoked = { by: '1001', at: 1, reason: 'stolen' };

describe('I-17 who was shut out stays shut out after a take-over', () => {
	test('a revoked station is revoked at the standby, until it is restored', async () => {
		const [leader, standby] = [new MemoryStore(), new MemoryStore()];
		const stations = await RevokedStations.load(leader, hall);
		await stations.revoke('T1', revoked);
		await stations.revoke('T2', revoked);
		await takeRecords(standby, hall, await recordsToHand(leader, hall));
		expect((await RevokedStations.load(standby, hall)).all().map(({ station }) => station)).toEqual(['T1', 'T2']);
		await stations.restore('T1');
		await takeRecords(standby, hall, await recordsToHand(leader, hall));
		expect((await RevokedStations.load(standby, hall)).all()).toEqual([{ station: 'T2', ...revoked }]);
	});

	test('a locked PIN is locked at the standby; when the count began anew there, it does here', async () => {
		const [leader, standby] = [new MemoryStore(), new MemoryStore()];
		const lock = await PinLock.load(leader);
		for (let tries = 0; tries < triesBeforeLock; tries += 1) await lock.book('1001', 1_000);
		await takeRecords(standby, hall, await recordsToHand(leader, hall));
		expect(await (await PinLock.load(standby)).book('1001', 2_000)).toMatchObject({ ok: false });
		await lock.clear('1001');
		await takeRecords(standby, hall, await recordsToHand(leader, hall));
		expect(await (await PinLock.load(standby)).book('1001', 2_000)).toMatchObject({ ok: true, left: triesBeforeLock - 1 });
	});

	test('a platform of an earlier version tells of none, and lifts nothing by that', async () => {
		const standby = new MemoryStore();
		await (await RevokedStations.load(standby, hall)).revoke('T1', revoked);
		await takeRecords(standby, hall, [{ kind: 'session', key: 'x', value: {} }]);
		expect((await RevokedStations.load(standby, hall)).has('T1')).toBe(true);
	});

	test('what nobody hands over is not taken, whoever sends it', async () => {
		const standby = new MemoryStore();
		await takeRecords(standby, hall, [
			{ kind: 'term', key: hall, value: {} },
			{ kind: 'told-in-whole', key: 'term', value: true },
		]);
		expect(await standby.records('term')).toEqual([]);
		expect(await standby.records('told-in-whole')).toEqual([]);
	});
});
