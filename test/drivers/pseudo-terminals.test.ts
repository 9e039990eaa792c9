import { describe, expect, it } from 'vitest';
import { type DeskMessage, deskRequest } from '../../domain/contracts/device-desk.ts';
import { createDesk } from '../../drivers/desk/desk.ts';
import { createReaderSimulator } from '../../drivers/id-reader/simulator.ts';
import { createLedSimulator } from '../../drivers/led/simulator.ts';
import { createPrinter } from '../../drivers/printer/printer.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import { openTransport } from '../../drivers/transport/open.ts';
import { listPorts } from '../../drivers/transport/ports.ts';
import { openSerial } from '../../drivers/transport/serial.ts';
import { fixedSpeed } from '../../drivers/transport/speed.ts';
import { systemTimers } from '../../drivers/transport/timers.ts';
import { afterThisTest, ptyCable, until, wire } from './pty-cable.ts';
import { papers, slip, ticketBytes } from './slip.ts';

async function hall() {
	const reader = createReaderSimulator();
	const printer = createPrinterSimulator();
	const led = createLedSimulator('onbon', 1);
	const cables = {
		reader: ptyCable('reader', (port) => reader.attach(port)),
		printer: ptyCable('printer', (port) => printer.attach(port)),
		led: ptyCable('led', (port) => led.attach(port)),
	};
	for (const cable of Object.values(cables)) await cable.plug();
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: () => Date.now(),
		timers: systemTimers,
		open: openTransport,
		listPorts,
		send: (message) => messages.push(message),
	});
	afterThisTest(() => desk.stop());
	const transport = (path: string) => ({ kind: 'serial', path, baud: 115_200 });
	desk.handle(
		deskRequest.parse({
			type: 'start',
			papers,
			devices: [
				{ kind: 'id-reader', id: 'reader', station: 'T1', transport: transport(cables.reader.host) },
				{ kind: 'printer', id: 'printer', station: 'T1', transport: transport(cables.printer.host) },
				{ kind: 'led', id: 'led', station: 'W01', protocol: 'onbon', transport: transport(cables.led.host) },
			],
		}),
	);
	const health = (device: string) => {
		const last = messages.findLast((message) => message.type === 'health' && message.health.device === device);
		return last?.type === 'health' ? `${last.health.state}:${last.health.code}` : '';
	};
	const cards = () =>
		messages.flatMap((message) => (message.type === 'card' && message.event.type === 'card-read' ? [message.event.card.name] : []));
	let call = 0;
	const print = async (job: string) => {
		const own = ++call;
		desk.handle({ type: 'print', call: own, job: { job, device: 'printer', slip } });
		const answer = await until(() => messages.find((message) => message.type === 'answer' && message.call === own), `job ${job}`);
		return answer.type === 'answer' ? answer.value : null;
	};
	for (const device of ['reader', 'printer', 'led']) await until(() => health(device) === 'ready:ok', `${device} ready`);
	return { reader, printer, led, cables, desk, health, cards, print };
}

describe('over real pseudo-terminals', { timeout: 60_000 }, () => {
	it('card bytes in, ticket bytes out, LED frame shown', async () => {
		const { reader, printer, led, desk, cards, print } = await hall();
		reader.layCard('li-rare');
		await until(() => cards().length === 1, 'the card');
		expect(cards()).toEqual(['李㐂𠮷']);
		expect(await print('T1-1')).toEqual({ job: 'T1-1', outcome: 'printed', proof: 'done', code: 'ok' });
		expect(printer.papers()[0]).toMatchObject({ qr: slip.qr, cut: true });
		expect(printer.papers()[0]!.lines.map((line) => line.text)).toContain('A044');
		desk.handle({ type: 'show', wanted: [{ device: 'led', text: '请A044号到3号窗口', style: 'call' }] });
		await until(() => led.text === '请A044号到3号窗口', 'the display');
	});
	it('unplugged and plugged in again, all three work as before', async () => {
		const { reader, printer, led, cables, desk, health, cards, print } = await hall();
		desk.handle({ type: 'show', wanted: [{ device: 'led', text: '窗口3', style: 'steady' }] });
		await until(() => led.text === '窗口3', 'the display');
		for (const cable of Object.values(cables)) await cable.pull();
		for (const device of ['reader', 'printer', 'led']) await until(() => health(device).startsWith('disconnected'), `${device} lost`);
		expect(await print('while-unplugged')).toMatchObject({ outcome: 'failed', proof: 'none', code: 'port-lost' });
		desk.handle({ type: 'show', wanted: [{ device: 'led', text: '请A045号到3号窗口', style: 'call' }] });
		for (const cable of Object.values(cables)) await cable.plug();
		for (const device of ['reader', 'printer', 'led']) await until(() => health(device) === 'ready:ok', `${device} back`);
		await until(() => led.text === '请A045号到3号窗口', 'the wanted text');
		reader.layCard('zhao-66');
		await until(() => cards().length === 1, 'the card');
		expect(await print('after')).toMatchObject({ outcome: 'printed', proof: 'done' });
		expect(printer.papers()).toHaveLength(1);
	});
	it('D1 the cable is pulled while a ticket is on it: unknown, and never printed again by itself', async () => {
		const printer = createPrinterSimulator();
		let pulled = false;
		const cable = ptyCable('mid-ticket', (port) =>
			printer.attach({
				...port,
				onBytes: (listener) =>
					port.onBytes((bytes) => {
						if (bytes.length > 100 && !pulled) {
							pulled = true;
							void cable.pull();
						} else if (!pulled) listener(bytes);
					}),
			}),
		);
		await cable.plug();
		const driver = createPrinter({
			open: () => openSerial(wire(cable.host)),
			speed: fixedSpeed(115_200),
			status: 'realtime',
			cut: 'feed-partial',
			confirm: true,
			now: () => Date.now(),
			timers: systemTimers,
			health: () => {},
		});
		afterThisTest(() => driver.stop());
		driver.start();
		await until(() => driver.status(), 'the printer');
		const long = { ...slip, missed: '往后排三位再叫您一次。'.repeat(100) };
		const print = () => driver.print('job', () => ticketBytes(long), { reprint: false });
		const result = await print();
		expect(result).toMatchObject({ outcome: 'unknown', code: 'port-lost' });
		expect(result.proof).not.toBe('done');
		expect((await print()).code).toBe('already-done');
		expect(printer.papers()).toHaveLength(0);
	});
	it('a port that is not there is an answer, not an exception', async () => {
		expect(await openSerial(wire('/dev/no-such-port'))).toMatchObject({ ok: false, code: 'port-missing' });
	});
});
