import type { DeviceReport, PortReport } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration, DeviceTransport } from '../../domain/contracts/device-declaration.ts';
import { meterPort } from '../transport/meter.ts';
import type { OpenPort } from '../transport/port.ts';
import { fixedSpeed, type Speed } from '../transport/speed.ts';
import type { Bench } from './bench.ts';
import type { DeskOptions } from './contract.ts';
import { Refused } from './open-calls.ts';

/** The way to one device. */
export interface Wire {
	open: OpenPort;
	speed: Speed;
	/** Bits a second now; `null` where there is no speed. */
	baud(): number | null;
	traffic(): Pick<DeviceReport, 'openedAt' | 'lastHeardAt' | 'bytesIn' | 'bytesOut'>;
	/** Records for so long; the text of a `wire-capture/1` file. */
	capture(seconds: number): Promise<string>;
	/** The device of this wire has ended. */
	leave(): Promise<void>;
}

export interface Wires {
	take(declaration: DeviceDeclaration): Wire;
	/** The port as a technician names it. */
	portOf(declaration: DeviceDeclaration): string;
	/** Ports of this machine, and which of these devices are declared on each. */
	ports(declarations: readonly DeviceDeclaration[]): Promise<PortReport[]>;
}

const simulatedBaud = 115_200;

export interface WiresParts extends DeskOptions {
	bench: Bench;
	/** A listener of this device's port failed. */
	faulted(device: string): void;
}

export function createWires(parts: WiresParts): Wires {
	return {
		take(declaration) {
			const { transport } = declaration;
			const plugged = transport.kind === 'simulated' ? parts.bench.plug(declaration) : null;
			const open: OpenPort = plugged
				? plugged.open
				: transport.kind === 'serial'
					? () => parts.openSerial(transport)
					: async () => ({ ok: false, code: 'cannot-open', text: 'no such kind of port' });
			const meter = meterPort(open, parts.now, () => parts.faulted(declaration.id));
			const speed = fixedSpeed(transport.kind === 'serial' ? transport.baud : simulatedBaud);
			return {
				open: meter.open,
				speed,
				baud: () => (transport.kind === 'serial' ? speed.baud : null),
				traffic: () => meter.counts,
				async capture() {
					throw new Refused('not-supported');
				},
				async leave() {
					plugged?.unplug();
				},
			};
		},
		portOf: ({ transport }) => portName(transport),
		ports: async () => [],
	};
}

function portName(transport: DeviceTransport): string {
	switch (transport.kind) {
		case 'serial':
			return transport.path ?? (transport.usb ? `usb ${transport.usb.vendorId}:${transport.usb.productId}`.toLowerCase() : '-');
		case 'tcp':
			return `${transport.host}:${transport.port}`;
		case 'device-file':
			return transport.path;
		case 'simulated':
			return transport.line === undefined ? 'simulated' : `simulated ${transport.line}`;
	}
}
