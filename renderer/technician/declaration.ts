/** The lines that declare a port, to be copied into `devices.yaml`. Pure; what comes out is a valid entry. */

import { deviceKinds, type PortReport } from '../../domain/contracts/device.ts';
import { type DeviceDeclaration, usualSpeed } from '../../domain/contracts/device-declaration.ts';

export type DeviceKind = DeviceDeclaration['kind'];
export const kindsToDeclare: readonly DeviceKind[] = deviceKinds;

/** What a kind needs beside its port; of several ways the most usual one. */
const needs: Partial<Record<DeviceKind, { key: 'protocol' | 'profile' | 'paperMm'; value: string }>> = {
	printer: { key: 'paperMm', value: '80' },
	led: { key: 'protocol', value: 'onbon' },
	voice: { key: 'protocol', value: 'syn6288' },
	'rating-pad': { key: 'profile', value: 'test-pad' },
};

/** How the port is found again: `usb` in whatever socket; `path` where there is no identity, or two ports share one. */
export function foundBy(port: PortReport, ports: readonly PortReport[]): 'usb' | 'path' {
	if (!port.vendorId || !port.productId) return 'path';
	const same = ports.filter((each) => each.vendorId === port.vendorId && each.productId === port.productId);
	return same.filter((each) => each.serialNumber === port.serialNumber).length === 1 ? 'usb' : 'path';
}

export function declarationOf(port: PortReport, ports: readonly PortReport[], kind: DeviceKind, station: string): string {
	const need = needs[kind];
	const more = need && `${need.key}: ${need.value}`;
	const { baud, speeds } = usualSpeed(kind, need?.value);
	const others = speeds.length > 0 ? `, speeds: [${speeds.join(', ')}]` : '';
	const path = port.stablePath ?? port.path;
	// The system's printer class has no speed and is one way of its own.
	if (/^\/dev\/usb\/lp\d+$/.test(port.path)) return entry(kind, station, `{ kind: device-file, path: ${text(path)} }`, more);
	let where = `path: ${text(path)}`;
	if (foundBy(port, ports) === 'usb') {
		const twin = ports.some((each) => each !== port && each.vendorId === port.vendorId && each.productId === port.productId);
		const serial = twin && port.serialNumber ? `, serialNumber: ${text(port.serialNumber)}` : '';
		where = `usb: { vendorId: ${text(port.vendorId ?? '')}, productId: ${text(port.productId ?? '')}${serial} }`;
	}
	return entry(kind, station, `{ kind: serial, ${where}, baud: ${baud}${others} }`, more);
}

function entry(kind: DeviceKind, station: string, transport: string, more?: string): string {
	const rest = [`kind: ${kind}`, `station: ${station}`, ...(more ? [more] : []), `transport: ${transport}`];
	return [`  - id: ${station}-${kind}-new`, ...rest.map((line) => `    ${line}`), ''].join('\n');
}

/** Always quoted: `0403` would be read as a number. A JSON text is a YAML text. */
const text = (value: string) => JSON.stringify(value);
