/** What the journal needs of a disk; its faults can be played in tests through this. */
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface JournalFile {
	/** Writes all bytes at the end of the file. */
	append(bytes: Uint8Array): Promise<void>;
	/** Returns when the bytes are on the disk itself. */
	sync(): Promise<void>;
	cut(size: number): Promise<void>;
	close(): Promise<void>;
}

export interface JournalDisk {
	/** Whole file, or `null` when there is none. */
	read(path: string): Promise<Uint8Array | null>;
	/** Opens for appending; `fresh` empties it first. */
	open(path: string, fresh: boolean): Promise<JournalFile>;
	/** Puts `from` in the place of `to`, durably. */
	replace(from: string, to: string): Promise<void>;
	/** A copy for later inspection. */
	keepAside(path: string, bytes: Uint8Array): Promise<void>;
}

export const machineDisk: JournalDisk = {
	async read(path) {
		try {
			return await readFile(path);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
			throw error;
		}
	},
	async open(path, fresh) {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		if (fresh) await rm(path, { force: true });
		// Append mode always: after a cut the next byte goes to the new end, not to where the last one stood.
		return fileOn(await open(path, 'a', 0o600));
	},
	async replace(from, to) {
		await rename(from, to);
		// Windows knows no sync of a folder; its rename is durable with the file.
		if (process.platform === 'win32') return;
		const folder = await open(dirname(to), 'r');
		try {
			await folder.sync();
		} finally {
			await folder.close();
		}
	},
	async keepAside(path, bytes) {
		await writeFile(path, bytes, { mode: 0o600, flush: true });
	},
};

function fileOn(handle: FileHandle): JournalFile {
	return {
		async append(bytes) {
			for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
		},
		sync: () => handle.datasync(),
		cut: (size) => handle.truncate(size),
		close: () => handle.close(),
	};
}
