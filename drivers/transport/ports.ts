import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { PortReport } from '../../domain/contracts/device.ts';
import type { WireSettings } from '../../domain/contracts/device-declaration.ts';
import { listSerial } from './serial-list.ts';

/** A serial port of this machine, before anybody says which devices are declared on it. */
export type ListedPort = Omit<PortReport, 'devices'>;

export type PortChoice = { ok: true; path: string } | { ok: false; code: 'port-missing' | 'port-ambiguous' };

const stableFolder = '/dev/serial/by-id';

/** All serial ports, by path. Opens and writes to none. An empty list also where the system cannot be asked; never rejects. */
export async function listPorts(): Promise<ListedPort[]> {
	const [listed, stable] = await Promise.all([listSerial(), stableNames(stableFolder)]);
	return listed
		.map((port) => ({
			path: port.path,
			stablePath: stable.get(port.path) ?? null,
			vendorId: port.vendorId?.toLowerCase() ?? null,
			productId: port.productId?.toLowerCase() ?? null,
			serialNumber: port.serialNumber ?? null,
			manufacturer: port.manufacturer ?? null,
		}))
		.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/** Names in `folder` that stay the same when ports change theirs: path of the port → name. Empty where there is no such folder (Windows). */
export async function stableNames(folder: string): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const name of await readdir(folder).catch(() => [])) {
		const link = join(folder, name);
		// A link whose port has just been pulled out leads nowhere.
		const path = await realpath(link).catch(() => null);
		if (path !== null) names.set(path, link);
	}
	return names;
}

/** The port that is meant, among those plugged in now. A declared path is taken as it stands: whether it is there shows when it is opened. */
export function choosePort(wire: Pick<WireSettings, 'path' | 'usb'>, ports: readonly ListedPort[]): PortChoice {
	if (wire.path !== undefined) return { ok: true, path: wire.path };
	const { usb } = wire;
	if (usb === undefined) return { ok: false, code: 'port-missing' };
	const same = (declared: string, found: string | null) => found !== null && found.toLowerCase() === declared.toLowerCase();
	const fitting = ports.filter(
		(port) =>
			same(usb.vendorId, port.vendorId) &&
			same(usb.productId, port.productId) &&
			(usb.serialNumber === undefined || same(usb.serialNumber, port.serialNumber)),
	);
	const [first, ...others] = fitting;
	if (!first) return { ok: false, code: 'port-missing' };
	if (others.length > 0) return { ok: false, code: 'port-ambiguous' };
	return { ok: true, path: first.path };
}
