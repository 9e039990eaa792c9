import { describe, expect, test } from 'vitest';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

async function begin(station = 'T2') {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const disk: { state: DiskState } = { state: 'well' };
	const machine = await startMachine({ time, hall: () => hall, station, disk: () => disk.state });
	const issued = () => hall.authority.eventsAfter(0).filter((event) => event.name === 'ticket-issued');
	const take = async () => {
		const taking = machine.engine.takeTicket('T2', visitA, slip);
		await time.advance(2_000);
		return taking;
	};
	return { time, hall, disk, issued, take, ...machine };
}
const refused = { ok: false, why: 'cannot', code: 'disk-low' };

describe('I-22 a disk that runs full', () => {
	test('while connected: no number is asked for, nothing is journaled, no paper comes out', async () => {
		const { link, disk, take, journal, papers, issued } = await begin();
		await link.connect();
		await settle();
		disk.state = 'stop';
		expect(await take()).toEqual(refused);
		expect([journal.seat('T2').lastN, papers.length, issued().length]).toEqual([0, 0, 0]);
	});

	test('cut off: the own series gives none either, and leaves no gap when there is room again', async () => {
		const { link, disk, take, journal, papers } = await begin();
		await link.connect();
		await settle();
		link.cut();
		const first = await take();
		disk.state = 'stop';
		expect(await take()).toEqual(refused);
		const before = journal.seat('T2').lastN;
		expect(await take()).toEqual(refused);
		expect(journal.seat('T2').lastN).toBe(before);
		disk.state = 'low';
		const second = await take();
		const number = (taken: typeof first) => (taken.ok ? Number(taken.taken.number.slice(-3)) : Number.NaN);
		expect([first.ok, second.ok, number(second) - number(first), papers.length]).toEqual([true, true, 1, 2]);
	});

	test('what has happened already is still reported, and the paper of a number given out is still made again', async () => {
		const { engine, link, disk, take, papers, hall } = await begin();
		await link.connect();
		await settle();
		const taken = await take();
		disk.state = 'stop';
		await engine.report('T2', 'help-called', {});
		if (!taken.ok) throw new Error('no number');
		expect(await engine.reprint('T2', taken.taken.number, slip)).toMatchObject({ outcome: 'printed' });
		await settle();
		expect(papers.map((job) => job.slip.reprint)).toEqual([false, true]);
		const names = hall.authority.eventsAfter(0).map((event) => event.name);
		expect(names.filter((name) => name === 'help-called')).toHaveLength(1);
		expect(names.filter((name) => name === 'ticket-paper-known')).toHaveLength(2);
	});

	test('a disk that only runs low turns nobody away', async () => {
		const { link, disk, take } = await begin();
		await link.connect();
		await settle();
		disk.state = 'low';
		expect(await take()).toMatchObject({ ok: true });
	});
});
