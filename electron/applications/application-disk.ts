/** What the applications of a machine need of its disk, beyond what its journal does. */
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';

export interface ApplicationDisk extends Pick<JournalDisk, 'read' | 'open' | 'replace'> {
	/** Makes the folder when it is missing, durably; answers the names in it. */
	list(folder: string): Promise<string[]>;
	/** What is not there is removed already. Durable after `syncFolder`. */
	remove(path: string): Promise<void>;
	/** Files made, put in place and removed in this folder are so on the disk itself. */
	syncFolder(folder: string): Promise<void>;
}

export const applicationDisk: ApplicationDisk = {
	read: machineDisk.read,
	open: machineDisk.open,
	replace: machineDisk.replace,
	async list(folder) {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		await applicationDisk.syncFolder(dirname(folder));
		return readdir(folder);
	},
	remove: (path) => rm(path, { force: true }),
	async syncFolder(folder) {
		// Windows knows no sync of a folder; what it does to one is durable with the file.
		if (process.platform === 'win32') return;
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	},
};

/** Written beside, synced, then put in its place: there is the whole new file or the whole old one. */
export async function putWhole(disk: ApplicationDisk, path: string, bytes: Uint8Array): Promise<void> {
	await writeNew(disk, `${path}.new`, bytes);
	await disk.replace(`${path}.new`, path);
}

/** A file nobody relies on yet: it counts from when something names it, after `syncFolder`. */
export async function writeNew(disk: ApplicationDisk, path: string, bytes: Uint8Array): Promise<void> {
	const file = await disk.open(path, true);
	try {
		await file.append(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
}
