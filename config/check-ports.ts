import type { DeviceDeclaration, DeviceDeclarationOf, DeviceTransport } from '../domain/contracts/device-declaration.ts';
import { meansEveryDisplay } from './check-devices.ts';

/** What is wrong at device `at` of the list; `field` starts at the device. */
export interface PortProblem {
	at: number;
	field: readonly string[];
	what: string;
}

/**
 * Devices of one machine that are declared on one port. Only displays may share one: of one protocol, with the same settings of the wire, each with
 * its own address. `sameMachine` says whether two stations can meet at a port.
 */
export function sharedPortProblems(
	devices: readonly DeviceDeclaration[],
	sameMachine: (one: string, other: string) => boolean,
): PortProblem[] {
	const problems: PortProblem[] = [];
	devices.forEach((device, at) => {
		const port = portOf(device.transport);
		if (port === null) return;
		for (const other of devices.slice(0, at)) {
			if (portOf(other.transport) !== port) continue;
			// A simulated line is named once for the whole hall; a real port belongs to a machine.
			if (device.transport.kind !== 'simulated' && !sameMachine(device.station, other.station)) continue;
			const problem = togetherProblem(device, other);
			if (problem === null) continue;
			problems.push({ at, ...problem });
			break;
		}
	});
	return problems;
}

/** One word for one port; `null` when it cannot be shared by mistake. */
function portOf(transport: DeviceTransport): string | null {
	switch (transport.kind) {
		case 'serial':
			return transport.path === undefined ? usbOf(transport.usb) : `path ${transport.path}`;
		case 'tcp':
			return `tcp ${transport.host.toLowerCase()}:${transport.port}`;
		case 'device-file':
			return `path ${transport.path}`;
		case 'simulated':
			return transport.line === undefined ? null : `line ${transport.line}`;
	}
}

function usbOf(usb: Extract<DeviceTransport, { kind: 'serial' }>['usb']): string | null {
	if (!usb) return null;
	return `usb ${usb.vendorId}:${usb.productId}`.toLowerCase() + (usb.serialNumber === undefined ? '' : ` ${usb.serialNumber}`);
}

function togetherProblem(device: DeviceDeclaration, other: DeviceDeclaration): Omit<PortProblem, 'at'> | null {
	const owner = `device ${device.id}`;
	const named = nameOf(device.transport);
	if (device.kind !== 'led' || other.kind !== 'led') {
		const usb = named.startsWith('usb') ? ', or tell the two apart by usb.serialNumber' : '';
		return {
			field: ['transport'],
			what: `${owner}: ${named} is used by device ${other.id} too, and only displays can share a port. Give each its own port${usb}.`,
		};
	}
	if (device.protocol !== other.protocol) {
		return {
			field: ['protocol'],
			what: `${owner}: ${named} is shared with device ${other.id}, which speaks ${other.protocol}. Displays of one line speak one protocol.`,
		};
	}
	if (wireOf(device) !== wireOf(other)) {
		return {
			field: ['transport'],
			what: `${owner}: ${named} is shared with device ${other.id}, but the settings of the line differ. Make them the same.`,
		};
	}
	if (meansEveryDisplay(device) || meansEveryDisplay(other)) {
		return {
			field: ['address'],
			what: `${owner}: ${named} is shared with device ${other.id}, but one of their addresses means every display. Give each its own address.`,
		};
	}
	if (device.address === other.address) {
		return {
			field: ['address'],
			what: `${owner}: ${named} is shared with device ${other.id}, which has the address ${other.address} too. Give each its own address.`,
		};
	}
	return null;
}

function wireOf({ transport }: DeviceDeclarationOf<'led'>): string {
	return JSON.stringify(transport);
}

function nameOf(transport: DeviceTransport): string {
	switch (transport.kind) {
		case 'serial':
			return transport.path === undefined ? 'usb' : `transport.path “${transport.path}”`;
		case 'tcp':
			return `${transport.host}:${transport.port}`;
		case 'device-file':
			return `transport.path “${transport.path}”`;
		case 'simulated':
			return `line “${transport.line}”`;
	}
}
