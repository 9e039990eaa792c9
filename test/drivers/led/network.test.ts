import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createDisplay } from '../../../drivers/led/line.ts';
import { createLedSimulator } from '../../../drivers/led/simulator.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { openTcp } from '../../../drivers/transport/tcp.ts';
import { systemTimers } from '../../../drivers/transport/timers.ts';
import { until } from '../pty-cable.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});

describe('a display on the network', () => {
	it('is shown its text over TCP, and again after the connection was lost', async () => {
		const simulator = createLedSimulator('onbon', 1);
		const sockets = new Set<Socket>();
		const server = createServer((socket) => {
			sockets.add(socket);
			socket.on('error', () => {});
			simulator.attach({
				write: (bytes) => new Promise((resolve) => socket.write(bytes, (error) => resolve(!error))),
				onBytes: (listener) => socket.on('data', (chunk) => listener(new Uint8Array(chunk))),
				onClosed: (listener) => socket.on('close', listener),
				async close() {
					socket.destroy();
				},
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		endings.push(() => new Promise((resolve) => server.close(resolve)));
		const { port } = server.address() as AddressInfo;
		let health = '';
		const led = createDisplay({
			protocol: 'onbon',
			gapMs: null,
			open: () => openTcp({ host: '127.0.0.1', port }),
			speed: fixedSpeed(57_600),
			now: () => Date.now(),
			timers: systemTimers,
			address: 1,
			widthDots: 128,
			heightDots: 32,
			verify: 'none',
			signType: 'Z',
			dimming: [],
			health: (one) => {
				health = `${one.state}:${one.code}`;
			},
		});
		endings.push(() => led.stop());
		led.start();
		await until(() => health === 'ready:ok', 'ready');
		expect(await led.want({ text: '窗口3', style: 'steady' })).toEqual({ ok: true, proof: 'acknowledged' });
		expect(simulator.text).toBe('窗口3');
		simulator.setFault('loses-power', true);
		for (const socket of sockets) socket.destroy();
		await until(() => health === 'disconnected:port-lost', 'the loss');
		simulator.setFault('loses-power', false);
		await until(() => simulator.text === '窗口3' && health === 'ready:ok', 'the repair');
	});
});
