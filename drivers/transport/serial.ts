import { SerialPort } from 'serialport';
import type { WireSettings } from '../../domain/contracts/device-declaration.ts';
import { dropEcho } from './echo.ts';
import type { OpenResult, Port } from './port.ts';

/** Opens a serial port with the declared wire settings. The only door to the `serialport` package. */
export function openSerial(wire: WireSettings): Promise<OpenResult> {
	const { path } = wire;
	if (path === undefined) return Promise.resolve({ ok: false, code: 'cannot-open', text: 'no port is named' });
	return new Promise((resolve) => {
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
			resolve({ ok: false, code: 'cannot-open', text: messageOf(error) });
			return;
		}
		serial.open((error) => {
			if (error) {
				resolve({ ok: false, code: 'cannot-open', text: messageOf(error) });
				return;
			}
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

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'the port cannot be opened';
}
