/**
 * Cuts off what a power cut tore at the end of the logs of IndexedDB, before Chromium opens them. Chromium goes on writing in the same log behind
 * such an end; what it acknowledges from then on it cannot read at the next start, and it throws all of the database away (seen with
 * Electron 33: 100 zero bytes after a cut, everything lost at the second start after it). Nothing acknowledged is in the torn end: that was synced.
 */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeLength } from './whole-log.ts';

/** Of the pages of the app, in its profile. `note`: bytes that were cut off a database. Never throws: Chromium does what it can with the rest. */
export function mendPageStores(profile: string, note: (code: string, facts: { bytes: number }) => void): void {
	for (const folder of databasesIn(profile)) {
		try {
			for (const name of readdirSync(folder)) {
				if (!/^(?:\d+\.log|MANIFEST-\d+)$/.test(name)) continue;
				const bytes = cutTornEnd(join(folder, name));
				if (bytes > 0) note('page-store-end-cut', { bytes });
			}
		} catch {
			note('page-store-not-mended', { bytes: 0 });
		}
	}
}

/** Of the profile itself and of its partitions. */
function databasesIn(profile: string): string[] {
	const partitions = list(join(profile, 'Partitions')).map((name) => join(profile, 'Partitions', name));
	return [profile, ...partitions].flatMap((place) => {
		const folder = join(place, 'IndexedDB');
		return list(folder)
			.filter((name) => name.endsWith('.leveldb'))
			.map((name) => join(folder, name));
	});
}

function list(folder: string): string[] {
	return existsSync(folder) ? readdirSync(folder) : [];
}

/** How many bytes were cut off; on the disk when it returns. */
function cutTornEnd(path: string): number {
	const bytes = readFileSync(path);
	const whole = wholeLength(bytes);
	if (whole === bytes.length) return 0;
	const file = openSync(path, 'r+');
	try {
		ftruncateSync(file, whole);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	return bytes.length - whole;
}
