/**
 * A folder as one sealed file: tar, gzip, then age (age-encryption.org, format v1), so that it can be opened with any age program as well. The
 * one door to `tar` and `age-encryption`.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { create, extract, type ReadEntry } from 'tar';

/** For whom it is sealed: holders of the secret part of an `age1…` key, or who knows the passphrase. */
export type Seal = { recipients: readonly string[] } | { passphrase: string };
/** What opens it. */
export type Opener = { identities: readonly string[] } | { passphrase: string };

/** A new key: `secret` belongs in a safe, `recipient` on the machine that makes backups. */
export async function newBackupKey(): Promise<{ secret: string; recipient: string }> {
	const secret = await generateX25519Identity();
	return { secret, recipient: await identityToRecipient(secret) };
}

/** Writes `names` of `folder`, whole subfolders included. Rejects with the error of the disk, or with one that says what is wrong with a key. */
export async function sealFolder(folder: string, names: readonly string[], seal: Seal, to: string): Promise<void> {
	const encrypter = new Encrypter();
	if ('passphrase' in seal) encrypter.setPassphrase(seal.passphrase);
	else for (const recipient of seal.recipients) encrypter.addRecipient(recipient);
	const packed = create({ cwd: folder, gzip: { level: 6 }, portable: true, noDirRecurse: false }, [...names]);
	// tar's stream is of its own kind; read as an async iterable it keeps its pace to the disk's.
	const plain = Readable.toWeb(Readable.from(packed as AsyncIterable<Buffer>, { objectMode: false })) as ReadableStream<Uint8Array>;
	const sealed = await encrypter.encrypt(plain);
	await pipeline(
		Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]),
		createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true }),
	);
}

/** `false` for an entry = it is left where it is. */
export type Wanted = (path: string, kind: string) => boolean;

/** Rejects when the key does not fit, a byte was changed, or the end is missing: then `folder` holds a part and must be thrown away. */
export async function openArchive(file: string, opener: Opener, folder: string, wanted: Wanted): Promise<void> {
	const decrypter = new Decrypter();
	if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase);
	else for (const identity of opener.identities) decrypter.addIdentity(identity);
	const plain = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
	const unpack = extract({ cwd: folder, strict: true, filter: (path, entry) => wanted(path, kindOf(entry)) });
	await pipeline(Readable.fromWeb(plain as Parameters<typeof Readable.fromWeb>[0]), unpack as unknown as NodeJS.WritableStream);
}

const kindOf = (entry: unknown) => (entry as ReadEntry).type;
