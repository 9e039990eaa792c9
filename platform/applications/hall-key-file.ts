/**
 * The file of the hall's keys. A new key is put in front of the older ones (`rotate`), which stay until nothing is wrapped by them any more (`retire`).
 * A file of before there were several, with one key and nothing else, is read as it is; the next rotation writes it in the shape of now.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { newDataKey } from '../../sealing/box.ts';
import { indexOf } from '../../sealing/key-ring.ts';
import { readSecretFile } from '../../sealing/secret-file.ts';
import { HallKey } from './hall-seal.ts';

/** The key file is there and cannot be used: a new one would make everything kept unreadable without a word. */
export class HallKeyFailure extends Error {
	readonly code = 'hall-key-unusable';
	constructor(path: string, cause: unknown, todo?: string) {
		super(todo ?? `The key file ${path} cannot be used. Put back its copy; without it no application of this hall can be read.`, { cause });
		this.name = 'HallKeyFailure';
	}
}

const secret = z.object({ key: z.string(), check: z.string() });
const ringFile = z.object({
	version: z.literal(2),
	/** Made for a demo hall; a real one refuses it. */
	demo: z.literal(true).optional(),
	/** Newest last. */
	keys: z.array(secret.extend({ id: z.number().int().min(1), madeAt: z.string() })).min(1),
	/** Of the blind index. */
	index: secret,
});

export interface HallKeyFile {
	demo: boolean;
	/** Newest last. */
	keys: { id: number; key: Uint8Array; madeAt: string }[];
	index: Uint8Array;
}

const checkOf = (key: Uint8Array) => createHash('sha256').update('hall-key').update(key).digest('base64url').slice(0, 16);
const written = (key: Uint8Array) => ({ key: Buffer.from(key).toString('base64'), check: checkOf(key) });

function sound({ key, check }: z.infer<typeof secret>): Buffer {
	const read = Buffer.from(key, 'base64');
	if (read.length !== 32 || checkOf(read) !== check) throw new Error('not the key that was written');
	return read;
}

/** Throws when the text holds no sound keys. */
export function readHallKeys(text: string): HallKeyFile {
	const json: unknown = JSON.parse(text);
	const ring = ringFile.safeParse(json);
	if (!ring.success) {
		const key = sound(secret.strict().parse(json));
		return { demo: false, keys: [{ id: 1, key, madeAt: '' }], index: indexOf(key) };
	}
	const keys = ring.data.keys.map(({ id, madeAt, ...each }) => ({ id, madeAt, key: sound(each) }));
	return { demo: ring.data.demo ?? false, keys, index: sound(ring.data.index) };
}

export interface OpenHallKey {
	suite?: CryptoSuite;
	/** ms since 1970. */
	now?: number;
	/** A demo hall's key says so, and opens in no other. */
	demo?: boolean;
	/** False = it is handed over by somebody else: never made here. */
	mayMake?: boolean;
}

/** Read from the file, which is made when there is none. Throws a `HallKeyFailure`. */
export function hallKeyInFile(path: string, { suite = 'intl', now = Date.now(), demo = false, mayMake = true }: OpenHallKey = {}): HallKey {
	if (mayMake && !existsSync(path)) {
		try {
			makeHallKeys(path, now, demo);
		} catch (cause) {
			throw new HallKeyFailure(path, cause);
		}
	}
	const { keys, index, ...file } = hallKeysIn(path);
	if (file.demo && !demo)
		throw new HallKeyFailure(
			path,
			null,
			`${path} is the key of a demo hall, which lies about openly. Take it away; a hall of your own makes one.`,
		);
	return new HallKey(keys, suite, index);
}

/** What the file holds. Throws a `HallKeyFailure` in words, also when others than its owner can read it. `user`: who owns it, if not who runs this. */
export function hallKeysIn(path: string, user?: number): HallKeyFile {
	const read = readSecretFile(path, user);
	if (!read.ok) throw new HallKeyFailure(path, null, read.problem === 'unreadable' ? undefined : read.what);
	try {
		return readHallKeys(read.text);
	} catch (cause) {
		throw new HallKeyFailure(path, cause);
	}
}

export function makeHallKeys(path: string, now: number, demo = false): void {
	writeHallKeys(path, { demo, keys: [{ id: 1, key: newDataKey(), madeAt: dayOf(now) }], index: randomBytes(32) });
}

/** A new key for everything that is written from the next start on. Its id. Throws a `HallKeyFailure`. */
export function rotateHallKey(path: string, now: number): number {
	const file = hallKeysIn(path);
	const id = file.keys.at(-1)!.id + 1;
	writeHallKeys(path, { ...file, keys: [...file.keys, { id, key: newDataKey(), madeAt: dayOf(now) }] });
	return id;
}

/** Lets go of these keys; what only they wrapped is lost. The newest always stays. Throws a `HallKeyFailure`. */
export function retireHallKeys(path: string, ids: ReadonlySet<number>): void {
	const file = hallKeysIn(path);
	writeHallKeys(path, { ...file, keys: file.keys.filter(({ id }, at) => at === file.keys.length - 1 || !ids.has(id)) });
}

/** Keys of both files, when they are of one hall; `null` = they are not. */
export function joinedHallKeys(one: HallKeyFile, other: HallKeyFile): HallKeyFile | null {
	const same = (first: Uint8Array, second: Uint8Array) => Buffer.from(first).equals(second);
	if (!same(one.index, other.index)) return null;
	const strange = other.keys.some(({ id, key }) => one.keys.some((each) => each.id === id && !same(each.key, key)));
	if (strange) return null;
	const more = other.keys.filter(({ id }) => !one.keys.some((each) => each.id === id));
	return { ...one, keys: [...one.keys, ...more].sort((first, second) => first.id - second.id) };
}

const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10);

/** Written beside, synced, put in its place, and the folder synced: whole keys or those before. */
export function writeHallKeys(path: string, { demo, keys, index }: HallKeyFile): void {
	const file: z.infer<typeof ringFile> = {
		version: 2,
		...(demo ? { demo } : {}),
		keys: keys.map(({ id, key, madeAt }) => ({ id, madeAt, ...written(key) })),
		index: written(index),
	};
	const handle = openSync(`${path}.new`, 'w', 0o600);
	try {
		writeSync(handle, `${JSON.stringify(file)}\n`);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
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
