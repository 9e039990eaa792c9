import { describe, expect, test } from 'vitest';
import type { CommandBody } from '../../domain/contracts/commands.ts';
import { openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

async function begin(station: string) {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const machine = await startMachine({ time, hall: () => hall, station });
	return { time, hall, ...machine };
}

describe('manual mode at a station', () => {
	test('S5: a window that never heard a platform puts the hall in manual mode, shows so at once, and the platform hears when it began', async () => {
		const { engine, link, hall, time, journal } = await begin('W02');
		expect(engine.view().state).toBeNull();
		const pressed = time.clock();
		await engine.report('W02', 'begin-manual', { reason: 'server and power gone' });
		expect(engine.view().state?.manual.now.A).toMatchObject({ since: pressed, reason: 'server and power gone' });
		expect(journal.seat('W02')?.owed).toHaveLength(1);
		await time.advance(30 * 60_000);
		await link.connect();
		await time.advance(2_000);
		expect(hall.authority.state.manual.now.A?.since).toBe(pressed);
		expect(engine.view().owed).toBe(0);
	});

	test('a terminal that was told gives no number of that queue, neither connected nor cut off, and goes on with the others', async () => {
		const { engine, link, hall, papers, time } = await begin('T2');
		await link.connect();
		await settle();
		const window = await startMachine({ time, hall: () => hall, station: 'W02' });
		await window.link.connect();
		await window.engine.report('W02', 'begin-manual', { queues: ['A'], reason: 'printers' });
		await time.advance(1_000);
		const refused = { ok: false, why: 'refused', refusal: { code: 'queue-in-manual-mode', params: { queue: 'A' } } };
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual(refused);
		link.cut();
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual(refused);
		expect(papers).toEqual([]);
		expect(await engine.takeTicket('T2', { ...visitA, queue: 'B' }, slip)).toMatchObject({ ok: true, taken: { offline: true } });
	});

	test('a paper of yesterday is entered for yesterday, and today knows nothing of its number', async () => {
		const { engine, link, hall, time } = await begin('W02');
		await link.connect();
		await settle();
		const { day } = hall.authority;
		const yesterday = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
		const at = time.clock() - 86_400_000;
		const entry: CommandBody<'enter-manual-service'> = {
			day: yesterday,
			ticket: 'A90-001',
			queue: 'A',
			items: [],
			issuedAt: at,
			calledAt: at,
			beganAt: at,
			endedAt: at,
			result: 'served',
			servedAt: 'W02',
		};
		await engine.report('W02', 'enter-manual-service', entry);
		await time.advance(2_000);
		expect(engine.view().owed).toBe(0);
		expect(hall.authority.state.tickets['A90-001']).toBeUndefined();
		const log = await hall.store.read(hall.authority.state.hall, yesterday, 0, 100);
		expect(log.map((event) => event.name)).toContain('ticket-issued');
	});
});
