/**
 * The key under which this machine keeps applications: 32 random bytes beside its ticket key, in a file that only the machine's user reads.
 * With it everything that lies there can be read, so it leaves this process never; an application taken to another machine goes as an escrow.
 */
import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type ApplicationDisk, applicationDisk, putWhole } from './application-disk.ts';
import { keyBytes, newKey } from './sealed-box.ts';

export type ApplicationKeyProblem =
	/** The file is there and holds no sound key: a new one would make everything kept unreadable without a word. */
	'application-key-damaged' | 'application-key-unreadable' | 'application-key-not-kept';
export type OpenedKey = { ok: true; key: ApplicationKey } | { ok: false; problem: ApplicationKeyProblem };

const kept = z.object({ key: z.string(), check: z.string() });
const checkOf = (key: Uint8Array) => createHash('sha256').update('application-key').update(key).digest('base64url').slice(0, 16);

/** `folder`: the machine's keys. */
export async function openApplicationKey(folder: string, disk: ApplicationDisk = applicationDisk): Promise<OpenedKey> {
	const path = join(folder, 'application-key.json');
	let bytes: Uint8Array | null;
	try {
		bytes = await disk.read(path);
	} catch {
		return { ok: false, problem: 'application-key-unreadable' };
	}
	if (bytes) {
		const known = readKey(bytes);
		return known ? { ok: true, key: new ApplicationKey(known) } : { ok: false, problem: 'application-key-damaged' };
	}
	const made = newKey();
	try {
		await putWhole(disk, path, Buffer.from(JSON.stringify({ key: made.toString('base64'), check: checkOf(made) })));
	} catch {
		return { ok: false, problem: 'application-key-not-kept' };
	}
	return { ok: true, key: new ApplicationKey(made) };
}

function readKey(bytes: Uint8Array): Buffer | null {
	try {
		const { key, check } = kept.parse(JSON.parse(new TextDecoder().decode(bytes)));
		const read = Buffer.from(key, 'base64');
		return read.length === keyBytes && checkOf(read) === check ? read : null;
	} catch {
		return null;
	}
}

export class ApplicationKey {
	/** Wraps the key of each application, and nothing else. */
	readonly wrapping: Buffer;
	readonly #claims: Buffer;

	constructor(key: Uint8Array) {
		const part = (name: string) => createHmac('sha256', key).update(`tidehall/${name}`).digest();
		this.wrapping = part('wrapping');
		this.#claims = part('claims');
	}

	/** The key of `claim`, which goes with an application to another machine. */
	get claimsKey(): string {
		return this.#claims.toString('base64');
	}

	/** What is kept in the place of a slip's code or a document's number: of no use without this key. `other`: of another machine. */
	claim(kind: 'code' | 'document', text: string, other?: string): string {
		return createHmac('sha256', other === undefined ? this.#claims : Buffer.from(other, 'base64'))
			.update(`${kind}\n${text}`)
			.digest('base64url');
	}
}
