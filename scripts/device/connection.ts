/** How a device is reached, as options of a command: a serial port by path or USB identity, a network address, or a device file. */
import { type Command, InvalidArgumentError } from 'commander';
import { deviceTransport } from '../../domain/contracts/device-declaration.ts';
import { openTransport, type RealTransport } from '../../drivers/transport/open.ts';
import type { OpenPort } from '../../drivers/transport/port.ts';
import { fixedSpeed, type Speed, searchedSpeed } from '../../drivers/transport/speed.ts';
import { failure, type Outcome } from './outcome.ts';

export interface ConnectionOptions {
	port?: string;
	usb?: string;
	tcp?: string;
	file?: string;
	baud?: number;
	speeds?: number[];
	parity?: string;
	dataBits?: number;
	stopBits?: number;
	flow?: string;
	echo?: boolean;
}

export function wholeNumber(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < least || value > most)
			throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
		return value;
	};
}
export const bitsPerSecond = wholeNumber(300, 921_600);

export function withConnection(command: Command): Command {
	return command
		.option('--port <path>', 'serial port, such as /dev/ttyUSB0 or COM3')
		.option('--usb <id>', 'serial port by what is plugged in: VENDOR:PRODUCT or VENDOR:PRODUCT:SERIAL')
		.option('--tcp <address>', 'network address, HOST or HOST:PORT')
		.option('--file <path>', 'device file, such as /dev/usb/lp0')
		.option('--baud <n>', 'speed', bitsPerSecond)
		.option('--speeds <list>', 'further speeds to try, with commas', (text) => text.split(',').map(bitsPerSecond))
		.option('--parity <kind>', 'none, even or odd')
		.option('--data-bits <n>', '7 or 8', wholeNumber(7, 8))
		.option('--stop-bits <n>', '1 or 2', wholeNumber(1, 2))
		.option('--flow <kind>', 'none, rts-cts or xon-xoff')
		.option('--echo', 'the adapter sends back what is sent');
}

/** The transport these options name, with the device's usual speed where none is given. */
export function transportOf(options: ConnectionOptions, usualBaud: number): Outcome<RealTransport> {
	const ways = [options.port, options.usb, options.tcp, options.file].filter((way) => way !== undefined);
	if (ways.length !== 1) return failure('bad-option', 'Give one way to the device: --port, --usb, --tcp or --file.');
	const [host, port] = splitAddress(options.tcp ?? '');
	const [vendorId, productId, serialNumber] = (options.usb ?? '').split(':');
	const { baud = usualBaud, speeds = [], parity, dataBits, stopBits, flow, echo } = options;
	const wire = { kind: 'serial', baud, speeds, parity, dataBits, stopBits, flow, echo };
	const wanted =
		options.tcp !== undefined
			? { kind: 'tcp', host, port }
			: options.file !== undefined
				? { kind: 'device-file', path: options.file }
				: options.usb !== undefined
					? { ...wire, usb: { vendorId, productId, serialNumber } }
					: { ...wire, path: options.port };
	const read = deviceTransport.safeParse(wanted);
	if (read.success && read.data.kind !== 'simulated') return { ok: true, value: read.data };
	const problems = read.success ? ['kind'] : read.error.issues.map((issue) => `${issue.path.join('.') || 'connection'}: ${issue.message}`);
	return failure('bad-option', `The way to the device does not fit. ${problems.join('; ')}.`);
}

function splitAddress(address: string): [string, number | undefined] {
	const colon = address.lastIndexOf(':');
	return colon < 0 ? [address, undefined] : [address.slice(0, colon), Number(address.slice(colon + 1))];
}

/** What a driver needs to open this transport. */
export function opening(transport: RealTransport): { open: OpenPort; speed: Speed } {
	const baud = transport.kind === 'serial' ? transport.baud : 115_200;
	if (transport.kind === 'serial' && transport.speeds.length > 0)
		return searchedSpeed((each) => openTransport(transport, each), [baud, ...transport.speeds]);
	return { open: () => openTransport(transport, baud), speed: fixedSpeed(baud) };
}
