import { describe, expect, it } from 'vitest';
import { filler, halfJobOf, settling } from '../../../drivers/printer/half-job.ts';
import { createPrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { fromHex, golden, toHex } from '../golden.ts';
import { goldenTicket, longTicket, rig, wholeTicket } from './rig.ts';

const goldenLines = golden.escpos.ticket.lines;
/** Bytes of the QR code's data command in the golden ticket. */
const qrCommandBytes = 40;

describe('what a broken job leaves in the printer', () => {
	it('is made harmless by so many zero bytes as its longest command has, and an initialise', () => {
		const half = halfJobOf(goldenTicket, false);
		expect(half.longest).toBe(qrCommandBytes);
		expect(toHex(filler(half))).toBe('00'.repeat(qrCommandBytes));
		expect(toHex(settling(half, 'feed-partial'))).toBe(`${'00'.repeat(qrCommandBytes)}1B40`);
		expect(toHex(settling({ ...half, cutOff: true }, 'feed-partial'))).toBe(`${'00'.repeat(qrCommandBytes)}1B401D564200`);
		expect(toHex(settling({ ...half, cutOff: true }, 'none'))).toBe(`${'00'.repeat(qrCommandBytes)}1B40`);
	});
	it('a command that was sent in part counts in whole by what was sent of it', () => {
		expect(halfJobOf(fromHex('1B401D286BFF00315030414243'), false).longest).toBe(11);
	});
});

describe('a printer that dies in the middle of a QR code', () => {
	it('D1 lost its power: unknown; it starts with an empty buffer and the next ticket comes out whole and alone', async () => {
		const one = rig();
		await one.clock.advance(2000);
		one.simulator.setFault('dies-in-qr', true);
		expect(await one.print('j')).toBe('unknown written no-answer');
		expect(one.health.at(-1)).toBe('disconnected:no-answer');
		expect(await one.print('while it is off')).toBe('failed none no-answer');
		one.simulator.setFault('dies-in-qr', false);
		await one.clock.advance(8000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('next')).toBe('printed done ok');
		// What was on the paper of the lost ticket was cut off before.
		expect(one.papers()).toHaveLength(2);
		expect(one.papers()[0]).toMatchObject({ qr: null, cut: true });
		expect(one.papers()[1]).toEqual(wholeTicket);
	});
	it.each([true, false])(
		'D1 merely stalled, it still waits for the rest (sees questions inside data: %s): the next ticket is not swallowed',
		async (realtimeInside) => {
			const one = rig({}, { realtimeInside });
			await one.clock.advance(2000);
			one.simulator.setFault('stalls-in-qr', true);
			expect(await one.print('j')).toBe('unknown written no-answer');
			one.simulator.setFault('stalls-in-qr', false);
			await one.clock.advance(8000);
			expect(one.health.at(-1)).toBe('ready:ok');
			expect(await one.print('next')).toBe('printed done ok');
			expect(one.papers().at(-1)).toEqual(wholeTicket);
			expect(one.papers().filter((paper) => paper.qr !== null)).toHaveLength(1);
		},
	);
	it('on a one-way line each ticket makes good for the one before', async () => {
		const one = rig({ status: 'none' });
		await one.clock.advance(100);
		one.simulator.setFault('stalls-in-qr', true);
		expect(await one.print('j')).toBe('unknown written one-way');
		one.simulator.setFault('stalls-in-qr', false);
		await one.print('next');
		expect(one.papers().at(-1)!.lines.slice(-goldenLines.length)).toEqual(goldenLines);
		expect(one.papers().at(-1)!.qr).toBe(golden.escpos.ticket.qr);
	});
	it('without those zero bytes the next ticket loses its head: the fault is real', async () => {
		const { near, far } = createPipe();
		const simulator = createPrinterSimulator();
		simulator.attach(far);
		simulator.setFault('stalls-in-qr', true);
		await near.write(goldenTicket);
		simulator.setFault('stalls-in-qr', false);
		await near.write(goldenTicket);
		await new Promise((resolve) => setImmediate(resolve));
		const lines = simulator
			.papers()
			.at(-1)!
			.lines.map((line) => line.text);
		expect(lines.slice(-goldenLines.length)).not.toEqual(goldenLines);
	});
	it('the cable went out in the middle, the printer did not: the next ticket is whole all the same', async () => {
		const one = rig({}, { realtimeInside: false });
		await one.clock.advance(2000);
		one.simulator.setFault('stalls-in-qr', true);
		const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
		await one.clock.advance(1);
		one.unplug();
		expect((await one.finish(printing)).value).toMatchObject({ outcome: 'unknown', code: 'port-lost' });
		one.simulator.setFault('stalls-in-qr', false);
		one.plug();
		await one.clock.advance(10_000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('next')).toBe('printed done ok');
		expect(one.papers().at(-1)).toEqual(wholeTicket);
	});
	it('a stored QR code of 328 bytes that broke off takes as many zero bytes', async () => {
		const long = golden.escpos.commands.find((one) => one.id === 'qrLong')!;
		const bytes = new Uint8Array([...fromHex('1B401C26'), ...fromHex(long.hex), ...fromHex('0A1D564200')]);
		const one = rig();
		await one.clock.advance(2000);
		one.simulator.setFault('stalls-in-qr', true);
		expect(await one.print('j', bytes)).toBe('unknown written no-answer');
		one.simulator.setFault('stalls-in-qr', false);
		await one.clock.advance(8000);
		expect(await one.print('next')).toBe('printed done ok');
		expect(one.papers().at(-1)).toEqual(wholeTicket);
	});
});

describe('paper that ends in the middle of a ticket', () => {
	it('D1 unknown; with new paper the rest comes out, and the next ticket begins anew', async () => {
		const one = rig();
		await one.clock.advance(2000);
		one.simulator.setFault('paper-ends-soon', true);
		expect(await one.print('j')).toBe('unknown written paper-end');
		expect(one.papers()[0]!.cut).toBe(false);
		one.simulator.setFault('paper-end', false);
		await one.clock.advance(5000);
		expect(one.papers()).toEqual([wholeTicket]);
		one.written.length = 0;
		expect(await one.print('next')).toBe('printed done ok');
		expect(one.papers()).toEqual([wholeTicket, wholeTicket]);
		// Zero bytes and initialise first; nothing is cut off and nothing cleared: nobody asked for that.
		expect(one.written.find((hex) => hex.startsWith('00'))).toBe(`${'00'.repeat(qrCommandBytes)}1B40`);
		expect(one.written).not.toContain('100502');
	});
	it('S9 a wanted second paper makes it forget the rest first: only one ticket comes out behind the new roll', async () => {
		const one = rig();
		await one.clock.advance(2000);
		one.simulator.setFault('paper-ends-soon', true);
		expect(await one.print('j')).toBe('unknown written paper-end');
		// The wish comes before the paper: nothing of the ticket is sent, but the rest is forgotten.
		expect(await one.print('again', goldenTicket, { reprint: true })).toBe('failed none paper-end');
		expect(one.written.at(-1)).not.toBe(toHex(goldenTicket));
		expect(one.written).toContain('100502');
		one.simulator.setFault('paper-end', false);
		await one.clock.advance(5000);
		expect(await one.print('again', goldenTicket, { reprint: true })).toBe('printed done ok');
		expect(one.papers().filter((paper) => paper.qr !== null)).toHaveLength(1);
	});
	it('S9 a second paper wanted after the program died in the middle of the first: what the printer still holds is forgotten', async () => {
		const one = rig();
		await one.clock.advance(2000);
		expect(await one.print('again', goldenTicket, { reprint: true })).toBe('printed done ok');
		expect(one.written.filter((hex) => hex === '100502')).toHaveLength(1);
		expect(one.written.indexOf('100502')).toBeLessThan(one.written.findIndex((hex) => hex.startsWith('1B40')));
		expect(one.papers()).toEqual([wholeTicket]);
	});
	it('a second paper of a ticket that came out well clears nothing', async () => {
		const one = rig();
		expect(await one.print('j')).toBe('printed done ok');
		expect(await one.print('again', goldenTicket, { reprint: true })).toBe('printed done ok');
		expect(one.written).not.toContain('100502');
	});
});

describe('a cutter that was freed', () => {
	it('waits to be told to go on: the technician tells it, and the rest is forgotten', async () => {
		const one = rig({}, { capacity: 4096 });
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
		await one.clock.advance(60);
		one.simulator.setFault('waits-for-recovery', true);
		expect((await one.finish(printing)).value).toMatchObject({ outcome: 'unknown', code: 'cutter' });
		await one.clock.advance(60_000);
		// By itself the driver does not tell it: what a person must free, a person must call free.
		expect(one.health.at(-1)).toBe('stopped:cutter');
		expect(one.written).not.toContain('100502');
		one.simulator.setFault('slow', false);
		const { value } = await one.finish(one.printer.test('recover'));
		expect(value).toMatchObject({ ok: true, proof: 'acknowledged', code: 'ok' });
		await one.clock.advance(3000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('next', longTicket(3))).toBe('printed done ok');
		expect(one.papers().some((paper) => paper.qr !== null)).toBe(false);
	});
	it('a wanted second paper tells it too', async () => {
		const one = rig({}, { capacity: 4096 });
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
		await one.clock.advance(60);
		one.simulator.setFault('waits-for-recovery', true);
		await one.finish(printing);
		one.simulator.setFault('slow', false);
		expect(await one.print('again', goldenTicket, { reprint: true })).toBe('printed done ok');
		expect(one.papers().filter((paper) => paper.qr !== null)).toHaveLength(1);
	});
});
