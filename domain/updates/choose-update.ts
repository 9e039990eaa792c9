/** Which package of a signed manifest a machine takes, if any. Pure; asked by the station and, without trusting it, by the part that installs. */
import type { UpdateManifest, UpdatePackage } from '../contracts/updates.ts';
import { compareVersions, laterVersion } from './versions.ts';

export interface MachineHas {
	system: UpdatePackage['system'];
	arch: UpdatePackage['arch'];
	version: string;
	/** Highest floor and serial of any manifest that was taken here. */
	floor: string;
	serial: number;
	/** Hashes of packages that did not get well here. */
	failed: readonly string[];
}

export type NoUpdate = 'older-manifest' | 'not-in-manifest' | 'below-floor' | 'has-it' | 'failed-before';
export type ChosenUpdate = { ok: true; update: UpdatePackage } | { ok: false; code: NoUpdate };

export function chooseUpdate(manifest: UpdateManifest, wanted: string, has: MachineHas): ChosenUpdate {
	if (manifest.serial < has.serial) return { ok: false, code: 'older-manifest' };
	if (compareVersions(wanted, has.version) === 0) return { ok: false, code: 'has-it' };
	if (compareVersions(wanted, laterVersion(manifest.floor, has.floor)) < 0) return { ok: false, code: 'below-floor' };
	const update = manifest.packages.find(({ version, system, arch }) => version === wanted && system === has.system && arch === has.arch);
	if (!update) return { ok: false, code: 'not-in-manifest' };
	return has.failed.includes(update.sha256) ? { ok: false, code: 'failed-before' } : { ok: true, update };
}
