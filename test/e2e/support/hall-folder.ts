/** A hall of its own for one test: the demo hall's files, with the devices of this machine on real serial paths. */
import { cpSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';

export interface DeviceOnPath {
	id: string;
	station: string;
	kind: 'id-reader' | 'printer' | 'led';
	path: string;
}

const protocols = { 'id-reader': 'sdt', printer: 'escpos', led: 'onbon' } as const;

/** Returns the hall file. */
export function hallFolder(folder: string, devices: DeviceOnPath[]): string {
	cpSync('config/halls/demo', folder, { recursive: true });
	const declared = devices.map((device) => ({
		id: device.id,
		station: device.station,
		kind: device.kind,
		protocol: protocols[device.kind],
		transport: { kind: 'serial', path: device.path, baud: 115_200 },
	}));
	writeFileSync(`${folder}/devices.yaml`, stringify({ schema: 'devices/1', devices: declared }));
	return `${folder}/hall.yaml`;
}
