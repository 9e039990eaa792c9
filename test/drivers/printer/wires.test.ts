import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createPrinter, type PrinterOptions } from '../../../drivers/printer/printer.ts';
import { createPrinterSimulator, type HoldablePort, type PrinterFault, type PrinterSimulator } from '../../../drivers/printer/simulator.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { openSerial } from '../../../drivers/transport/serial.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { openTcp } from '../../../drivers/transport/tcp.ts';
import { systemTimers, type Timers } from '../../../drivers/transport/timers.ts';
import { afterThisTest, ptyCable, until, wire } from '../pty-cable.ts';
import { goldenTicket, longTicket, paperOf, wholeTicket } from './rig.ts';

/**
 * The driver's own time, ten times as fast; the wire and the printer keep their pace. It passes in small steps, and each waits for its turn: fifty
 * milliseconds in which a busy machine did not let this process run are no silence of a printer.
 */
const beganAt = Date.now();
const stepMs = 3;
const hurriedTimers: Timers = {
	after(ms, run) {
		let left = ms / 10;
		let stop = () => {};
		const step = () => {
			left -= stepMs;
			if (left <= 0) run();
			else stop = systemTimers.after(Math.min(stepMs, left), step);
		};
		stop = systemTimers.after(Math.min(stepMs, left), step);
		return () => stop();
	},
};
const hurried = { timers: hurriedTimers, now: () => beganAt + (Date.now() - beganAt) * 10 };

function driverOn(open: PrinterOptions['open'], changes: Partial<PrinterOptions> = {}) {
	const health: string[] = [];
	const printer = createPrinter({
		open,
		speed: fixedSpeed(115_200),
		status: 'realtime',
		cut: 'feed-partial',
		confirm: true,
		now: Date.now,
		timers: systemTimers,
		health: (one) => health.push(`${one.state}:${one.code}`),
		...changes,
	});
	afterThisTest(() => printer.stop());
	printer.start();
	const print = async (job: string, bytes = goldenTicket, marks = { reprint: false }) => {
		const { outcome, proof, code } = await printer.print(job, () => paperOf(bytes), marks);
		return `${outcome} ${proof} ${code}`;
	};
	return { printer, health, print };
}
const papersOf = (simulator: PrinterSimulator) =>
	simulator.papers().map((paper) => ({ lines: paper.lines.map((line) => line.text), qr: paper.qr, cut: paper.cut }));

/** Hands the bytes on in small pieces and leaves the rest on the wire while it is held, as a printer's own receiver does. */
function smallSips(port: Port): HoldablePort {
	let rest: Uint8Array[] = [];
	let held = false;
	let hear: (bytes: Uint8Array) => void = () => {};
	const sip = () => {
		while (!held && rest.length > 0) hear(rest.shift()!);
	};
	return {
		...port,
		onBytes(listener) {
			hear = listener;
			port.onBytes((bytes) => {
				for (let at = 0; at < bytes.length; at += 256) rest.push(bytes.slice(at, at + 256));
				sip();
			});
		},
		onClosed: (listener) =>
			port.onClosed(() => {
				rest = [];
				listener();
			}),
		hold(on) {
			held = on;
			sip();
		},
	};
}

/** A printer in the network: one connection at a time, on a port of its own. */
async function networkPrinter(simulator: PrinterSimulator) {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		const port: Port = {
			write: (bytes) => new Promise((resolve) => socket.write(bytes, (error) => resolve(!error))),
			onBytes: (listener) => socket.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk))),
			onClosed: (listener) => socket.on('close', listener),
			close: async () => {
				socket.destroy();
			},
		};
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
		simulator.attach(smallSips(port));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const drop = () => {
		for (const socket of sockets) socket.destroy();
	};
	afterThisTest(() => {
		drop();
		return new Promise((resolve) => server.close(resolve));
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no address');
	return { open: () => openTcp({ host: '127.0.0.1', port: address.port }), drop };
}

async function serialPrinter(name: string, simulator: PrinterSimulator, flow: 'none' | 'xon-xoff' = 'none') {
	const cable = ptyCable(name, (port) => simulator.attach(port));
	await cable.plug();
	return { open: () => openSerial({ ...wire(cable.host), flow }), cable };
}

const wires = {
	'a pseudo-terminal': async (simulator: PrinterSimulator, name: string) => (await serialPrinter(name, simulator)).open,
	'the network': async (simulator: PrinterSimulator) => (await networkPrinter(simulator)).open,
};

describe.each(Object.entries(wires))('a printer at %s', { timeout: 30_000 }, (where, plug) => {
	const name = (what: string) => `${where === 'the network' ? 'net' : 'pty'}-${what}`;
	it('D1 prints, proves it, tells its faults and comes back from each', async () => {
		const simulator = createPrinterSimulator();
		const one = driverOn(await plug(simulator, name('faults')), hurried);
		await until(() => one.health.at(-1) === 'ready:ok', 'the printer');
		expect(await one.print('first')).toBe('printed done ok');
		const stops: [PrinterFault, string][] = [
			['paper-end', 'paper-end'],
			['cover-open', 'cover-open'],
			['cutter', 'cutter'],
			['too-hot', 'too-hot'],
			['unrecoverable', 'printer-fault'],
			['offline-by-switch', 'offline'],
		];
		for (const [fault, code] of stops) {
			simulator.setFault(fault, true);
			expect(await one.print(fault)).toBe(`failed none ${code}`);
			expect(one.health.at(-1)).toBe(`stopped:${code}`);
			simulator.setFault(fault, false);
			await until(() => one.health.at(-1) === 'ready:ok', `back from ${fault}`);
		}
		simulator.setFault('near-end', true);
		expect(await one.print('near')).toBe('printed done near-end');
		expect(papersOf(simulator)).toEqual([wholeTicket, wholeTicket]);
		expect(one.printer.report().facts.model).toBe('SIM-80');
	});
	it('D1 dies and stalls in the middle of a QR code, and the next ticket is whole', async () => {
		for (const fault of ['dies-in-qr', 'stalls-in-qr'] as const) {
			const simulator = createPrinterSimulator();
			const one = driverOn(await plug(simulator, name(fault)), hurried);
			await until(() => one.health.at(-1) === 'ready:ok', 'the printer');
			simulator.setFault(fault, true);
			expect(await one.print('j')).toBe('unknown written no-answer');
			simulator.setFault(fault, false);
			await until(() => one.health.at(-1) === 'ready:ok', 'the printer again');
			expect(await one.print('next')).toBe('printed done ok');
			expect(papersOf(simulator).at(-1)).toEqual(wholeTicket);
		}
	});
	it('automatic status: the state follows without a question, and stands behind a lost job', async () => {
		const simulator = createPrinterSimulator();
		simulator.setFault('forgets-automatic-status', true);
		const one = driverOn(await plug(simulator, name('automatic')), { status: 'automatic' });
		await until(() => one.health.at(-1) === 'ready:ok', 'the printer');
		expect(one.printer.report().facts.mode).toBe('automatic');
		simulator.setFault('cover-open', true);
		await until(() => one.health.at(-1) === 'stopped:cover-open', 'the cover', 900);
		expect(await one.print('j')).toBe('failed none cover-open');
	});
	it('noise, a second printer, a one-way line: no ticket is called printed that is not', async () => {
		const results: Record<string, string> = {};
		for (const fault of ['endless-noise', 'status-of-another-printer', 'garbage-answers', 'silent'] as const) {
			// In the driver's own time: noise that pauses longer than half a second of that is no noise without end.
			const simulator = createPrinterSimulator(48, { timers: hurriedTimers });
			simulator.setFault(fault, true);
			const one = driverOn(await plug(simulator, name(fault)), hurried);
			results[fault] = await one.print('j');
		}
		// Noise may begin behind the look before the job; nothing is claimed then either. The other printer is out of paper.
		expect(results).toEqual({
			'endless-noise': expect.stringMatching(/^(failed none|unknown written) protocol-error$/),
			'status-of-another-printer': expect.stringMatching(/^failed none (protocol-error|paper-end)$/),
			'garbage-answers': 'failed none protocol-error',
			silent: 'unknown written one-way',
		});
	});
});

describe('what only one kind of wire has', { timeout: 30_000 }, () => {
	it('XON and XOFF through the operating system: 60 kB past a printer that says stop at 8 kB, nothing lost', async () => {
		const simulator = createPrinterSimulator(48, { capacity: 49_152, slack: 40_960, flow: 'xon-xoff' });
		const { open } = await serialPrinter('xon-xoff', simulator, 'xon-xoff');
		const one = driverOn(open, { flow: 'xon-xoff' });
		await until(() => one.printer.status(), 'the printer');
		let held = false;
		const done = one.printer.print(
			'j',
			() => {
				// Stopped while the ticket is on its way: the buffer fills, and the printer holds the flow.
				simulator.setFault('cover-open', true);
				return paperOf(longTicket(1500));
			},
			{ reprint: false },
		);
		await until(() => (held = simulator.holding), 'XOFF');
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(held && simulator.holding).toBe(true);
		simulator.setFault('cover-open', false);
		expect(await done).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
		expect(simulator.lost).toBe(0);
		expect(papersOf(simulator).at(-1)!.cut).toBe(true);
	});
	it('D1 a line nobody takes bytes from: unknown after the limit, not for ever', async () => {
		const { open } = await serialPrinter('held-printer', createPrinterSimulator());
		// The first opening finds a printer; what is written to it later hangs, as on a wire whose CTS is low.
		let port: Port | null = null;
		const one = driverOn(async () => {
			const opened = await open();
			if (!opened.ok) return opened;
			port = opened.port;
			return {
				ok: true,
				port: { ...opened.port, write: (bytes) => (bytes.length > 100 ? new Promise(() => {}) : opened.port.write(bytes)) },
			};
		}, hurried);
		await until(() => one.printer.status(), 'the printer');
		const from = Date.now();
		expect(await one.print('j')).toBe('unknown none port-lost');
		// Not for ever: its own limit is about a second of the hurried clock.
		expect(Date.now() - from).toBeLessThan(20_000);
		expect(port).not.toBeNull();
	});
	it('a network printer that takes no more for a while: what waits in the network comes out whole', async () => {
		const simulator = createPrinterSimulator(48, { capacity: 4096, flow: 'wire' });
		const { open } = await networkPrinter(simulator);
		const one = driverOn(open);
		await until(() => one.health.at(-1) === 'ready:ok', 'the printer');
		const done = one.printer.print(
			'j',
			() => {
				simulator.setFault('cover-open', true);
				return paperOf(longTicket(400));
			},
			{ reprint: false },
		);
		await until(() => simulator.holding, 'the full buffer');
		simulator.setFault('cover-open', false);
		expect(await done).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
		expect(simulator.lost).toBe(0);
		expect(papersOf(simulator).at(-1)!.lines).toHaveLength(400);
	});
	it('a network printer that drops the connection in the middle: unknown; connected again, the next ticket is whole', async () => {
		const simulator = createPrinterSimulator();
		const { open, drop } = await networkPrinter(simulator);
		const one = driverOn(open, hurried);
		await until(() => one.health.at(-1) === 'ready:ok', 'the printer');
		simulator.setFault('stalls-in-qr', true);
		const job = one.print('j');
		await new Promise((resolve) => setImmediate(resolve));
		drop();
		expect(await job).toMatch(/^(unknown (none|written) port-lost|failed none port-lost)$/);
		simulator.setFault('stalls-in-qr', false);
		await until(() => one.health.at(-1) === 'ready:ok', 'the printer again');
		expect(await one.print('next')).toBe('printed done ok');
		expect(papersOf(simulator).at(-1)).toEqual(wholeTicket);
	});
});
