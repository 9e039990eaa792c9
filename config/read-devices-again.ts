import { dirname } from 'node:path';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../domain/contracts/device-profiles.ts';
import type { StationPlan } from '../domain/contracts/hall-plan.ts';
import { type Problem, ProblemList } from './problems.ts';
import { readDevices } from './read-devices.ts';
import { readProfiles, withLetters } from './read-profiles.ts';

export type DevicesAgain =
	| { ok: true; devices: DeviceDeclaration[]; profiles: DeviceProfiles; serviceCode: string | null }
	| { ok: false; problems: Problem[] };

/**
 * Reads `devices.yaml` beside the hall file, and the profiles it names, while the hall runs. `stations`: those of the hall as it runs, because they
 * change only with a new start. `configFolder`: as in `loadHall`. Never throws; a wrong file gives its problems and nothing else.
 */
export function readDevicesAgain(hallFile: string, stations: StationPlan[], configFolder: string): DevicesAgain {
	const problems = new ProblemList();
	const folder = dirname(hallFile);
	const files: string[] = [];
	const { devices, serviceCode } = readDevices({ folder, problems, files }, stations);
	const profiles = readProfiles({ folder, problems, files }, devices, configFolder);
	return problems.none
		? { ok: true, devices: withLetters(devices, profiles), profiles, serviceCode }
		: { ok: false, problems: [...problems.all] };
}
