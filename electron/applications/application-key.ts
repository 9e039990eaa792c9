/**
 * The key under which this machine keeps applications: 32 random bytes beside its ticket key, in a file that only the machine's user reads,
 * locked up where the machine has somebody to keep its secret (`keys/custody.ts`).
 * With it everything that lies there can be read, so it leaves this process never; an application taken to another machine goes as an escrow.
 */
import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { lockedText, readKeyFile } from '../keys/locked-file.ts';
import type { SecretStore } from '../keys/pepper.ts';
import { type ApplicationDisk, applicationDisk, putWhole } from './application-disk.ts';
import { keyBytes, newKey } from './sealed-box.ts';

export type ApplicationKeyProblem =
	/** The file is there and holds no sound key: a new one would make everything kept unreadable without a word. */
	'application-key-damaged' | 'application-key-unreadable' | 'application-key-not-kept';
export type OpenedKey = { ok: true; key: ApplicationKey } | { ok: false; problem: ApplicationKeyProblem };

const keyFile = z.object({ key: z.string(), check: z.string() });
const checkOf = (key: Uint8Array) => createHash('sha256').update('application-key').update(key).digest('base64url').slice(0, 16);

/** `folder`: the machine's keys. */
export async function openApplicationKey(
	folder: string,
	disk: ApplicationDisk = applicationDisk,
	secrets: SecretStore | null = null,
	suite: CryptoSuite = 'intl',
): Promise<OpenedKey> {
	const path = join(folder, 'application-key.json');
	let bytes: Uint8Array | null;
	try {
		bytes = await disk.read(path);
	} catch {
		return { ok: false, problem: 'application-key-unreadable' };
	}
	if (bytes) {
		const found = readKeyFile(bytes, secrets);
		// Locked under a secret that is not here: it stays as it is.
		if (found.is === 'locked') return { ok: false, problem: 'application-key-unreadable' };
		const known = readKey(found.text);
		if (known && found.clear && !(await kept(() => putWhole(disk, path, Buffer.from(lockedText(found.text, secrets))))))
			return { ok: false, problem: 'application-key-not-kept' };
		return known ? { ok: true, key: new ApplicationKey(known, suite) } : { ok: false, problem: 'application-key-damaged' };
	}
	const made = newKey();
	const text = JSON.stringify({ key: made.toString('base64'), check: checkOf(made) });
	const written = await kept(() => putWhole(disk, path, Buffer.from(lockedText(text, secrets))));
	return written ? { ok: true, key: new ApplicationKey(made, suite) } : { ok: false, problem: 'application-key-not-kept' };
}

async function kept(write: () => Promise<void>): Promise<boolean> {
	try {
		await write();
		return true;
	} catch {
		return false;
	}
}

function readKey(text: string): Buffer | null {
	try {
		const { key, check } = keyFile.parse(JSON.parse(text));
		const read = Buffer.from(key, 'base64');
		return read.length === keyBytes && checkOf(read) === check ? read : null;
	} catch {
		return null;
	}
}

export class ApplicationKey {
	/** Wraps the key of each application, and nothing else. */
	readonly wrapping: Buffer;
	/** In which applications are sealed from now on. */
	readonly suite: CryptoSuite;
	readonly #claims: Buffer;

	constructor(key: Uint8Array, suite: CryptoSuite = 'intl') {
		this.suite = suite;
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
