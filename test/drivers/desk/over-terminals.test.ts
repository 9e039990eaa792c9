import { describe, expect, it } from 'vitest';
import { type DeviceDeclaration, deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import type { DeskMessage } from '../../../domain/contracts/device-desk.ts';
import { createDesk } from '../../../drivers/desk/desk.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import { createPrinterSimulator } from '../../../drivers/printer/simulator.ts';
import { openTransport } from '../../../drivers/transport/open.ts';
import type { ListedPort } from '../../../drivers/transport/ports.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { afterThisTest, ptyCable, until } from '../pty-cable.ts';
import { papers, slip } from '../slip.ts';

/** A desk on real ports; `listed` is what the system says is plugged in. */
function deskOnPorts(listed: () => ListedPort[]) {
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: () => Date.now(),
		timers: systemTimers,
		send: (message) => messages.push(message),
		open: (transport, baud) =>
			transport.kind === 'serial' ? openSerial({ ...transport, baud }, async () => listed()) : openTransport(transport, baud),
		listPorts: async () => listed(),
	});
	afterThisTest(() => desk.stop());
	let calls = 0;
	const ask = async (request: object) => {
		const call = ++calls;
		desk.handle({ ...request, call });
		const answer = await until(
			() => messages.find((message) => message.type === 'answer' && message.call === call),
			JSON.stringify(request),
		);
		return answer.type === 'answer' ? answer.value : null;
	};
	const healths = (device: string) =>
		messages.flatMap((one) => (one.type === 'health' && one.health.device === device ? [`${one.health.state}:${one.health.code}`] : []));
	const cards = () => messages.filter((one) => one.type === 'card' && one.event.type === 'card-read').length;
	return { desk, ask, healths, cards };
}
const on = (device: object, transport: object): DeviceDeclaration =>
	deviceDeclaration.parse({ station: 'T1', ...device, transport: { kind: 'serial', ...transport } });

describe('a desk over real pseudo-terminals', { timeout: 60_000 }, () => {
	it('devices are changed while it works: the one kept reads on undisturbed, the other moves to its new port', async () => {
		const reader = createReaderSimulator();
		const printers = [createPrinterSimulator(), createPrinterSimulator()];
		const cables = [
			ptyCable('kept', (port) => reader.attach(port)),
			ptyCable('before', (port) => printers[0]!.attach(port)),
			ptyCable('after', (port) => printers[1]!.attach(port)),
		];
		for (const cable of cables) await cable.plug();
		const { desk, ask, healths, cards } = deskOnPorts(() => []);
		const kept = on({ kind: 'id-reader', id: 'reader' }, { path: cables[0]!.host });
		const printerOn = (n: number) => on({ kind: 'printer', id: 'printer' }, { path: cables[n]!.host });
		desk.handle({ type: 'start', devices: [kept, printerOn(1)], papers });
		await until(() => healths('reader').at(-1) === 'ready:ok' && healths('printer').at(-1) === 'ready:ok', 'both ready');
		expect(await ask({ type: 'print', job: { job: 'one', device: 'printer', slip } })).toMatchObject({ outcome: 'printed', proof: 'done' });
		const before = healths('reader').length;
		expect(await ask({ type: 'configure', devices: [kept, printerOn(2)], papers })).toBeNull();
		reader.layCard('wang-82');
		await until(() => cards() === 1, 'the card');
		expect(await ask({ type: 'print', job: { job: 'two', device: 'printer', slip } })).toMatchObject({ outcome: 'printed', proof: 'done' });
		expect(printers.map((printer) => printer.papers().length)).toEqual([1, 1]);
		expect(healths('reader')).toHaveLength(before);
	});

	it('a reader known by its USB identity is pulled out and comes back under another name', async () => {
		const reader = createReaderSimulator();
		const first = ptyCable('first-name', (port) => reader.attach(port));
		const second = ptyCable('second-name', (port) => reader.attach(port));
		await first.plug();
		const port = (path: string): ListedPort => ({
			path,
			stablePath: null,
			vendorId: '1a86',
			productId: '7523',
			serialNumber: null,
			manufacturer: null,
		});
		let listed = [port(first.host)];
		const { desk, ask, healths, cards } = deskOnPorts(() => listed);
		const usb = { vendorId: '1A86', productId: '7523' };
		desk.handle({ type: 'start', devices: [on({ kind: 'id-reader', id: 'reader' }, { usb })] });
		await until(() => healths('reader').at(-1) === 'ready:ok', 'ready under the first name');
		listed = [];
		await first.pull();
		await until(() => healths('reader').at(-1)?.startsWith('disconnected'), 'the loss');
		await second.plug();
		listed = [port(second.host)];
		await until(() => healths('reader').at(-1) === 'ready:ok', 'ready under the second name');
		reader.layCard('zhang');
		await until(() => cards() === 1, 'the card');
		expect(await ask({ type: 'ports' })).toMatchObject([{ path: second.host, devices: ['reader'] }]);
		expect(await ask({ type: 'inspect' })).toMatchObject([{ device: 'reader', port: 'usb 1a86:7523', baud: 115_200 }]);
	});
});
