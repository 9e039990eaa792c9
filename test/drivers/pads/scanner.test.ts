import { describe, expect, it } from 'vitest';
import { createScanner, type ScannerOptions } from '../../../drivers/scanner/scanner.ts';
import { createScannerSimulator, scannerFaults } from '../../../drivers/scanner/simulator.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createTestCable } from '../cable.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { barePort } from './bare-port.ts';

type Declared = Pick<ScannerOptions, 'protocol' | 'prefix' | 'suffix' | 'pauseMs' | 'encoding' | 'sameCodeMs' | 'wake'>;
const plain: Declared = { protocol: 'plain', prefix: '', suffix: '0D', pauseMs: 50, encoding: 'auto', sameCodeMs: 1500, wake: false };
const makers = ['honeywell', 'newland', 'newland-short', 'zebra-ssi', 'gm65'] as const;

function run(open: ScannerOptions['open'], declared: Declared, clock = new ManualClock()) {
	const told: { text: string; readAt: number }[] = [];
	const health: string[] = [];
	const log: string[] = [];
	const scanner = createScanner({
		open,
		...declared,
		speed: fixedSpeed(9600),
		now: clock.now,
		timers: clock.timers,
		health: (one) => health.push(`${one.state}:${one.code}`),
		log: (text) => log.push(text),
		tell: ({ text, readAt }) => told.push({ text, readAt }),
	});
	scanner.start();
	return { scanner, clock, told, health, log, texts: () => told.map(({ text }) => text) };
}
async function simulated(change: Partial<Declared> = {}) {
	const declared = { ...plain, ...change };
	const clock = new ManualClock();
	const simulator = createScannerSimulator(declared, clock.timers);
	const cable = createTestCable((port) => simulator.attach(port));
	const driver = run(cable.open, declared, clock);
	await clock.advance(10);
	return { simulator, cable, ...driver };
}
async function triggered(hall: Awaited<ReturnType<typeof simulated>>, on: boolean) {
	const result = hall.scanner.trigger(on);
	await hall.clock.advance(3000);
	return result;
}

describe('a scanner', () => {
	it('tells each code once, and says that it listens before it has heard one', async () => {
		const hall = await simulated();
		expect(hall.health).toEqual(['ready:listening']);
		const at = hall.clock.now();
		expect(hall.simulator.holdUp('票号A012')).toBe(true);
		await hall.clock.advance(10);
		expect(hall.told).toEqual([{ text: '票号A012', readAt: at }]);
		expect(hall.health.at(-1)).toBe('ready:ok');
	});
	it('a code that stays before it counts once, and again when it was away long enough', async () => {
		const hall = await simulated();
		for (let n = 0; n < 5; n++) {
			hall.simulator.holdUp('A012');
			await hall.clock.advance(1000);
		}
		expect(hall.texts()).toEqual(['A012']);
		expect(hall.scanner.report().facts['repeated-codes']).toBe(4);
		hall.simulator.holdUp('A013');
		await hall.clock.advance(100);
		hall.simulator.holdUp('A012');
		await hall.clock.advance(2000);
		hall.simulator.holdUp('A012');
		await hall.clock.advance(10);
		expect(hall.texts()).toEqual(['A012', 'A013', 'A012', 'A012']);
	});
	it('without a suffix a pause ends each code', async () => {
		const hall = await simulated({ suffix: '' });
		hall.simulator.holdUp('A012');
		await hall.clock.advance(49);
		expect(hall.texts()).toEqual([]);
		await hall.clock.advance(1);
		expect(hall.texts()).toEqual(['A012']);
	});
	it('D2 a code much too long is dropped, told by its length, and the next one is understood', async () => {
		const hall = await simulated();
		hall.simulator.setFault('long-code', true);
		hall.simulator.holdUp('A012');
		await hall.clock.advance(10);
		hall.simulator.setFault('long-code', false);
		hall.simulator.holdUp('A013');
		await hall.clock.advance(10);
		expect(hall.texts()).toEqual(['A013']);
		expect(hall.log[0]).toBe('a code of more than 4096 bytes was dropped: 5001 bytes');
		expect(hall.scanner.report()).toMatchObject({ discarded: 5001, facts: { 'too-long-codes': 1 } });
	});
	it('a scanner whose end mark was switched off is told to the technician, and no half code is taken for one', async () => {
		const hall = await simulated();
		hall.simulator.setFault('no-suffix', true);
		hall.simulator.holdUp('A012');
		await hall.clock.advance(600);
		expect(hall.texts()).toEqual([]);
		expect(hall.health.at(-1)).toBe('warning:no-suffix');
		hall.simulator.setFault('no-suffix', false);
		hall.simulator.holdUp('A013');
		await hall.clock.advance(10);
		expect(hall.texts()).toEqual(['A013']);
		expect(hall.health.at(-1)).toBe('ready:ok');
	});
	it('a line feed behind the declared carriage return is no code and no fault', async () => {
		const device = barePort();
		const { clock, texts, health } = run(device.open, plain);
		await clock.advance(10);
		device.say(fromHex('413031320D0A'));
		await clock.advance(1000);
		device.say(fromHex('413031330D0A'));
		await clock.advance(1000);
		expect(texts()).toEqual(['A012', 'A013']);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('Chinese as GBK is understood as well', async () => {
		const hall = await simulated();
		hall.simulator.setFault('other-encoding', true);
		hall.simulator.holdUp('票号A012㐂');
		await hall.clock.advance(10);
		expect(hall.texts()).toEqual(['票号A012㐂']);
	});
	it('the cable is pulled in the middle of a code: the half is dropped, and the next code is whole', async () => {
		const hall = await simulated({ protocol: 'zebra-ssi' });
		hall.simulator.holdUp('A'.repeat(150));
		hall.cable.unplug();
		await hall.clock.advance(10);
		expect(hall.health.at(-1)).toBe('disconnected:port-lost');
		expect(await triggered(hall, true)).toMatchObject({ ok: false, proof: 'none', code: 'port-lost' });
		hall.cable.plug();
		await hall.clock.advance(8000);
		hall.simulator.holdUp('A013');
		await hall.clock.advance(2000);
		expect(hall.texts().at(-1)).toBe('A013');
	});
	it('D2 endless noise keeps neither memory nor the next code', async () => {
		const hall = await simulated({ prefix: '02', suffix: '03' });
		hall.simulator.setFault('endless-noise', true);
		await hall.clock.advance(20_000);
		hall.simulator.setFault('endless-noise', false);
		await hall.clock.advance(1000);
		hall.simulator.holdUp('A014');
		await hall.clock.advance(10);
		expect(hall.texts().at(-1)).toBe('A014');
		expect(hall.scanner.report().discarded).toBeGreaterThan(10_000);
	});
	it('every fault switch is known by its name and can be switched off again', async () => {
		const { simulator } = await simulated();
		for (const fault of scannerFaults) simulator.setFault(fault, true);
		expect(simulator.faults).toEqual([...scannerFaults]);
		for (const fault of scannerFaults) simulator.setFault(fault, false);
		expect(simulator.faults).toEqual([]);
	});
});

describe('the light', () => {
	it('D1 is claimed as far as each maker proves it', async () => {
		for (const protocol of makers) {
			const hall = await simulated({ protocol });
			const answers = protocol !== 'honeywell' && protocol !== 'newland-short';
			const proof = answers ? { proof: 'acknowledged', code: 'ok' } : { proof: 'written', code: 'one-way' };
			expect(await triggered(hall, true), protocol).toEqual({ ok: true, ...proof, facts: {} });
			expect(hall.simulator.lit, protocol).toBe(true);
			if (protocol === 'newland-short') continue;
			expect(await hall.scanner.test('trigger-off').finally(() => {}), protocol).toMatchObject({ ok: true });
			await hall.clock.advance(10);
			expect(hall.simulator.lit, protocol).toBe(false);
		}
	});
	it('does not exist where a maker has no command for it', async () => {
		expect(await triggered(await simulated(), true)).toMatchObject({ ok: false, code: 'not-supported' });
		expect(await triggered(await simulated({ protocol: 'newland-short' }), false)).toMatchObject({ ok: false, code: 'not-supported' });
		const { scanner } = await simulated();
		expect(scanner.tests).toEqual([]);
		expect((await simulated({ protocol: 'newland-short' })).scanner.tests).toEqual(['trigger-on']);
		expect((await simulated({ protocol: 'honeywell' })).scanner.tests).toEqual(['trigger-on', 'trigger-off']);
		expect(await scanner.test('photo')).toMatchObject({ code: 'not-supported' });
	});
	it('refused is told as refused', async () => {
		for (const protocol of ['newland', 'zebra-ssi', 'gm65'] as const) {
			const hall = await simulated({ protocol });
			hall.simulator.setFault('refuses-trigger', true);
			expect(await triggered(hall, true), protocol).toEqual({ ok: false, proof: 'acknowledged', code: 'refused', facts: {} });
		}
	});
	it('a scanner that does not answer is asked three times, then it counts as gone until it is heard again', async () => {
		for (const fault of ['silent', 'bad-checksum'] as const) {
			const hall = await simulated({ protocol: 'gm65' });
			hall.simulator.setFault(fault, true);
			expect(await triggered(hall, true), fault).toMatchObject({ ok: false, code: 'no-answer' });
			expect(hall.health.at(-1)).toBe('disconnected:no-answer');
			expect(hall.scanner.report().failed).toBe(3);
			hall.simulator.setFault(fault, false);
			hall.simulator.holdUp('A012');
			await hall.clock.advance(100);
			expect(hall.texts()).toEqual(['A012']);
			expect(hall.health.at(-1)).toBe('ready:ok');
		}
	});
	it('a code that comes while the answer is awaited is not lost, in whatever pieces it comes', async () => {
		const device = barePort();
		const { scanner, clock, texts } = run(device.open, { ...plain, protocol: 'newland' });
		await clock.advance(10);
		const result = scanner.trigger(true);
		await clock.advance(10);
		for (const hex of ['4130', '31320D0201', '303030302353', '434E54524731063B', '034130', '31330D']) device.say(fromHex(hex));
		expect(await result).toMatchObject({ ok: true, proof: 'acknowledged' });
		expect(texts()).toEqual(['A012', 'A013']);
		expect(device.written.map(toHex)).toEqual(['7E01303030302353434E545247313B03']);
	});
	it('a module that sleeps is woken before each command', async () => {
		const hall = await simulated({ protocol: 'zebra-ssi', wake: true });
		hall.simulator.setFault('asleep', true);
		expect(await triggered(hall, true)).toMatchObject({ ok: true, proof: 'acknowledged' });
		const sleeper = await simulated({ protocol: 'zebra-ssi' });
		sleeper.simulator.setFault('asleep', true);
		expect(await triggered(sleeper, true)).toMatchObject({ ok: false, code: 'no-answer' });
		const device = barePort();
		const { scanner, clock } = run(device.open, { ...plain, protocol: 'zebra-ssi', wake: true });
		await clock.advance(10);
		void scanner.trigger(true);
		await clock.advance(49);
		expect(device.written.map(toHex)).toEqual(['00']);
		await clock.advance(1);
		expect(device.written.map(toHex)).toEqual(['00', '04E40400FF14']);
	});
	it('D2 garbage and a second scanner on the line do no harm', async () => {
		for (const protocol of ['newland', 'zebra-ssi', 'gm65'] as const) {
			const hall = await simulated({ protocol });
			hall.simulator.setFault('garbage', true);
			hall.simulator.setFault('two-devices', true);
			expect(await triggered(hall, true), protocol).toMatchObject({ ok: true });
			hall.simulator.setFault('garbage', false);
			await hall.clock.advance(1000);
			hall.simulator.holdUp('A012');
			await hall.clock.advance(2000);
			expect(hall.texts(), protocol).toEqual(['A012']);
			expect(hall.scanner.report().discarded, protocol).toBeGreaterThan(0);
		}
	});
	it('with endless noise it ends in time, whatever the noise says', async () => {
		for (const protocol of ['newland', 'zebra-ssi', 'gm65'] as const) {
			const hall = await simulated({ protocol });
			hall.simulator.setFault('silent', true);
			hall.simulator.setFault('endless-noise', true);
			const result = hall.scanner.trigger(true);
			await hall.clock.advance(5000);
			expect((await result).ok, protocol).toBe(false);
		}
	});
});

describe('packets of data (Zebra)', () => {
	it('are acknowledged, and a long code in several packets is one code', async () => {
		const hall = await simulated({ protocol: 'zebra-ssi' });
		const text = '票'.repeat(300);
		hall.simulator.holdUp(text);
		await hall.clock.advance(2000);
		expect(hall.texts()).toEqual([text]);
		expect(hall.simulator.acknowledged).toBe(5);
	});
	it('are taken when they come whole at last', async () => {
		const hall = await simulated({ protocol: 'zebra-ssi' });
		hall.simulator.setFault('bad-checksum', true);
		hall.simulator.holdUp('A012');
		await hall.clock.advance(400);
		expect(hall.texts()).toEqual([]);
		hall.simulator.setFault('bad-checksum', false);
		await hall.clock.advance(1000);
		expect(hall.texts()).toEqual(['A012']);
	});
});

describe('P1 what a person holds up', () => {
	it('stands in no log, health or report', async () => {
		const canary = '王金丝雀 11010119900307001X';
		const hall = await simulated();
		hall.simulator.holdUp(canary);
		hall.simulator.setFault('no-suffix', true);
		await hall.clock.advance(10);
		hall.simulator.holdUp(canary);
		await hall.clock.advance(1000);
		hall.simulator.setFault('long-code', true);
		hall.simulator.holdUp(canary);
		await hall.clock.advance(1000);
		expect(hall.texts()).toEqual([canary]);
		expect(hall.log.length).toBeGreaterThan(2);
		expect(JSON.stringify([hall.log, hall.health, hall.scanner.report()])).not.toMatch(/金丝雀|110101/);
	});
});
