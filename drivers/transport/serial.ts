import { SerialPort } from 'serialport';
import type { WireSettings } from '../../domain/contracts/device-declaration.ts';
import { dropEcho } from './echo.ts';
import type { OpenFailure, OpenResult, Port } from './port.ts';
import { choosePort, type ListedPort, listPorts } from './ports.ts';

/**
 * Opens a serial port with the declared wire settings; with its listing the only door to the `serialport` package. A port declared by its USB
 * identity is looked for at each opening: it may have come back under another name.
 */
export async function openSerial(wire: WireSettings, list: () => Promise<ListedPort[]> = listPorts): Promise<OpenResult> {
	const chosen = choosePort(wire, wire.path === undefined ? await list() : []);
	if (!chosen.ok) return { ok: false, code: chosen.code, text: usbText(wire) };
	return openPath(chosen.path, wire);
}

function openPath(path: string, wire: WireSettings): Promise<OpenResult> {
	return new Promise((resolve) => {
		const failed = (error: unknown) => resolve({ ok: false, code: codeOf(error), text: messageOf(error) });
		let serial: SerialPort;
		try {
			serial = new SerialPort({
				path,
				baudRate: wire.baud,
				dataBits: wire.dataBits,
				parity: wire.parity,
				stopBits: wire.stopBits,
				rtscts: wire.flow === 'rts-cts',
				xon: wire.flow === 'xon-xoff',
				xoff: wire.flow === 'xon-xoff',
				autoOpen: false,
			});
		} catch (error) {
			failed(error);
			return;
		}
		serial.open((error) => {
			if (error) return failed(error);
			const port = portOf(serial);
			resolve({ ok: true, port: wire.echo ? dropEcho(port) : port });
		});
	});
}

function portOf(serial: SerialPort): Port {
	let closed = false;
	let tellClosed: () => void = () => {};
	const settleWrites = new Set<() => void>();
	const lost = () => {
		if (closed) return;
		closed = true;
		for (const settle of settleWrites) settle();
		tellClosed();
	};
	serial.on('close', lost);
	// An adapter pulled out may show as an error alone; the port is then of no use and is closed by us.
	serial.on('error', () => {
		if (serial.isOpen) serial.close(() => lost());
		else lost();
	});
	return {
		write(bytes) {
			return new Promise((resolve) => {
				if (closed || !serial.isOpen) return resolve(false);
				const giveUp = () => resolve(false);
				settleWrites.add(giveUp);
				const done = (ok: boolean) => {
					settleWrites.delete(giveUp);
					resolve(ok);
				};
				serial.write(Buffer.from(bytes), (error) => {
					if (error || !serial.isOpen) return done(false);
					serial.drain((drainError) => done(!drainError));
				});
			});
		},
		onBytes(listener) {
			serial.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk)));
		},
		onClosed(listener) {
			tellClosed = listener;
			if (closed) listener();
		},
		close() {
			return new Promise((resolve) => {
				if (!serial.isOpen) {
					lost();
					return resolve();
				}
				serial.close(() => {
					lost();
					resolve();
				});
			});
		},
	};
}

/** The library gives the words of the operating system alone: Linux and macOS the first, Windows the second. */
function codeOf(error: unknown): OpenFailure {
	return /no such (file|device)|file not found/i.test(messageOf(error)) ? 'port-missing' : 'cannot-open';
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'the port cannot be opened';
}

function usbText({ usb }: WireSettings): string {
	if (!usb) return 'no port is named';
	return `usb ${usb.vendorId}:${usb.productId}${usb.serialNumber === undefined ? '' : ` ${usb.serialNumber}`}`.toLowerCase();
}
