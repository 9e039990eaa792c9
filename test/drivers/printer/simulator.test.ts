import { describe, expect, it } from 'vitest';
import { createPrinterSimulator, type SimulatorOptions } from '../../../drivers/printer/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import { byId, fromHex, golden, toHex } from '../golden.ts';
import { ManualClock, settle } from '../manual-clock.ts';
import { longTicket } from './rig.ts';

/** The simulator alone, asked by hand-made bytes. */
function bare(options: SimulatorOptions = {}) {
	const clock = new ManualClock();
	const simulator = createPrinterSimulator(48, { timers: clock.timers, ...options });
	const { near, far } = createPipe();
	simulator.attach(far);
	let said = '';
	near.onBytes((bytes) => {
		said += toHex(bytes);
	});
	const ask = async (hex: string) => {
		said = '';
		await near.write(fromHex(hex));
		await settle();
		return said;
	};
	return { clock, simulator, ask };
}

describe('the simulated printer answers as the page says', () => {
	const vectors = (id: string) => byId(golden.escpos.status, id);
	it.each([
		[[], 'printerOk'],
		[[], 'offlineNone'],
		[[], 'errorNone'],
		[[], 'paperOk'],
		[[], 'gsrPaperOk'],
		[[], 'gsrDrawerLow'],
		[['cover-open'], 'printerOffline'],
		[['cover-open'], 'offlineCover'],
		[['paper-end'], 'offlinePaperEnd'],
		[['cover-open', 'paper-end'], 'offlineCoverPaper'],
		[['cutter'], 'offlineError'],
		[['cutter'], 'errorCutter'],
		[['unrecoverable'], 'errorUnrecoverable'],
		[['too-hot'], 'errorAuto'],
		[['waits-for-recovery'], 'printerWaitingRecovery'],
		[['near-end'], 'paperNearEnd'],
		[['near-end'], 'gsrNearEnd'],
		[['paper-end'], 'paperEnd'],
		[['offline-by-switch'], 'printerOffline'],
	] as const)('%j: the golden %s', async (faults, id) => {
		const { simulator, ask } = bare();
		for (const fault of faults) simulator.setFault(fault, true);
		expect(await ask(vectors(id).request)).toBe(vectors(id).hex);
	});
	it.each([
		[null, 'asbOk'],
		['near-end', 'asbNearEnd'],
		['paper-end', 'asbPaperEnd'],
		['cover-open', 'asbCover'],
		['cutter', 'asbCutter'],
	] as const)('automatic status with %s: the golden %s, at once and once', async (fault, id) => {
		const { simulator, ask } = bare();
		const well = byId(golden.escpos.asb, 'asbOk').hex;
		expect(await ask('1D610F')).toBe(well);
		if (!fault) return;
		const heard = ask('');
		simulator.setFault(fault, true);
		simulator.setFault(fault, true);
		expect(await heard).toBe(byId(golden.escpos.asb, id).hex);
	});
	it('real-time questions are answered while it is stopped and its buffer is full', async () => {
		const { simulator, ask } = bare({ capacity: 500 });
		simulator.setFault('cover-open', true);
		await ask(toHex(longTicket(40)));
		expect(simulator.lost).toBeGreaterThan(1000);
		expect(await ask('1D7201')).toBe('');
		expect(await ask('100401')).toBe('1A');
		expect(await ask('100402')).toBe('16');
		expect(simulator.papers()).toEqual([]);
	});
	it('a question inside a QR code is data for one model, and a question for another', async () => {
		const data = '1D286B0B00315030100401AABBCCDDEE';
		expect(await bare().ask(data)).toBe('');
		expect(await bare({ realtimeInside: true }).ask(data)).toBe('12');
	});
	it('10 05 02 drops what waits, 10 05 01 does not', async () => {
		for (const [hex, papers] of [
			['100502', 0],
			['100501', 1],
		] as const) {
			const { simulator, ask } = bare();
			simulator.setFault('waits-for-recovery', true);
			await ask(golden.escpos.ticket.hex);
			await ask(hex);
			expect(simulator.papers().filter((paper) => paper.cut)).toHaveLength(papers);
			expect(simulator.faults).toEqual([]);
		}
	});
	it('a full buffer holds the sender by 13 and lets it go by 11', async () => {
		const { simulator, ask, clock } = bare({ capacity: 1000, flow: 'xon-xoff' });
		simulator.setFault('cover-open', true);
		expect(await ask('41'.repeat(800))).toBe('13');
		const heard = ask('');
		simulator.setFault('cover-open', false);
		expect(await heard).toBe('11');
		await clock.advance(1);
	});
	it('its name is a text with head and end', async () => {
		expect(await bare().ask('1D4943')).toBe('5F53494D2D383000');
	});
});
