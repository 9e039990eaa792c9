/** The hall this machine belongs to, and what of it concerns the machine. */
import { sharedPortProblems } from '../config/check-ports.ts';
import { loadHall } from '../config/load-hall.ts';
import { type DevicesAgain, readDevicesAgain } from '../config/read-devices-again.ts';
import type { FaceInfo, StationConfig } from '../domain/contracts/bridge.ts';
import type { CatalogueBook } from '../domain/contracts/catalogue-book.ts';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import type { PaperBook } from '../domain/contracts/device-layouts.ts';
import type { DeviceProfiles } from '../domain/contracts/device-profiles.ts';
import type { HallPlan } from '../domain/contracts/hall-plan.ts';

export interface MachineHall {
	/** As at the start; `devices` are those of this machine's seats. */
	config: StationConfig;
	seats: FaceInfo['seats'];
	profiles: DeviceProfiles;
	/** Hash of the code that opens the technician's screen. */
	serviceCode: string | null;
	papers: PaperBook;
	/** The whole catalogue; a face asks for it when it needs it. */
	book: CatalogueBook;
}
export type ReadHall = { ok: true; hall: MachineHall } | { ok: false; problems: string[] };

/**
 * Loads the hall file and keeps what the given seats need; `configFolder` holds the product's own catalogue and wording, `knownFiles` what the
 * build knows of them. Each problem names file, line and what is wrong.
 */
export function readHall(hallFile: string, stations: readonly string[], configFolder: string, knownFiles?: string): ReadHall {
	const loaded = loadHall(hallFile, { configFolder, ...(knownFiles === undefined ? {} : { knownFiles }) });
	if (!loaded.ok) return { ok: false, problems: loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`) };
	const { plan, catalogue, book, wording, papers, profiles, serviceCode, demo } = loaded.hall;
	const seats: FaceInfo['seats'] = [];
	const problems: string[] = [];
	for (const station of stations) {
		const planned = plan.stations.find((one) => one.id === station);
		if (planned) seats.push({ station, role: planned.role });
		else problems.push(`${hallFile}: --stations names ${station}, but the hall has ${plan.stations.map((one) => one.id).join(', ')}`);
	}
	const devices = ownDevices(loaded.hall.devices, stations);
	problems.push(...portsUsedTwice(devices).map((what) => `${hallFile}: on this machine ${what}`));
	if (problems.length > 0) return { ok: false, problems };
	return { ok: true, hall: { config: { plan, catalogue, wording, devices, demo }, seats, profiles, serviceCode, papers, book } };
}

/** `devices.yaml` as it lies on disk now, for the given seats. */
export function readHallDevices(hallFile: string, stations: readonly string[], configFolder: string, plan: HallPlan): DevicesAgain {
	const again = readDevicesAgain(hallFile, plan.stations, configFolder);
	if (!again.ok) return again;
	const devices = ownDevices(again.devices, stations);
	const twice = portsUsedTwice(devices);
	if (twice.length > 0)
		return { ok: false, problems: twice.map((what) => ({ file: 'devices.yaml', line: 1, what: `on this machine ${what}` })) };
	return { ...again, devices };
}

function ownDevices(devices: readonly DeviceDeclaration[], stations: readonly string[]): DeviceDeclaration[] {
	return devices.filter((device) => stations.includes(device.station));
}

/** Two seats of one machine meet at its ports, which the hall's file alone cannot know. */
function portsUsedTwice(devices: readonly DeviceDeclaration[]): string[] {
	return sharedPortProblems(devices, () => true).map(({ what }) => what);
}
