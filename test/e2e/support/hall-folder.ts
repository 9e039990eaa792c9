/** A hall of its own for one test: the demo hall's files, with the devices of this machine on real serial paths. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { inTheMorning } from '../../morning-zone.ts';

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
	writeFileSync(`${folder}/hall.yaml`, forOneTest(readFileSync(`${folder}/hall.yaml`, 'utf8')));
	return `${folder}/hall.yaml`;
}

/** A hall under test must not find the platforms of a demo hall that happens to run on the same machine; and it is morning in it. */
export function forOneTest(hallFile: string): string {
	return inTheMorning(hallFile.replace(/^platforms:\n(?: .*\n)+/m, ''));
}

/** The demo hall in a folder of its own, with these platforms or none. Returns the hall file. */
export function demoHallWith(folder: string, platforms: { id: string; url: string; station?: string }[]): string {
	cpSync('config/halls/demo', folder, { recursive: true });
	const plain = forOneTest(readFileSync(`${folder}/hall.yaml`, 'utf8'));
	writeFileSync(`${folder}/hall.yaml`, platforms.length === 0 ? plain : `${plain}${stringify({ platforms })}`);
	return `${folder}/hall.yaml`;
}
