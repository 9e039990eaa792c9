/**
 * The file of the hall's keys. A new key is put in front of the older ones (`rotate`), which stay until nothing is wrapped by them any more (`retire`).
 * A file of before there were several, with one key and nothing else, is read as it is; the next rotation writes it in the shape of now.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { newDataKey } from '../../sealing/box.ts';
import { indexOf } from '../../sealing/key-ring.ts';
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
	/** Newest last. */
	keys: z.array(secret.extend({ id: z.number().int().min(1), madeAt: z.string() })).min(1),
	/** Of the blind index. */
	index: secret,
});

export interface HallKeyFile {
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
		return { keys: [{ id: 1, key, madeAt: '' }], index: indexOf(key) };
	}
	const keys = ring.data.keys.map(({ id, madeAt, ...each }) => ({ id, madeAt, key: sound(each) }));
	return { keys, index: sound(ring.data.index) };
}

/** Read from the file, which is made when there is none. Throws a `HallKeyFailure`. */
export function hallKeyInFile(path: string, suite: CryptoSuite = 'intl', now = Date.now()): HallKey {
	try {
		if (!existsSync(path)) writeHallKeys(path, { keys: [{ id: 1, key: newDataKey(), madeAt: dayOf(now) }], index: randomBytes(32) });
		const { keys, index } = readHallKeys(readFileSync(path, 'utf8'));
		return new HallKey(keys, suite, index);
	} catch (cause) {
		if (cause instanceof HallKeyFailure) throw cause;
		throw new HallKeyFailure(path, cause);
	}
}

/** A new key for everything that is written from the next start on. Its id. */
export function rotateHallKey(path: string, now: number): number {
	const { keys, index } = readHallKeys(readFileSync(path, 'utf8'));
	const id = keys.at(-1)!.id + 1;
	writeHallKeys(path, { keys: [...keys, { id, key: newDataKey(), madeAt: dayOf(now) }], index });
	return id;
}

/** Lets go of these keys; what only they wrapped is lost. The newest always stays. */
export function retireHallKeys(path: string, ids: ReadonlySet<number>): void {
	const { keys, index } = readHallKeys(readFileSync(path, 'utf8'));
	writeHallKeys(path, { keys: keys.filter(({ id }, at) => at === keys.length - 1 || !ids.has(id)), index });
}

const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10);

/** Written beside, synced, put in its place, and the folder synced: whole keys or those before. */
function writeHallKeys(path: string, { keys, index }: HallKeyFile): void {
	const file: z.infer<typeof ringFile> = {
		version: 2,
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
