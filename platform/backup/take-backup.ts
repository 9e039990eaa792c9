/**
 * A backup of the embedded store while its platform runs: the database as it was at one commit (SQLite's own online copy), looked over before it is
 * kept, with the attachments of applications, sealed into one file; the keys go into another one. The
 * store is only read.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, createReadStream, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { firstTerm } from '../../domain/contracts/term.ts';
import { allInWords, lookOver } from '../repair/look-over.ts';
import { readSqlite } from '../storage/sqlite.ts';
import { copySqlite } from '../storage/sqlite-copy.ts';
import { databaseFile } from '../storage/sqlite-file.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { readTermRecord } from '../term/term-record.ts';
import { tlsFolder } from '../tls/tls-files.ts';
import { keysBesideBackups, sealKeys, takeKeysOut } from './keys-apart.ts';
import { applicationKeyFile, type Manifest, manifestFile } from './manifest.ts';
import { type Seal, sealFolder } from './sealed-archive.ts';

export const attachmentFolder = 'attachments';

export interface TakeBackup {
	/** Data folder of the platform. */
	folder: string;
	/** Where the key of the applications lies, if not in the data folder (`--key-file`). */
	keyFile?: string | undefined;
	seal: Seal;
	/** The file that is made; it must not be there yet. */
	to: string;
	/** The file of the keys, which each backup writes over; absent = `data-keys.age` beside `to`. */
	keysTo?: string | undefined;
	/** ms since 1970. */
	now: number;
	program: string;
}

/** Rejects with a `StoreFailure` (`corrupt`: what would be kept is damaged) or the error of the disk; then `to` is not there. */
export async function takeBackup({ folder, keyFile, seal, to, keysTo, now, program }: TakeBackup): Promise<Manifest> {
	if (existsSync(to)) throw new Error(`${to} is there already. A backup never writes over another one: choose another name.`);
	// Beside the result: it is the same disk, so the last step is a rename, and the data folder keeps its room.
	const beside = mkdtempSync(join(dirname(to), '.backup-'));
	try {
		await copySqlite(join(folder, databaseFile), join(beside, databaseFile));
		const told = await lookAt(beside);
		const key = keyFile ?? join(folder, applicationKeyFile);
		if (existsSync(key)) copyFileSync(key, join(beside, applicationKeyFile));
		else if (keyFile !== undefined) throw new Error(`${keyFile} cannot be found. Give the key file that the platform is started with.`);
		const keys = await takeKeysOut(beside);
		const keysPart = join(beside, 'sealed-keys');
		await sealKeys(beside, { version: 1, hall: told.hall, madeAt: now, keys }, seal, keysPart);
		const attachments = copyAttachments(join(folder, attachmentFolder), join(beside, attachmentFolder));
		const files = [databaseFile];
		const manifest: Manifest = {
			version: 1,
			...told,
			madeAt: now,
			program,
			files: Object.fromEntries(await Promise.all(files.map(async (name) => [name, await hashOf(join(beside, name))] as const))),
			attachments,
			keysApart: true,
		};
		writeFileSync(join(beside, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
		const names = [manifestFile, ...files, ...(attachments > 0 ? [attachmentFolder] : []), ...copyTls(folder, beside)];
		const part = join(beside, 'sealed');
		await sealFolder(beside, names, seal, part);
		// The keys first: those of a backup that did not come about open what is older as well, but not the other way round.
		renameSync(keysPart, keysTo ?? join(dirname(to), keysBesideBackups));
		renameSync(part, to);
		return manifest;
	} finally {
		rmSync(beside, { recursive: true, force: true });
	}
}

async function lookAt(folder: string): Promise<Pick<Manifest, 'hall' | 'platform' | 'newest'>> {
	const store = readSqlite(folder);
	try {
		const damage = allInWords(await lookOver(store));
		if (damage.length > 0)
			throw new StoreFailure(
				'corrupt',
				`The store is damaged, so no backup was made: ${damage.slice(0, 5).join('; ')}. Keep the backups you have; start the platform, which mends what it can.`,
			);
		const kept = await store.keptDays();
		const hall = kept[0]?.hall.split('~')[0] ?? '';
		const day = kept.findLast((each) => each.hall === hall)?.day;
		const newest = day === undefined ? null : { day, head: (await store.prove(hall, day)).head };
		const record = hall === '' ? null : await readTermRecord(store, hall);
		return { hall, platform: record?.platform ?? firstTerm.platform, newest };
	} finally {
		await store.close();
	}
}

/** The hall's authority: without it every station would have to be enrolled again. Its files prove themselves when they are used. */
function copyTls(folder: string, beside: string): string[] {
	const from = join(folder, tlsFolder);
	if (!existsSync(from)) return [];
	cpSync(from, join(beside, tlsFolder), { recursive: true, filter: (path) => !path.endsWith('.new') });
	return [tlsFolder];
}

/** Chunks that are being written are of uploads that are not done: their terminal sends them again. */
function copyAttachments(from: string, to: string): number {
	if (!existsSync(from)) return 0;
	cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.new') });
	return readdirSync(to, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;
}

/** SHA-256 of a file of any size, in hex. */
export async function hashOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
}
