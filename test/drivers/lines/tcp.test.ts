import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTransport } from '../../../drivers/transport/open.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { openTcp } from '../../../drivers/transport/tcp.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

/** A device in the network; `far` resolves with its end of the next connection. */
async function device(onConnection: (socket: Socket) => void = () => {}) {
	let taken: (socket: Socket) => void = () => {};
	const far = new Promise<Socket>((resolve) => {
		taken = resolve;
	});
	const server: Server = createServer((socket) => {
		socket.on('error', () => {});
		ends.push(() => socket.destroy());
		onConnection(socket);
		taken(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	ends.push(() => new Promise((resolve) => server.close(resolve)));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return { port: address.port, far, server };
}

async function connect(port: number): Promise<Port> {
	const opened = await openTransport({ kind: 'tcp', host: '127.0.0.1', port }, 9600);
	if (!opened.ok) throw new Error(opened.text);
	ends.push(() => opened.port.close());
	return opened.port;
}

const closedOf = (port: Port) => {
	let times = 0;
	const closed = new Promise<void>((resolve) => {
		port.onClosed(() => {
			times++;
			resolve();
		});
	});
	return { closed, times: () => times };
};

describe('a device in the network', () => {
	it('bytes go out and come in', async () => {
		const there = await device((socket) => socket.on('data', (bytes) => socket.write(Buffer.concat([Buffer.from([0]), bytes]))));
		const port = await connect(there.port);
		const heard: number[] = [];
		const answered = new Promise<void>((resolve) => {
			port.onBytes((bytes) => {
				heard.push(...bytes);
				if (heard.length >= 4) resolve();
			});
		});
		expect(await port.write(new Uint8Array([1, 2, 3]))).toBe(true);
		await answered;
		expect(heard).toEqual([0, 1, 2, 3]);
	});
	it('D2 nobody listens there: an answer, not an exception', async () => {
		const there = await device();
		await new Promise((resolve) => there.server.close(resolve));
		ends.pop();
		expect(await openTcp({ host: '127.0.0.1', port: there.port })).toMatchObject({ ok: false, code: 'cannot-open' });
		expect(await openTcp({ host: 'no-such-host.invalid', port: 9100 })).toMatchObject({ ok: false, code: 'cannot-open' });
		expect(await openTcp({ host: '127.0.0.1', port: 99_999 })).toMatchObject({ ok: false, code: 'cannot-open' });
	});
	it('D2 a network that swallows the first packet is given up', async () => {
		// An address of the documentation: nobody is there, and nobody says so.
		const began = Date.now();
		const result = await openTcp({ host: '192.0.2.1', port: 9100 }, 150);
		expect(result).toMatchObject({ ok: false, code: 'cannot-open' });
		// The system itself would try for two minutes.
		expect(Date.now() - began).toBeLessThan(20_000);
	});
	it('D2 the device closes: told once, and nothing is written any more', async () => {
		const there = await device();
		const port = await connect(there.port);
		const { closed, times } = closedOf(port);
		port.onBytes(() => {});
		(await there.far).end();
		await closed;
		expect(await port.write(new Uint8Array([1]))).toBe(false);
		await port.close();
		expect(times()).toBe(1);
	});
	it('D2 the connection is reset in the middle: told once, no exception', async () => {
		const there = await device();
		const port = await connect(there.port);
		const { closed, times } = closedOf(port);
		port.onBytes(() => {});
		(await there.far).resetAndDestroy();
		await closed;
		expect([await port.write(new Uint8Array([1])), times()]).toEqual([false, 1]);
	});
	it('D2 a device that takes nothing: the write stays open until the port is closed, and then says no', async () => {
		const there = await device((socket) => socket.pause());
		const port = await connect(there.port);
		const { times } = closedOf(port);
		const piece = new Uint8Array(4 * 1024 * 1024);
		const writes = Array.from({ length: 4 }, () => port.write(piece));
		let settled = false;
		void writes.at(-1)!.then(() => {
			settled = true;
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(settled).toBe(false);
		await port.close();
		expect(await writes.at(-1)).toBe(false);
		expect(times()).toBe(1);
	});
	it('what was written before the port was closed on purpose still arrives', async () => {
		const got: number[] = [];
		const there = await device((socket) => socket.on('data', (bytes) => got.push(...bytes)));
		const port = await connect(there.port);
		const gone = new Promise((resolve) => void there.far.then((socket) => socket.once('close', resolve)));
		await port.write(new Uint8Array([1, 2, 3]));
		await port.close();
		await gone;
		expect(got).toEqual([1, 2, 3]);
	});
	it('D2 an endless flood does not keep timers from their turn', async () => {
		const flood = Buffer.alloc(256 * 1024, 0xa5);
		const there = await device((socket) => {
			const more = () => {
				while (!socket.destroyed && socket.write(flood));
			};
			socket.on('drain', more);
			more();
		});
		const port = await connect(there.port);
		let heard = 0;
		port.onBytes((bytes) => {
			heard += bytes.length;
		});
		let longest = 0;
		for (let n = 0; n < 20; n++) {
			const due = performance.now() + 5;
			await new Promise((resolve) => setTimeout(resolve, 5));
			longest = Math.max(longest, performance.now() - due);
		}
		expect(heard).toBeGreaterThan(100_000);
		expect(longest).toBeLessThan(500);
	});
});
