/**
 * The hall's files for machines that are being set up: everything that lies in the folder of the hall file, as the platform read it, but those who may
 * sign in. They go out in `staff.yaml` to nobody: names, and hashes of PINs.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { HallFile } from '../../domain/contracts/set-up-hall.ts';

const staffFile = 'staff.yaml';
const nobody: HallFile = { path: staffFile, text: 'schema: staff/1\nstaff: []\n' };

/** `files`: every file that was read; `product`: folder of what each station brings itself. `null` = some lie where a station would not find them. */
export function filesOfHall(hallFile: string, files: readonly string[], product: string): HallFile[] | null {
	const folder = dirname(hallFile);
	const told: HallFile[] = [];
	for (const file of new Set(files)) {
		if (!isBelow(folder, file)) {
			if (isBelow(product, file)) continue;
			return null;
		}
		const path = relative(folder, file).split(sep).join('/');
		if (path !== staffFile) told.push({ path, text: readFileSync(file, 'utf8') });
	}
	return withNobody(told);
}

export function withNobody(files: readonly HallFile[]): HallFile[] {
	return [...files.filter(({ path }) => path !== staffFile), nobody];
}

function isBelow(folder: string, file: string): boolean {
	const way = relative(folder, file);
	return way !== '' && !way.startsWith('..') && !way.startsWith(sep);
}
