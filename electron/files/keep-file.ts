/** Writes a report into the folder of documents, whole or not at all, and never over another file. */
import { constants, copyFile, link, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { KeptFile, KeptFileAnswer } from '../../domain/contracts/kept-file.ts';

export interface FileKeeper {
	/** Made when missing. */
	folder: string;
	disk(): DiskState;
	note(code: string): void;
}

/** The same report exported so often on one machine: then somebody should tidy up. */
const copiesMost = 200;

/** Never rejects. */
export async function keepFile({ name, base64 }: KeptFile, { folder, disk, note }: FileKeeper): Promise<KeptFileAnswer> {
	// What numbers on paper need comes first.
	if (disk() !== 'well') return { ok: false, code: 'disk-low' };
	const half = join(folder, `.${name}.${process.pid}.half`);
	try {
		await mkdir(folder, { recursive: true });
		const file = await open(half, 'w', 0o600);
		try {
			await file.writeFile(Buffer.from(base64, 'base64'));
			await file.sync();
		} finally {
			await file.close();
		}
		const path = await nameFor(half, folder, name);
		if (path === null) return { ok: false, code: 'not-written' };
		note('file-kept');
		return { ok: true, path };
	} catch {
		note('file-not-kept');
		return { ok: false, code: 'not-written' };
	} finally {
		await unlink(half).catch(() => {});
	}
}

/** `report.csv`, `report-2.csv`, …: the first that is free. Making a second name for the file fails where the name is taken. */
async function nameFor(half: string, folder: string, name: string): Promise<string | null> {
	const dot = name.lastIndexOf('.');
	for (let copy = 1; copy <= copiesMost; copy += 1) {
		const path = join(folder, copy === 1 ? name : `${name.slice(0, dot)}-${copy}${name.slice(dot)}`);
		try {
			await link(half, path).catch((cause) => secondName(cause, half, path));
			return path;
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
		}
	}
	return null;
}

/** Some file systems (a memory stick's) know no second names. */
async function secondName(cause: NodeJS.ErrnoException, half: string, path: string): Promise<void> {
	if (cause.code === 'EEXIST') throw cause;
	await copyFile(half, path, constants.COPYFILE_EXCL);
}
