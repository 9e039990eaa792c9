import { describe, expect, it } from 'vitest';
import { longTicket, rig } from './rig.ts';

const lines = 300;
const whole = { lines: Array.from({ length: lines }, () => '0123456789'.repeat(4)), qr: null, cut: true };

describe('a printer with a small buffer that holds the flow', () => {
	it.each(['wire', 'xon-xoff'] as const)('by %s: 12 kB through a buffer of 4 kB, nothing lost, printed and proved', async (flow) => {
		const one = rig({ flow: flow === 'wire' ? 'rts-cts' : 'xon-xoff' }, { capacity: 4096, flow });
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		expect(await one.print('j', longTicket(lines))).toBe('printed done ok');
		expect(one.simulator.lost).toBe(0);
		expect(one.papers()).toEqual([whole]);
	});
	it('without flow control the same ticket loses bytes: the buffer is real', async () => {
		const one = rig({}, { capacity: 4096 });
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		await one.print('j', longTicket(lines));
		expect(one.simulator.lost).toBeGreaterThan(0);
		expect(one.papers()).not.toEqual([whole]);
	});
	it.each(['wire', 'xon-xoff'] as const)('D1 held up by %s for ever: unknown after 10 s, and the next ticket is whole', async (flow) => {
		const one = rig({ flow: flow === 'wire' ? 'rts-cts' : 'xon-xoff' }, { capacity: 4096, flow });
		await one.clock.advance(2000);
		const printing = one.printer.print(
			'j',
			() => {
				one.simulator.setFault('cover-open', true);
				return { bytes: longTicket(lines), replaced: 0 };
			},
			{ reprint: false },
		);
		const { value, ms } = await one.finish(printing);
		expect(value).toMatchObject({ outcome: 'unknown', proof: 'none', code: flow === 'wire' ? 'port-lost' : 'busy' });
		expect(ms).toBeGreaterThanOrEqual(10_000);
		expect(ms).toBeLessThan(14_000);
		one.simulator.setFault('cover-open', false);
		await one.clock.advance(40_000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('next', longTicket(3))).toBe('printed done ok');
		expect(one.papers().at(-1)).toEqual({ ...whole, lines: whole.lines.slice(0, 3) });
	});
	it('with automatic status the reason is known although no question gets through', async () => {
		const one = rig({ status: 'automatic', flow: 'rts-cts' }, { capacity: 4096, flow: 'wire' });
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		const printing = one.printer.print('j', () => ({ bytes: longTicket(lines), replaced: 0 }), { reprint: false });
		await one.clock.advance(100);
		one.simulator.setFault('paper-end', true);
		expect((await one.finish(printing)).value).toMatchObject({ outcome: 'unknown', proof: 'none', code: 'paper-end' });
	});
	it('11 and 13 on a line without software flow control are dropped and counted, and hold nothing', async () => {
		const one = rig({}, { capacity: 8000, flow: 'xon-xoff' });
		await one.clock.advance(2000);
		const before = one.printer.report().discarded;
		one.simulator.setFault('slow', true);
		await one.print('j', new Uint8Array(7000).fill(0x41));
		expect(one.printer.report().discarded).toBeGreaterThan(before);
	});
});
