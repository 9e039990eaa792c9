import { describe, expect, it } from 'vitest';
import { deviceReport, portReport } from '../../../domain/contracts/device.ts';
import { slip } from '../slip.ts';
import { declared, deskStand, oneOfEach } from './desk-stand.ts';

/** As long as a signed ticket of the demo hall is. */
const signedTicket = `TH2:DEMO-HALL-01:2026-11-23:A044:A:GS-01,SB-012:1795399440000:T2:${'k'.repeat(16)}:${'s'.repeat(85)}A`;

async function started() {
	const stand = deskStand({
		listPorts: async () => [
			{
				path: '/dev/ttyUSB0',
				stablePath: '/dev/serial/by-id/x',
				vendorId: '1a86',
				productId: '7523',
				serialNumber: null,
				manufacturer: null,
			},
			{ path: '/dev/ttyS0', stablePath: null, vendorId: null, productId: null, serialNumber: null, manufacturer: null },
		],
	});
	await stand.start();
	return stand;
}

describe('a desk with one device of each kind', () => {
	it('starts all of them, and each is well', async () => {
		const { healthOf } = await started();
		const last = Object.fromEntries(oneOfEach.map(({ id }) => [id, healthOf(id).at(-1)]));
		expect(last).toEqual({
			reader: 'ready:ok',
			printer: 'ready:ok',
			scanner: 'ready:listening',
			led: 'ready:ok',
			pad: 'ready:one-way',
			voice: 'ready:ok',
		});
	});
	it('a code held up goes to the main process whole, once', async () => {
		const { bench, messages } = await started();
		await bench({ do: 'hold-up-code', device: 'scanner', text: signedTicket });
		const codes = messages.flatMap((message) => (message.type === 'code' ? [message.event] : []));
		expect(codes).toMatchObject([{ type: 'code-scanned', device: 'scanner', text: signedTicket }]);
	});
	it('the scanner’s light follows the trigger', async () => {
		const { ask, bench } = await started();
		expect((await ask({ type: 'trigger', device: 'scanner', on: true })).value).toMatchObject({ ok: true });
		expect((await bench({ do: 'snapshot' })).scanners).toMatchObject([{ device: 'scanner', lit: true }]);
		expect(await ask({ type: 'trigger', device: 'printer', on: true })).toMatchObject({ ok: false, value: 'no-device' });
	});
	it('a citizen asked for a rating presses a key; a cancelled question is no rating', async () => {
		const { send, answers, clock, bench, tell } = await started();
		const asked = send({ type: 'rate', device: 'pad' });
		await clock.advance(500);
		expect(answers(asked)).toEqual([]);
		expect((await bench({ do: 'press-rating', device: 'pad', rating: 2 }, 500)).pads).toMatchObject([{ device: 'pad' }]);
		expect(answers(asked)).toMatchObject([{ ok: true, value: { outcome: 'rated', rating: 2 } }]);
		const again = send({ type: 'rate', device: 'pad' });
		await clock.advance(500);
		tell({ type: 'cancel-rating', device: 'pad' });
		await clock.advance(500);
		expect(answers(again)).toMatchObject([{ ok: true, value: { outcome: 'cancelled', rating: 0 } }]);
	});
	it('S9 an announcement is spoken, and proved by the box that says it is idle again', async () => {
		const { ask, bench } = await started();
		const said = await ask({ type: 'say', job: { job: 'call-1', device: 'voice', text: '请A044号到1号窗口' } }, 20_000);
		expect(said.value).toEqual({ job: 'call-1', outcome: 'spoken', proof: 'done', code: 'ok' });
		expect((await bench({ do: 'snapshot' })).voices).toMatchObject([{ spoken: ['请A044号到1号窗口'], speaking: false }]);
		expect((await ask({ type: 'say', job: { job: 'call-2', device: 'printer', text: '请' } })).value).toMatchObject({
			outcome: 'failed',
			code: 'no-device',
		});
	});
	it('tells a technician of every device where it hangs, what passed its wire and what it can be tested by', async () => {
		const { ask } = await started();
		await ask({ type: 'print', job: { job: 'a', device: 'printer', slip } }, 20_000);
		const reports = deviceReport.array().parse((await ask({ type: 'inspect' })).value);
		expect(reports.map(({ device, protocol, station, port }) => [device, protocol, station, port])).toEqual(
			oneOfEach.map(({ id, protocol, station }) => [id, protocol, station, 'simulated']),
		);
		for (const { device, bytesOut, openedAt, tests, baud } of reports) {
			expect(openedAt, device).not.toBeNull();
			expect(tests.length, device).toBeGreaterThan(0);
			expect(baud, device).toBeNull();
			if (device !== 'scanner') expect(bytesOut, device).toBeGreaterThan(0);
		}
		const printer = reports.find(({ device }) => device === 'printer');
		expect(printer?.bytesOut).toBeGreaterThan(500);
		expect(printer?.bytesIn).toBeGreaterThan(3);
	});
	it('runs the tests a device has, and says so of those it has not', async () => {
		const { ask } = await started();
		const reports = deviceReport.array().parse((await ask({ type: 'inspect' })).value);
		for (const { device, tests } of reports) {
			const call = await ask({ type: 'test', device, test: tests[0] }, 45_000);
			expect(call, `${device} ${tests[0]}`).toMatchObject({ ok: true, value: { proof: expect.any(String), code: expect.any(String) } });
			expect(await ask({ type: 'test', device, test: 'fly' })).toMatchObject({ ok: false, value: 'no-test' });
		}
		expect(await ask({ type: 'test', device: 'nobody', test: 'fly' })).toMatchObject({ ok: false, value: 'no-device' });
	});
	it('names every port of the machine and the devices declared on it, by path, lasting name or USB identity', async () => {
		const { ask, configure, clock } = await started();
		const on = (id: string, station: string, transport: object) =>
			declared({ kind: 'scanner', id, station, transport: { kind: 'serial', ...transport } });
		configure([
			on('a', 'T1', { path: '/dev/ttyUSB0' }),
			on('b', 'T2', { path: '/dev/serial/by-id/x' }),
			on('c', 'T3', { usb: { vendorId: '1A86', productId: '7523' } }),
			on('d', 'T4', { path: '/dev/ttyUSB1' }),
		]);
		await clock.advance(3000);
		const ports = portReport.array().parse((await ask({ type: 'ports' })).value);
		expect(ports.map(({ path, devices }) => [path, devices])).toEqual([
			['/dev/ttyUSB0', ['a', 'b', 'c']],
			['/dev/ttyS0', []],
		]);
	});
	it('answers a beat at once, whatever else is going on', async () => {
		const { tell, send, messages } = await started();
		for (let n = 0; n < 20; n++) send({ type: 'print', job: { job: `${n}`, device: 'printer', slip } });
		tell({ type: 'beat', beat: 41 });
		expect(messages.at(-1)).toEqual({ type: 'beat', beat: 41 });
	});
});

describe('a capture', () => {
	it('holds what passed the wire, ends in time, and two of one wire at once are refused', async () => {
		const { send, answers, clock } = await started();
		const first = send({ type: 'capture', device: 'printer', seconds: 10 });
		const second = send({ type: 'capture', device: 'printer', seconds: 1 });
		send({ type: 'print', job: { job: 'a', device: 'printer', slip } });
		await clock.advance(9000);
		expect(answers(second)).toMatchObject([{ ok: false, value: 'busy' }]);
		expect(answers(first)).toEqual([]);
		await clock.advance(1000);
		const [answer] = answers(first);
		const lines = String(answer?.value)
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(lines[0]).toMatchObject({ schema: 'wire-capture/1', kind: 'printer', protocol: 'escpos', baud: null });
		expect(lines.some(({ to }) => to === 'device') && lines.some(({ to }) => to === 'host')).toBe(true);
	});
	it('of a device that is declared no more ends with it, and is not lost', async () => {
		const { send, answers, clock, configure } = await started();
		const capture = send({ type: 'capture', device: 'reader', seconds: 50 });
		await clock.advance(2000);
		configure(oneOfEach.filter(({ id }) => id !== 'reader'));
		await clock.advance(2000);
		expect(answers(capture)).toMatchObject([{ ok: true, value: expect.stringContaining('wire-capture/1') }]);
	});
});
