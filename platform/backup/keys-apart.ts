/**
 * The keys of a hall's records, kept apart from its backups: in one sealed file that each backup writes over. A backup of last month then holds no key at
 * all, and the newest keys lack those that were destroyed since: what was erased stays closed in every backup there is.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataKeyKind } from '../applications/vault.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { databaseFile } from '../storage/sqlite-file.ts';
import { applicationKeyFile } from './manifest.ts';
import { type Opener, openArchive, type Seal, sealFolder } from './sealed-archive.ts';

/** Beside the backups, under one name for all of them. */
export const keysBesideBackups = 'data-keys.age';
const keysInside = 'keys.json';

const keysFile = z.object({
	version: z.literal(1),
	hall: z.string(),
	madeAt: z.number(),
	keys: z.array(z.object({ key: z.string(), value: z.string() })),
});
export type KeysFile = z.infer<typeof keysFile>;

/** Takes the keys out of a copy of the store, so that nothing of them is left in its file. `folder`: of the copy. Rejects with a `StoreFailure`. */
export async function takeKeysOut(folder: string): Promise<KeysFile['keys']> {
	const store = openSqlite(folder);
	try {
		const records = await store.records(dataKeyKind);
		await store.mendRecords({ drop: records.map(({ key }) => ({ kind: dataKeyKind, key })), put: [] });
		return records.map(({ key, value }) => ({ key, value: z.string().parse(value) }));
	} finally {
		await store.close();
		for (const name of [`${databaseFile}-wal`, `${databaseFile}-shm`, 'in-use.sqlite']) rmSync(join(folder, name), { force: true });
	}
}

/** Seals the keys with the hall's own (`application-key.json` in `folder`, where there is one) into `part`. */
export async function sealKeys(folder: string, keys: KeysFile, seal: Seal, part: string): Promise<void> {
	writeFileSync(join(folder, keysInside), JSON.stringify(keys), { mode: 0o600 });
	const names = [keysInside, applicationKeyFile].filter((name) => existsSync(join(folder, name)));
	await sealFolder(folder, names, seal, part);
	for (const name of names) rmSync(join(folder, name));
}

/** Puts the keys into a folder that was put back. Rejects with what age says, or in words. */
export async function putKeysIn(folder: string, { from, opener, hall }: { from: string; opener: Opener; hall: string }): Promise<number> {
	await openArchive(from, opener, folder, (path, kind) => kind === 'File' && [keysInside, applicationKeyFile].includes(path));
	const file = join(folder, keysInside);
	const read = existsSync(file) ? keysFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
	if (!read?.success) throw new Error(`${from} holds no keys of a platform of this version.`);
	if (read.data.hall !== hall)
		throw new Error(`${from} holds the keys of hall ${read.data.hall}, the backup is of ${hall}. Give the newest keys of this hall.`);
	rmSync(file);
	const store = openSqlite(folder);
	try {
		await store.putRecords(read.data.keys.map(({ key, value }) => ({ kind: dataKeyKind, key, value })));
	} finally {
		await store.close();
		for (const name of [`${databaseFile}-wal`, `${databaseFile}-shm`, 'in-use.sqlite']) rmSync(join(folder, name), { force: true });
	}
	return read.data.keys.length;
}
