import { describe, expect, test } from 'vitest';
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { cutReports } from '../../renderer/engine/cut-reports.ts';
import { openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, nineOClock, settle } from './test-time.ts';

const minute = 60_000;
const day = '2026-11-26';
const owed = (n: number, name: CommandEnvelope['name'], occurredAt: number, of = day): CommandEnvelope => ({
	station: 'T2',
	epoch: '0123456789abcdef',
	n,
	occurredAt,
	day: of,
	name,
	body: {},
});

describe('a station that is heard again says that it was cut off', () => {
	test('since when, until when, and which reports waited: the numbers given out meanwhile are among them', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { engine, link, journal } = await startMachine({ time, hall: () => hall });
		await link.connect();
		await settle();
		link.cut();
		await time.advance(10 * minute);
		await engine.takeTicket('T2', visitA, slip);
		await time.advance(10 * minute);
		await link.connect();
		await time.advance(5_000);
		const log = hall.authority.eventsAfter(0);
		const said = log.filter((event) => event.name === 'cut-off-ended') as HallEvent<'cut-off-ended'>[];
		const issued = log.find((event) => event.name === 'ticket-issued')!;
		expect(said).toHaveLength(1);
		expect(said[0]?.body).toEqual({ since: nineOClock, until: nineOClock + 20 * minute, waited: { from: issued.n, to: issued.n + 1 } });
		expect(journal.seat('T2').owed).toEqual([]);
	});

	test('after a restart while cut off it does not know since when, and does not pretend to', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const first = await startMachine({ time, hall: () => hall });
		await first.link.connect();
		await settle();
		first.link.cut();
		await first.engine.takeTicket('T2', visitA, slip);
		first.engine.stop();
		await time.advance(5 * minute);
		const again = await startMachine({ time, hall: () => hall, journal: first.journal, store: first.store });
		await again.link.connect();
		await time.advance(5_000);
		const said = hall.authority.eventsAfter(0).find((event) => event.name === 'cut-off-ended');
		expect(said?.body).toMatchObject({ since: null, until: nineOClock + 5 * minute });
	});

	test('a line that blinks, and a first start with nothing owed, are no cut', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { link } = await startMachine({ time, hall: () => hall });
		await link.connect();
		await time.advance(1_000);
		link.cut();
		await time.advance(2_000);
		await link.connect();
		await time.advance(5_000);
		expect(hall.authority.eventsAfter(0).map(({ name }) => name)).not.toContain('cut-off-ended');
	});

	test('half a minute without the platform is told although nothing waited', () => {
		expect(cutReports([], { since: nineOClock, until: nineOClock + 30_000, day })).toEqual([
			{ day, body: { since: nineOClock, until: nineOClock + 30_000 } },
		]);
		expect(cutReports([], { since: nineOClock, until: nineOClock + 29_999, day })).toEqual([]);
		expect(cutReports([], { since: null, until: nineOClock, day })).toEqual([]);
	});

	test('a blink during which a number was given out is told; one with a device that changed is not', () => {
		const blink = { since: nineOClock, until: nineOClock + 1_000, day };
		expect(cutReports([owed(4, 'offline-ticket', nineOClock), owed(5, 'ticket-paper', nineOClock)], blink)).toMatchObject([
			{ body: { waited: { from: 4, to: 5 } } },
		]);
		expect(cutReports([owed(4, 'device-health', nineOClock)], blink)).toEqual([]);
	});

	test('cut off over midnight: each day gets its own word for its own reports', () => {
		const reports = [owed(7, 'offline-ticket', nineOClock - 20 * 60 * minute, '2026-11-25'), owed(8, 'help-called', nineOClock - minute)];
		const said = cutReports(reports, { since: nineOClock - 24 * 60 * minute, until: nineOClock, day });
		expect(said.map(({ day: of, body }) => [of, body.waited])).toEqual([
			['2026-11-25', { from: 7, to: 7 }],
			[day, { from: 8, to: 8 }],
		]);
	});
});
