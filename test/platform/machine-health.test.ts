/** What a station's PC says of its disk and journal, and how far its clock is off, reaches the log once, and again when it changes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { managerView } from '../../domain/views/manager-view.ts';
import { demoHall } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

const said = () => hall.authority.eventsAfter(0).flatMap((event) => (event.name === 'machine-health-changed' ? [event.body] : []));
const todo = () => managerView(hall.authority.state, demoHall().plan, hall.clock.now()).machines;

test('a disk that runs full and a journal that takes nothing are in the log once, and gone when the machine says so', async () => {
	const socket = await hall.seated('T1', 'a'.repeat(16), { stationTime: hall.clock.now() });
	const beat = (troubles: unknown[] | undefined, stationTime = hall.clock.now()) =>
		socket.emitWithAck('beat', { day: null, position: 0, stationTime, ...(troubles ? { troubles } : {}) });
	await beat([]);
	expect(said()).toEqual([]);
	const disk = [{ code: 'disk-low' }];
	await beat(disk);
	await expect.poll(said).toEqual([{ station: 'T1', troubles: disk }]);
	for (let times = 0; times < 5; times += 1) await beat(disk);
	expect(said()).toHaveLength(1);
	const since = todo()[0]!.since;
	await beat([{ code: 'disk-low' }, { code: 'journal-failed' }]);
	await expect.poll(() => todo().map(({ code }) => code)).toEqual(['disk-low', 'journal-failed']);
	expect(todo()[0]!.since).toBe(since);
	await beat([]);
	await expect.poll(todo).toEqual([]);
	expect(said()).toHaveLength(3);
});

test('a clock that is off is noticed by the platform; one that drifts by seconds is not said again', async () => {
	const socket = await hall.seated('T1', 'a'.repeat(16), { stationTime: hall.clock.now() });
	const beat = (ahead: number) =>
		socket.emitWithAck('beat', { day: null, position: 0, stationTime: hall.clock.now() + ahead, troubles: [] });
	await beat(59_000);
	expect(said()).toEqual([]);
	await beat(180_000);
	await expect.poll(said).toEqual([{ station: 'T1', troubles: [{ code: 'clock-wrong', seconds: -180 }] }]);
	for (const drift of [181_000, 190_000, 205_000]) await beat(drift);
	expect(said()).toHaveLength(1);
	await beat(-600_000);
	await expect.poll(() => todo()[0]?.seconds).toBe(600);
	await beat(0);
	await expect.poll(todo).toEqual([]);
});

test('a machine of an older program, which says nothing of itself, is not said to be well or ill', async () => {
	const socket = await hall.seated('T1');
	await socket.emitWithAck('beat', { day: null, position: 0 });
	await socket.emitWithAck('beat', { day: null, position: 0, troubles: [{ code: 'made-up' }] });
	expect(said()).toEqual([]);
});
