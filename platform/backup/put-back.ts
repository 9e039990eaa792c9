/**
 * Puts a backup back as the data folder of a platform. Nothing is written over: it is opened beside the place, held to its manifest and looked over,
 * and only then given its name. The platform that starts on it begins a term of its own, because numbers were given out after the backup was made.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { allInWords, lookOver } from '../repair/look-over.ts';
import { readSqlite } from '../storage/sqlite.ts';
import { databaseFile } from '../storage/sqlite-file.ts';
import { tlsFolder } from '../tls/tls-files.ts';
import { keysBesideBackups, putKeysIn } from './keys-apart.ts';
import { applicationKeyFile, type Manifest, manifest, manifestFile, type RestoredNote, restoredFile } from './manifest.ts';
import { type Opener, openArchive } from './sealed-archive.ts';
import { attachmentFolder, hashOf } from './take-backup.ts';

export interface PutBack {
	/** The sealed file. */
	from: string;
	opener: Opener;
	/** The newest keys; absent = `data-keys.age` beside `from`; `null` = they are lost: what was sealed stays closed. */
	keys?: string | null | undefined;
	/** Data folder to be; must be absent or empty. */
	folder: string;
	/** ms since 1970. */
	now: number;
}

/** Rejects in words; then `folder` is as it was. */
export async function putBack({ from, opener, keys, folder, now }: PutBack): Promise<Manifest> {
	if (existsSync(folder) && readdirSync(folder).length > 0)
		throw new Error(`${folder} is not empty. A backup is put into a new folder: name one, or move this one away first.`);
	const beside = mkdtempSync(join(dirname(folder), `.${basename(folder)}-restore-`));
	try {
		await openArchive(from, opener, beside, isOfBackup).catch((cause) => {
			throw new Error(inWords(from, cause));
		});
		const told = await proved(from, beside);
		if (told.keysApart && keys !== null) await keysInto(beside, told.hall, { from, opener, keys });
		const note: RestoredNote = { version: 1, at: now, madeAt: told.madeAt };
		writeFileSync(join(beside, restoredFile), `${JSON.stringify(note)}\n`, { mode: 0o600, flush: true });
		rmSync(join(beside, manifestFile));
		if (existsSync(folder)) rmdirSync(folder);
		renameSync(beside, folder);
		return told;
	} finally {
		rmSync(beside, { recursive: true, force: true });
	}
}

async function keysInto(folder: string, hall: string, { from, opener, keys }: Pick<PutBack, 'from' | 'opener' | 'keys'>): Promise<void> {
	const file = keys ?? join(dirname(from), keysBesideBackups);
	if (!existsSync(file))
		throw new Error(
			`${file} is not there: the keys of what people handed in lie apart from the backup. Name the newest file of keys with --keys, or say --without-keys: then the log is put back and what was handed in stays closed for good.`,
		);
	await putKeysIn(folder, { from: file, opener, hall }).catch((cause) => {
		throw new Error(inWords(file, cause));
	});
}

/** Names and kinds that a backup holds; anything else in a file is not from us. */
function isOfBackup(path: string, kind: string): boolean {
	const plain = path.replace(/\/$/, '');
	if (kind === 'Directory') return plain === attachmentFolder || plain === tlsFolder || /^attachments\/[\w-]{2}(\/[\w-]+)?$/.test(plain);
	if (kind !== 'File') return false;
	return (
		[manifestFile, databaseFile, applicationKeyFile].includes(plain) ||
		/^tls\/(?:ca|ca-key|server|server-key)\.pem$/.test(plain) ||
		/^attachments\/[\w-]{2}\/[\w-]+\/[0-9a-f]{16}\.\d+$/.test(plain)
	);
}

async function proved(from: string, folder: string): Promise<Manifest> {
	const file = join(folder, manifestFile);
	const read = existsSync(file) ? manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
	if (!read?.success)
		throw new Error(`${from} is no backup of a platform of this version: ${manifestFile} is missing or not understood in it.`);
	for (const [name, hash] of Object.entries(read.data.files)) {
		const path = join(folder, basename(name));
		if (!existsSync(path) || (await hashOf(path)) !== hash)
			throw new Error(`${from} is damaged: ${name} is not what was kept. Use another backup.`);
	}
	const store = readSqlite(folder);
	try {
		const damage = allInWords(await lookOver(store));
		if (damage.length > 0) throw new Error(`${from} holds a damaged store: ${damage.slice(0, 5).join('; ')}. Use another backup.`);
	} finally {
		await store.close();
		// What SQLite lays beside a file that is only read; nothing was written.
		for (const end of ['-wal', '-shm']) rmSync(join(folder, databaseFile + end), { force: true });
	}
	return read.data;
}

/** What age, gzip and tar say of a file that cannot be opened, for a person. */
function inWords(file: string, cause: unknown): string {
	const said = cause instanceof Error ? cause.message : String(cause);
	if (said.startsWith(file)) return said;
	if (/no identity matched|incorrect HMAC|wrong passphrase|passphrase/i.test(said))
		return `${file} cannot be opened with this key or passphrase. Use the secret key that belongs to the recipient it was made for.`;
	if (/invalid version|invalid header|ENOENT/i.test(said)) return `${file} is no sealed backup, or cannot be read.`;
	return `${file} is damaged or cut off (${said}). Nothing was put back; use another backup.`;
}
