import type { DeviceTransport } from '../../domain/contracts/device-declaration.ts';
import { openDeviceFile } from './device-file.ts';
import type { OpenResult } from './port.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';

/** A way to a device outside this process. */
export type RealTransport = Exclude<DeviceTransport, { kind: 'simulated' }>;

/** Opens what a device is declared on. `baud`: bits a second of a serial line, of no meaning for the others. Never rejects. */
export function openTransport(transport: RealTransport, baud: number): Promise<OpenResult> {
	switch (transport.kind) {
		case 'serial':
			return openSerial({ ...transport, baud });
		case 'tcp':
			return openTcp(transport);
		case 'device-file':
			return openDeviceFile(transport.path);
	}
}
