/** Options that declare a device of any kind: for commands that work on all of them. */
import type { Command } from 'commander';
import { deviceKind } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { type ConnectionOptions, transportOf, wholeNumber, withConnection } from './connection.ts';
import { declare } from './one-device.ts';
import { failure, type Outcome } from './outcome.ts';

export interface AnyDeviceOptions extends ConnectionOptions {
	device: string;
	protocol?: string;
	profile?: string;
	address?: number;
	paper?: number;
}

export const usualBaud: Readonly<Record<DeviceDeclaration['kind'], number>> = {
	'id-reader': 115_200,
	printer: 115_200,
	led: 57_600,
	'rating-pad': 9600,
	scanner: 9600,
	voice: 9600,
};

export function withAnyDevice(command: Command): Command {
	return withConnection(command)
		.requiredOption('--device <kind>', deviceKind.options.join(', '))
		.option('--protocol <name>', 'of a display, scanner or voice box')
		.option('--profile <name>', 'of a rating pad or a display with protocol profile')
		.option('--address <n>', 'of a display', wholeNumber(0, 65_535))
		.option('--paper <mm>', 'of a printer, 58 or 80', wholeNumber(58, 80));
}

export function declarationOf(options: AnyDeviceOptions): Outcome<DeviceDeclaration> {
	const kind = deviceKind.safeParse(options.device);
	if (!kind.success) return failure('bad-option', `device: give one of ${deviceKind.options.join(', ')}.`);
	const alpha = kind.data === 'led' && options.protocol === 'alpha';
	const transport = transportOf(options, alpha ? 9600 : usualBaud[kind.data]);
	if (!transport.ok) return transport;
	const usual: Partial<Record<DeviceDeclaration['kind'], string>> = { led: 'onbon', voice: 'syn6288' };
	return declare(kind.data, transport.value, {
		protocol: options.protocol ?? usual[kind.data],
		profile: options.profile,
		address: options.address,
		paperMm: options.paper,
	});
}
