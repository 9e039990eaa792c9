import type { DeviceReport, PortReport } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration, DeviceTransport } from '../../domain/contracts/device-declaration.ts';
import type { DisplayLine } from '../led/display.ts';
import { type Meter, meterPort, type Tap } from '../transport/meter.ts';
import type { OpenPort } from '../transport/port.ts';
import { fixedSpeed, type Speed, searchedSpeed } from '../transport/speed.ts';
import type { Bench } from './bench.ts';
import type { DeskOptions } from './contract.ts';

/** The way to one device, or to all displays of one line. */
export interface Wire {
	open: OpenPort;
	speed: Speed;
	/** The owner of the port, where several displays share it. */
	line: DisplayLine | null;
	/** Bits a second now; `null` where there is no speed. */
	baud(): number | null;
	traffic(): Pick<DeviceReport, 'openedAt' | 'lastHeardAt' | 'bytesIn' | 'bytesOut'>;
	/** One listener of both directions at a time. */
	tap(listener: Tap | null): void;
	/** Somebody listens. */
	tapped: boolean;
}

export interface Wires {
	/** `leave`: the device of this wire has ended. */
	take(declaration: DeviceDeclaration): { wire: Wire; leave(): void };
	/** Ports of this machine, and which of these devices are declared on each. */
	ports(declarations: readonly DeviceDeclaration[]): Promise<PortReport[]>;
}

export interface WiresParts extends DeskOptions {
	bench: Bench;
	/** A listener of this device's port failed. */
	faulted(device: string): void;
}

/** For waits that reckon with the time on the wire, where there is none. */
const withoutSpeed = 115_200;

/** No wire is taken yet; opening is up to the drivers. */
export function createWires(parts: WiresParts): Wires {
	/** Lines of displays, by their transport: equal declarations mean one line. */
	const shared = new Map<string, { wire: Wire; users: number }>();

	function wireFor(declaration: DeviceDeclaration, openSimulated: OpenPort | null): Wire {
		const { transport, id } = declaration;
		const { speed, open } = wayTo(transport, openSimulated);
		const meter: Meter = meterPort(open, parts.now, () => parts.faulted(id));
		return {
			open: meter.open,
			speed,
			line: null,
			baud: () => (transport.kind === 'serial' ? speed.baud : null),
			traffic: () => meter.counts,
			tap: (listener) => meter.tap(listener),
			tapped: false,
		};
	}

	function wayTo(transport: DeviceTransport, openSimulated: OpenPort | null): { speed: Speed; open: OpenPort } {
		if (transport.kind === 'simulated') return { speed: fixedSpeed(withoutSpeed), open: openSimulated ?? notPlugged };
		if (transport.kind !== 'serial') return { speed: fixedSpeed(withoutSpeed), open: () => parts.open(transport, withoutSpeed) };
		const { baud, speeds } = transport;
		if (speeds.length === 0) return { speed: fixedSpeed(baud), open: () => parts.open(transport, baud) };
		return searchedSpeed((at) => parts.open(transport, at), [baud, ...speeds]);
	}

	return {
		take(declaration) {
			const { kind, transport } = declaration;
			const plugged = transport.kind === 'simulated' ? parts.bench.plug(declaration) : null;
			const alone = kind !== 'led' || (transport.kind === 'simulated' && transport.line === undefined);
			if (alone) return { wire: wireFor(declaration, plugged?.open ?? null), leave: () => plugged?.unplug() };
			const key = JSON.stringify(transport);
			const line = shared.get(key) ?? { wire: wireFor(declaration, plugged?.open ?? null), users: 0 };
			shared.set(key, line);
			line.users += 1;
			return {
				wire: line.wire,
				leave() {
					plugged?.unplug();
					line.users -= 1;
					if (line.users === 0 && shared.get(key) === line) shared.delete(key);
				},
			};
		},
		async ports(declarations) {
			const listed = await parts.listPorts();
			return listed.map((port) => ({
				...port,
				devices: declarations.filter(({ transport }) => isOn(transport, port)).map(({ id }) => id),
			}));
		},
	};
}

const notPlugged: OpenPort = async () => ({ ok: false, code: 'cannot-open', text: 'no simulated device' });

function isOn(transport: DeviceTransport, port: Omit<PortReport, 'devices'>): boolean {
	if (transport.kind === 'device-file') return transport.path === port.path;
	if (transport.kind !== 'serial') return false;
	if (transport.path !== undefined) return transport.path === port.path || transport.path === port.stablePath;
	const { usb } = transport;
	return (
		usb !== undefined &&
		usb.vendorId.toLowerCase() === port.vendorId &&
		usb.productId.toLowerCase() === port.productId &&
		(usb.serialNumber === undefined || usb.serialNumber.toLowerCase() === port.serialNumber?.toLowerCase())
	);
}

/** The declared port as a technician reads it. */
export function portName(transport: DeviceTransport): string {
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
