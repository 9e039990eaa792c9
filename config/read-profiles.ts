import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import { type DeviceProfiles, ledProfile, ratingPadProfile } from '../domain/contracts/device-profiles.ts';
import type { Beside } from './read-seats.ts';
import { tellAt } from './references.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/** Folder of each kind below `devices/`, beside the hall file or in the product's configuration. */
const folders = { ratingPads: 'rating-pads', displays: 'led' } as const;

/**
 * The profiles that the hall's devices name: `devices/rating-pads/<name>.yaml` and `devices/led/<name>.yaml`, beside the hall file or else
 * in the product's configuration. Each slip in one is told with its line; a missing one at the device that names it.
 */
export function readProfiles(
	{ folder, problems, files }: Pick<Beside, 'folder' | 'problems' | 'files'>,
	devices: readonly DeviceDeclaration[],
	configFolder: string,
): DeviceProfiles {
	const profiles: DeviceProfiles = { ratingPads: {}, displays: {} };
	const declared = join(folder, 'devices.yaml');
	const read = <Schema extends z.ZodType>(kind: keyof typeof folders, name: string, schema: Schema, at: number): z.infer<Schema> | null => {
		const place = join('devices', folders[kind], `${name}.yaml`);
		const file = [folder, configFolder].map((each) => join(each, place)).find((each) => existsSync(each));
		if (!file || !/^[\w-]+$/.test(name)) {
			const yaml = readYamlFile(declared, problems);
			const what = `device ${devices[at]?.id}: there is no profile “${name}”. Write ${place} beside the hall file, or name another profile.`;
			if (yaml) tellAt(problems, yaml, ['devices', at])(['profile'], what);
			return null;
		}
		if (!files.includes(file)) files.push(file);
		const yaml = readYamlFile(file, problems);
		return yaml && checkShape(yaml, schema, problems);
	};

	for (const [at, device] of devices.entries()) {
		if (device.kind === 'rating-pad') {
			const profile = read('ratingPads', device.profile, ratingPadProfile, at);
			if (profile) profiles.ratingPads[device.profile] = profile;
		} else if (device.kind === 'led' && device.protocol === 'profile' && device.profile !== undefined) {
			const profile = read('displays', device.profile, ledProfile, at);
			if (profile) profiles.displays[device.profile] = profile;
		}
	}
	return profiles;
}

/** The same devices; a panel whose profile knows ASCII alone is given figures instead of words, unless its entry says otherwise. */
export function withLetters(devices: readonly DeviceDeclaration[], { displays }: DeviceProfiles): DeviceDeclaration[] {
	return devices.map((device) => {
		if (device.kind !== 'led' || device.profile === undefined || device.letters !== undefined) return device;
		return displays[device.profile]?.charset === 'ascii' ? { ...device, letters: 'latin' } : device;
	});
}
