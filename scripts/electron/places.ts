/** Where unpacked Electrons are kept: in the user's own cache, never inside the project, so that every clone shares one download. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `official`: the release of the electron package. `registry`: a genuine Electron found inside a registry package. `override`: named by the environment. */
export type ElectronSource = 'official' | 'registry' | 'override';

export interface ResolvedElectron {
	/** The executable. */
	path: string;
	/** Electron version without `v`, or `unknown` for an override that does not say. */
	version: string;
	source: ElectronSource;
}

/** What stands in `tidehall.json` beside the executable once unpacking is complete. */
interface Marker {
	version: string;
	source: ElectronSource;
}

export function cacheRoot(environment: NodeJS.ProcessEnv = process.env): string {
	return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tidehall', 'electron');
}

export const markerName = 'tidehall.json';

export function executableIn(folder: string): string {
	if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
	return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** Reads the marker; `null` when the folder is not one of ours or not complete. */
export function readMarker(folder: string): Marker | null {
	const file = join(folder, markerName);
	if (!existsSync(file) || !existsSync(executableIn(folder))) return null;
	try {
		const marker = JSON.parse(readFileSync(file, 'utf8')) as Partial<Marker>;
		if (typeof marker.version !== 'string') return null;
		return { version: marker.version, source: marker.source === 'registry' ? 'registry' : 'official' };
	} catch {
		return null;
	}
}
