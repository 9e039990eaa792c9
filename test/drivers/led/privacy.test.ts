import { describe, expect, it } from 'vitest';
import { ledFaults } from '../../../drivers/led/simulator.ts';
import { oneDisplay } from './displays.ts';

/** Invented. A hall shows numbers only; should a name ever be shown, it must be nowhere else. */
const canary = 'ZHANG卡纳利\\FO000㐂11010519491231002X';
const pieces = ['ZHANG', '卡纳利', '㐂', '11010519491231002X', Buffer.from('ZHANG').toString('hex').toUpperCase()];

describe('P1 what a display is shown is nowhere else', () => {
	const all = ledFaults
		.filter((fault) => fault !== 'unplugged')
		.flatMap((fault) => (['onbon', 'alpha'] as const).map((protocol) => ({ protocol, fault })));
	it.each(all)('$protocol with $fault: not in health, log, report or test result', async ({ protocol, fault }) => {
		const { clock, simulator, cable, led, health, log, shown } = await oneDisplay(protocol, { verify: 'read' });
		simulator.setFault(fault, true);
		void led.want({ text: canary, style: 'call' });
		const results: unknown[] = [];
		for (const test of led.tests) void led.test(test).then((result) => results.push(result));
		await clock.advance(20_000);
		void led.want({ text: canary, style: 'announcement' });
		cable.unplug();
		await clock.advance(5000);
		const told = JSON.stringify([health, log, shown, led.report(), results]);
		expect(results).toHaveLength(led.tests.length);
		expect(health.length).toBeGreaterThan(0);
		for (const piece of pieces) expect(told).not.toContain(piece);
	});
});
