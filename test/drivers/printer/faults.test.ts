import { describe, expect, it } from 'vitest';
import { type PrinterFault, printerFaults } from '../../../drivers/printer/simulator.ts';
import { goldenTicket, rig, wholeTicket } from './rig.ts';

/** What each fault must show when it stood before the job: result, whether the ticket came out, last health. */
const before: Record<Exclude<PrinterFault, 'paper-ends-soon' | 'dies-in-qr' | 'stalls-in-qr'>, [string, boolean, string]> = {
	'paper-end': ['failed none paper-end', false, 'stopped:paper-end'],
	'near-end': ['printed done near-end', true, 'warning:near-end'],
	'cover-open': ['failed none cover-open', false, 'stopped:cover-open'],
	cutter: ['failed none cutter', false, 'stopped:cutter'],
	'waits-for-recovery': ['failed none cutter', false, 'stopped:cutter'],
	'too-hot': ['failed none too-hot', false, 'stopped:too-hot'],
	unrecoverable: ['failed none printer-fault', false, 'stopped:printer-fault'],
	'offline-by-switch': ['failed none offline', false, 'stopped:offline'],
	silent: ['unknown written one-way', true, 'ready:one-way'],
	'no-answer-to-status': ['printed done ok', true, 'warning:status-limited'],
	'no-answer-to-buffered': ['unknown acknowledged not-confirmed', true, 'ready:ok'],
	'no-automatic-status': ['printed done ok', true, 'ready:ok'],
	'forgets-automatic-status': ['printed done ok', true, 'ready:ok'],
	slow: ['printed done ok', true, 'ready:ok'],
	'garbage-answers': ['failed none protocol-error', false, 'disconnected:protocol-error'],
	'status-of-another-printer': ['failed none protocol-error', false, 'disconnected:protocol-error'],
	'wrong-order-answers': ['printed done ok', true, 'ready:ok'],
	'endless-noise': ['failed none protocol-error', false, 'disconnected:protocol-error'],
};

describe('a fault that stood before the job', () => {
	it.each(Object.entries(before))('D1 %s: %s', async (fault, [result, out, health]) => {
		const one = rig();
		one.simulator.setFault(fault as PrinterFault, true);
		expect(await one.print('j')).toBe(result);
		expect(one.papers()).toEqual(out ? [wholeTicket] : []);
		expect(one.health.at(-1)).toBe(health);
		if (result.startsWith('failed')) {
			// D2 nothing was sent, not one byte of the ticket: it may be tried again.
			expect(one.written.every((hex) => /^(1004|1D72|1D49)/.test(hex))).toBe(true);
		}
		one.simulator.setFault(fault as PrinterFault, false);
		await one.clock.advance(40_000);
		// A printer that never said a word counts as a one-way cable until it does.
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('next')).toBe('printed done ok');
		expect(one.papers().at(-1)).toEqual(wholeTicket);
	});
	it('every fault of the simulator is played here or among the broken jobs', () => {
		const played = [...Object.keys(before), 'paper-ends-soon', 'dies-in-qr', 'stalls-in-qr'];
		expect([...printerFaults].sort()).toEqual(played.sort());
	});
	it('too hot: it cools down, and is ready again without anyone', async () => {
		const one = rig();
		await one.clock.advance(1000);
		one.simulator.setFault('too-hot', true);
		await one.clock.advance(6000);
		expect(one.health.at(-1)).toBe('stopped:too-hot');
		await one.clock.advance(8000);
		expect(one.health.at(-1)).toBe('ready:ok');
	});
	it('well again for less than a second is not ready yet', async () => {
		const one = rig();
		one.simulator.setFault('cover-open', true);
		await one.clock.advance(2000);
		one.simulator.setFault('cover-open', false);
		await one.clock.advance(1100);
		expect(one.health.at(-1)).toBe('stopped:cover-open');
		await one.clock.advance(1500);
		expect(one.health.at(-1)).toBe('ready:ok');
	});
});

describe('a fault that comes while a job is under way', () => {
	const stops: PrinterFault[] = ['paper-end', 'cover-open', 'cutter', 'too-hot', 'unrecoverable', 'offline-by-switch'];
	it.each(stops)('D1 %s: unknown, told soon, and never printed again by itself', async (fault) => {
		const one = rig({}, { capacity: 4096 });
		one.simulator.setFault('slow', true);
		await one.clock.advance(500);
		const { value, ms } = await (async () => {
			const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
			await one.clock.advance(60);
			one.simulator.setFault(fault, true);
			return one.finish(printing);
		})();
		const code = { 'offline-by-switch': 'offline', unrecoverable: 'printer-fault' }[fault as string] ?? fault;
		expect(value).toMatchObject({ outcome: 'unknown', proof: 'written', code });
		expect(ms).toBeLessThan(4000);
		expect(one.health.at(-1)).toBe(`stopped:${code}`);
		one.simulator.setFault(fault, false);
		one.simulator.setFault('slow', false);
		await one.clock.advance(20_000);
		// The printer goes on with its own buffer: the one ticket comes out, no second one.
		expect(one.papers()).toEqual([wholeTicket]);
		expect((await one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false })).code).toBe('already-done');
		expect(one.papers()).toEqual([wholeTicket]);
	});
	it('D1 noise that begins behind the ticket is no confirmation', async () => {
		const one = rig();
		await one.clock.advance(2000);
		one.simulator.setFault('no-answer-to-buffered', true);
		const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
		await one.clock.advance(1);
		one.simulator.setFault('endless-noise', true);
		const { value, ms } = await one.finish(printing);
		expect(value).toMatchObject({ outcome: 'unknown', proof: 'written', code: 'protocol-error' });
		expect(ms).toBeLessThan(16_000);
	});
	it('D2 endless noise for an hour holds no memory and no queue, and the first silence brings the printer back', async () => {
		const one = rig();
		one.simulator.setFault('endless-noise', true);
		for (let minute = 0; minute < 5; minute++) await one.clock.advance(60_000);
		expect(one.health.at(-1)).toBe('disconnected:protocol-error');
		expect(one.printer.report().discarded).toBeGreaterThan(50_000);
		one.simulator.setFault('endless-noise', false);
		await one.clock.advance(8000);
		expect(one.health.at(-1)).toBe('ready:ok');
	});
	it('D1 a late confirmation of one job is not taken for that of the next', async () => {
		const one = rig({}, { capacity: 4096 });
		await one.clock.advance(500);
		one.simulator.setFault('slow', true);
		const big = new Uint8Array(3900).fill(0x41);
		// So slow that its confirmation comes after its verdict.
		const slowly = one.printer.print('slow', () => ({ bytes: big, replaced: 0 }), { reprint: false });
		await one.clock.advance(50);
		one.simulator.setFault('paper-end', true);
		expect((await one.finish(slowly)).value).toMatchObject({ outcome: 'unknown', code: 'paper-end' });
		one.simulator.setFault('paper-end', false);
		await one.clock.advance(1500);
		one.simulator.setFault('no-answer-to-buffered', true);
		one.simulator.setFault('slow', false);
		one.simulator.setFault('no-answer-to-buffered', false);
		expect(await one.print('next')).toBe('printed done ok');
		one.simulator.setFault('no-answer-to-buffered', true);
		expect(await one.print('third')).toBe('unknown acknowledged not-confirmed');
		one.simulator.setFault('no-answer-to-buffered', false);
		expect(await one.print('fourth')).toBe('printed done ok');
	});
});
