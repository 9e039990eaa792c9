/**
 * What the platform keeps of people's applications is sealed (AES-256-GCM) under a key per application, and that one under the hall's key. The
 * hall's key lies in a file of the data folder, away from the database: who has a copy of the one cannot read the other.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { HallStore } from '../storage/contract.ts';

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

export const newKey = (): Buffer => randomBytes(32);

/** `place`: what these bytes are and where they belong; the box opens with the same one only. */
export function seal(key: Uint8Array, place: string, bytes: Uint8Array): Buffer {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
	cipher.setAAD(Buffer.from(place, 'utf8'));
	const inside = cipher.update(bytes);
	cipher.final();
	return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), inside]);
}

/** `null`: not whole, changed, of another place, or not of this key. */
export function unseal(key: Uint8Array, place: string, box: Uint8Array): Buffer | null {
	if (box.length < headBytes || box[0] !== format) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(place, 'utf8'));
	decipher.setAuthTag(box.subarray(1 + nonceBytes, headBytes));
	try {
		const inside = decipher.update(box.subarray(headBytes));
		decipher.final();
		return inside;
	} catch {
		return null;
	}
}

export class HallKey {
	readonly #wrapping: Buffer;
	readonly #referring: Buffer;

	constructor(key: Uint8Array) {
		this.#wrapping = createHmac('sha256', key).update('tidehall/platform/wrapping').digest();
		this.#referring = createHmac('sha256', key).update('tidehall/platform/referring').digest();
	}

	/** Stands for a text that must not be kept; nobody without the key can try texts out on it. */
	reference(text: string): string {
		return createHmac('sha256', this.#referring).update(text).digest('base64url').slice(0, 32);
	}

	wrap(place: string, key: Uint8Array): string {
		return seal(this.#wrapping, place, key).toString('base64');
	}
	unwrap(place: string, wrapped: string): Buffer | null {
		return unseal(this.#wrapping, place, Buffer.from(wrapped, 'base64'));
	}
}

/** The key file is there and cannot be used: a new one would make everything kept unreadable without a word. */
export class HallKeyFailure extends Error {
	readonly code = 'hall-key-unusable';
	constructor(path: string, cause: unknown) {
		super(`The key file ${path} cannot be used. Put back its copy; without it no application of this hall can be read.`, { cause });
		this.name = 'HallKeyFailure';
	}
}

const kept = z.object({ key: z.string(), check: z.string() });
const checkOf = (key: Uint8Array) => createHash('sha256').update('hall-key').update(key).digest('base64url').slice(0, 16);

/** Read from the file, which is made when there is none. Throws a `HallKeyFailure`. */
export function hallKeyInFile(path: string): HallKey {
	try {
		let text: string | null = null;
		try {
			text = readFileSync(path, 'utf8');
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		}
		if (text !== null) {
			const { key, check } = kept.parse(JSON.parse(text));
			const read = Buffer.from(key, 'base64');
			if (read.length !== 32 || checkOf(read) !== check) throw new Error('not the key that was written');
			return new HallKey(read);
		}
		const made = newKey();
		keepFile(path, JSON.stringify({ key: made.toString('base64'), check: checkOf(made) }));
		return new HallKey(made);
	} catch (cause) {
		throw new HallKeyFailure(path, cause);
	}
}

const kind = 'application-hall-key';

/** Where two platforms share a database and nobody named a file: the key is beside what it protects, which the log says at each start. */
export async function hallKeyInStore(store: HallStore, hall: string): Promise<HallKey> {
	const known = z
		.string()
		.nullable()
		.parse(await store.record(kind, hall));
	if (known !== null) return new HallKey(Buffer.from(known, 'base64'));
	const made = newKey();
	await store.putRecord(kind, hall, made.toString('base64'));
	return new HallKey(made);
}

/** Written beside, synced, put in its place, and the folder synced: a whole key or none. */
function keepFile(path: string, text: string): void {
	const file = openSync(`${path}.new`, 'w', 0o600);
	try {
		writeSync(file, text);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(`${path}.new`, path);
	if (process.platform === 'win32') return;
	const folder = openSync(dirname(path), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}
