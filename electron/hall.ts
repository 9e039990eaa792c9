/** The hall this machine belongs to, and what of it concerns the machine. */
import { loadHall } from '../config/load-hall.ts';
import type { FaceInfo, StationConfig } from '../domain/contracts/bridge.ts';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import type { PaperBook } from '../domain/contracts/device-layouts.ts';

export interface MachineHall {
	config: StationConfig;
	seats: FaceInfo['seats'];
	devices: DeviceDeclaration[];
	papers: PaperBook;
}
export type ReadHall = { ok: true; hall: MachineHall } | { ok: false; problems: string[] };

/** Loads the hall file and keeps what the given seats need; `configFolder` holds the product's own catalogue and wording. Each problem names file, line and what is wrong. */
export function readHall(hallFile: string, stations: readonly string[], configFolder: string): ReadHall {
	const loaded = loadHall(hallFile, { configFolder });
	if (!loaded.ok) return { ok: false, problems: loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`) };
	const { plan, catalogue, wording, papers, demo } = loaded.hall;
	const seats: FaceInfo['seats'] = [];
	const problems: string[] = [];
	for (const station of stations) {
		const planned = plan.stations.find((one) => one.id === station);
		if (planned) seats.push({ station, role: planned.role });
		else problems.push(`${hallFile}: --stations names ${station}, but the hall has ${plan.stations.map((one) => one.id).join(', ')}`);
	}
	if (problems.length > 0) return { ok: false, problems };
	const devices = loaded.hall.devices.filter((device) => stations.includes(device.station));
	return { ok: true, hall: { config: { plan, catalogue, wording, devices, demo }, seats, devices, papers } };
}
