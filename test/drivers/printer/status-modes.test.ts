import { describe, expect, it } from 'vitest';
import { searchedSpeed } from '../../../drivers/transport/speed.ts';
import { createTestCable } from '../cable.ts';
import { goldenTicket, rig, wholeTicket } from './rig.ts';

describe('status: automatic', () => {
	it('is switched on at the start; the state follows the printer without one question more', async () => {
		const one = rig({ status: 'automatic' });
		await one.clock.advance(3000);
		expect(one.written[0]).toBe('1D610F');
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(one.printer.report().facts.mode).toBe('automatic');
		one.written.length = 0;
		one.simulator.setFault('cover-open', true);
		await one.clock.advance(1);
		expect(one.health.at(-1)).toBe('stopped:cover-open');
		expect(one.written).toEqual([]);
		one.simulator.setFault('cover-open', false);
		await one.clock.advance(3000);
		expect(one.health.at(-1)).toBe('ready:ok');
		one.simulator.setFault('near-end', true);
		await one.clock.advance(1);
		expect(one.health.at(-1)).toBe('warning:near-end');
	});
	it('idle, it asks no more than once in half a minute', async () => {
		const one = rig({ status: 'automatic' });
		await one.clock.advance(3000);
		one.written.length = 0;
		await one.clock.advance(29_000);
		expect(one.written.length).toBeLessThanOrEqual(4);
		one.simulator.setFault('silent', true);
		await one.clock.advance(35_000);
		expect(one.health.at(-1)).toBe('disconnected:no-answer');
	});
	it('a model that forgets it at 1B40 is told again right behind, and speaks while it prints', async () => {
		const one = rig({ status: 'automatic' }, { capacity: 4096 });
		one.simulator.setFault('forgets-automatic-status', true);
		await one.clock.advance(2000);
		one.simulator.setFault('slow', true);
		const printing = one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false });
		await one.clock.advance(60);
		expect(one.written.some((hex) => hex.startsWith('1B401D610F1C26'))).toBe(true);
		one.simulator.setFault('paper-end', true);
		await one.clock.advance(1);
		expect(one.health.at(-1)).toBe('stopped:paper-end');
		expect((await one.finish(printing)).value).toMatchObject({ outcome: 'unknown', proof: 'written', code: 'paper-end' });
	});
	it('after the cable was out it is switched on again, and off when the driver stops', async () => {
		const one = rig({ status: 'automatic' });
		await one.clock.advance(2000);
		one.unplug();
		await one.clock.advance(100);
		one.plug();
		one.written.length = 0;
		await one.clock.advance(5000);
		expect(one.written).toContain('1D610F');
		expect(one.health.at(-1)).toBe('ready:ok');
		await one.printer.stop();
		expect(one.written.at(-1)).toBe('1D6100');
	});
	it('a model that does not know it is asked by real-time questions, and the state says so', async () => {
		const one = rig({ status: 'automatic' });
		one.simulator.setFault('no-automatic-status', true);
		await one.clock.advance(5000);
		expect(one.health.at(-1)).toBe('warning:status-limited');
		expect(one.printer.report().facts.mode).toBe('realtime');
		expect(await one.print('j')).toBe('printed done ok');
	});
	it('a model that knows nothing else is asked by switching it on once more', async () => {
		const one = rig({ status: 'automatic' });
		one.simulator.setFault('no-answer-to-status', true);
		await one.clock.advance(6000);
		expect(one.health.at(-1)).toBe('ready:ok');
		one.simulator.setFault('cover-open', true);
		expect(await one.print('j')).toBe('failed none cover-open');
		one.simulator.setFault('cover-open', false);
		await one.clock.advance(3000);
		expect(await one.print('j')).toBe('printed done ok');
	});
	it('four bytes that arrive in two parts while a question is open confirm nothing', async () => {
		const questions: string[] = [];
		const cable = createTestCable((port) => {
			port.onBytes((bytes) => {
				const hex = Buffer.from(bytes).toString('hex').toUpperCase();
				questions.push(hex);
				if (hex.startsWith('1004')) void port.write(new Uint8Array([0x12]));
				// Near end is reported by itself; nothing answers the question behind the cut.
				if (hex === '1D7201') {
					void port.write(new Uint8Array([0x14]));
					void port.write(new Uint8Array([0x00, 0x03, 0x00]));
				}
			});
		});
		const one = rig({ open: cable.open });
		expect(await one.print('j')).toBe('unknown acknowledged not-confirmed');
		expect(questions).toContain('1D7201');
	});
});

describe('status: buffered', () => {
	it('asks nothing but 1D72, and that is enough for a proof', async () => {
		const one = rig({ status: 'buffered', confirm: false });
		one.simulator.setFault('no-answer-to-status', true);
		await one.clock.advance(2000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('j')).toBe('printed done ok');
		expect(one.written.filter((hex) => hex.startsWith('10'))).toEqual([]);
		one.simulator.setFault('near-end', true);
		expect(await one.print('k')).toBe('printed done near-end');
		await one.clock.advance(1000);
		expect(one.health.at(-1)).toBe('warning:near-end');
	});
	it('a stopped printer answers nothing: it is not filled with questions, and its late answer brings it back', async () => {
		const one = rig({ status: 'buffered' });
		await one.clock.advance(2000);
		one.simulator.setFault('paper-end', true);
		one.written.length = 0;
		await one.clock.advance(600_000);
		expect(one.health.at(-1)).toBe('disconnected:no-answer');
		expect(await one.print('j')).toBe('failed none no-answer');
		expect(one.written.length).toBeLessThanOrEqual(22);
		one.simulator.setFault('paper-end', false);
		await one.clock.advance(6000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('j')).toBe('printed done ok');
		expect(one.papers()).toEqual([wholeTicket]);
	});
});

describe('status: none', () => {
	it('nothing is asked and nothing awaited; written is all that is claimed', async () => {
		const one = rig({ status: 'none' });
		await one.clock.advance(60_000);
		expect(one.written).toEqual([]);
		const { value, ms } = await one.finish(one.printer.print('j', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false }));
		expect(value).toMatchObject({ outcome: 'unknown', proof: 'written', code: 'one-way' });
		expect(ms).toBeLessThanOrEqual(100);
		expect(one.papers()).toEqual([wholeTicket]);
		expect(one.health.at(-1)).toBe('ready:one-way');
		expect(one.written.every((hex) => !/^(1004|1D72|1D61|1D49)/.test(hex))).toBe(true);
		one.unplug();
		await one.clock.advance(100);
		expect(one.health.at(-1)).toMatch(/^disconnected/);
		expect(await one.print('k')).toBe('failed none port-lost');
	});
});

describe('how long a job may wait for a printer', () => {
	it('that never answered: 3 s the first time, 1 s after that', async () => {
		const one = rig();
		one.simulator.setFault('silent', true);
		const print = (job: string) => one.finish(one.printer.print(job, () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false }));
		expect((await print('a')).ms).toBeLessThanOrEqual(3200);
		expect((await print('b')).ms).toBeLessThanOrEqual(1200);
	});
	it('that falls silent behind the ticket: told within 5 s', async () => {
		const one = rig();
		await one.clock.advance(2000);
		const printing = one.printer.print(
			'a',
			() => {
				one.simulator.setFault('silent', true);
				return { bytes: goldenTicket, replaced: 0 };
			},
			{ reprint: false },
		);
		const { value, ms } = await one.finish(printing);
		expect(value).toMatchObject({ outcome: 'unknown', proof: 'written', code: 'no-answer' });
		expect(ms).toBeLessThanOrEqual(5000);
	});
	it('that never confirms: 10 s', async () => {
		const one = rig();
		one.simulator.setFault('no-answer-to-buffered', true);
		await one.clock.advance(3000);
		const { ms } = await one.finish(one.printer.print('a', () => ({ bytes: goldenTicket, replaced: 0 }), { reprint: false }));
		expect(ms).toBeGreaterThanOrEqual(9500);
		expect(ms).toBeLessThanOrEqual(11_000);
	});
	it('at another speed than declared: the line is searched, and no ticket goes out at the wrong one', async () => {
		const speeds: number[] = [];
		const heard: string[] = [];
		const search = searchedSpeed(
			async (baud) => {
				speeds.push(baud);
				const right = baud === 38_400;
				return createTestCable((port) => {
					port.onBytes((bytes) => {
						const hex = Buffer.from(bytes).toString('hex').toUpperCase();
						heard.push(`${baud} ${hex.slice(0, 6)}`);
						if (!right) return;
						if (hex.startsWith('1004')) void port.write(new Uint8Array([0x12]));
						if (hex === '1D7201') void port.write(new Uint8Array([0x00]));
					});
				}).open();
			},
			[9600, 19_200, 38_400],
		);
		const one = rig(search);
		expect(await one.print('early')).toBe('failed none no-answer');
		await one.clock.advance(15_000);
		expect(speeds).toEqual([9600, 19_200, 38_400]);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(await one.print('late')).toBe('printed done ok');
		expect(heard.filter((text) => text.endsWith('1B401C'))).toEqual(['38400 1B401C']);
	});
});
