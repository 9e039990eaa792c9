import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import type { StationPlan } from '../domain/contracts/hall-plan.ts';
import { checkDevice } from './check-devices.ts';
import { sharedPortProblems } from './check-ports.ts';
import type { Beside } from './read-seats.ts';
import { checkUnique, Names, tellAt } from './references.ts';
import { devicesFile } from './schemas/devices.ts';
import { serviceCodeHash } from './service-code.ts';
import { checkUnknownKeys } from './unknown-keys.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/** What `devices.yaml` says. */
export interface DeclaredDevices {
	devices: DeviceDeclaration[];
	/** Hash of the code that opens the technician's screen; `null` = there is none. */
	serviceCode: string | null;
}

/** `devices.yaml`; when missing there are no devices. */
export function readDevices(
	{ folder, problems, files }: Pick<Beside, 'folder' | 'problems' | 'files'>,
	stations: StationPlan[],
): DeclaredDevices {
	const none: DeclaredDevices = { devices: [], serviceCode: null };
	const file = join(folder, 'devices.yaml');
	if (!existsSync(file)) return none;
	files.push(file);
	const yaml = readYamlFile(file, problems);
	const content = yaml && checkShape(yaml, devicesFile, problems);
	if (!yaml || !content) return none;
	checkUnknownKeys(yaml, content, problems);
	const { serviceCode = null } = content;
	if (serviceCode !== null && !serviceCodeHash.test(serviceCode)) {
		// Perhaps the code itself: it is not repeated.
		const how = 'Make one with: node scripts/run.mjs node config/make-service-code.ts';
		tellAt(problems, yaml)(['serviceCode'], `serviceCode must be the hash of a code, never the code itself. ${how}`);
	}
	const seats = new Names(
		'station',
		'stations.yaml',
		stations.map((station) => station.id),
	);
	const devices = content.devices.map((value, at) => ({ value, yaml, path: ['devices', at] }));
	checkUnique('device', devices, (device) => device.id, 'id', problems);
	for (const { value: device, path } of devices) {
		const tell = tellAt(problems, yaml, path);
		seats.check(device.station, `device ${device.id}`, 'station', ['station'], tell);
		checkDevice(device, stations.find((station) => station.id === device.station)?.role ?? null, tell);
	}
	// The same path at two machines is two ports; at one station it is one port used twice.
	for (const { at, field, what } of sharedPortProblems(content.devices, (one, other) => one === other)) {
		tellAt(problems, yaml, ['devices', at])(field, what);
	}
	return { devices: content.devices, serviceCode };
}
