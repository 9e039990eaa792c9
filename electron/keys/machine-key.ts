/**
 * The key with which this machine signs its tickets: an Ed25519 pair made at the first start, in one file that only the machine's user reads,
 * locked up where the machine has somebody to keep its secret (`custody.ts`).
 * The private half is held here and nowhere else; pages may have a text signed, never see the key.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type MachineKey, ticketKeyId } from '../../domain/contracts/ticket-keys.ts';
import { keepWhole } from '../disk/keep-whole.ts';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';
import { lockedText, readKeyFile } from './locked-file.ts';
import type { SecretStore } from './pepper.ts';

export interface TicketKey extends MachineKey {
	/** Ed25519 signature of the text's UTF-8 bytes, base64url. */
	sign(text: string): string;
}

export type KeyNote =
	| 'ticket-key-created'
	/** The file did not hold a sound key: a new one took its place, and the platform will ask who that is. */
	| 'ticket-key-damaged'
	/** The file cannot be read, e.g. its rights are wrong or it is locked under a secret that is not here: it stays as it is, this run works with a key of its own. */
	| 'ticket-key-unreadable'
	/** No room for the file: this run works with a key that is gone with it. */
	| 'ticket-key-not-kept';

const kept = z.object({ keyId: ticketKeyId, privateKey: z.string().max(200) });

/** Total: tickets are printed in any case, so that a machine always has a key to begin with. `folder` is made when missing. */
export async function openMachineKey(wanted: {
	folder: string;
	note(code: KeyNote): void;
	disk?: JournalDisk;
	secrets?: SecretStore | null;
}): Promise<TicketKey> {
	const { note, disk = machineDisk, secrets = null } = wanted;
	const path = join(wanted.folder, 'ticket-key.json');
	let bytes: Uint8Array | null;
	try {
		bytes = await disk.read(path);
	} catch {
		note('ticket-key-unreadable');
		return keyOf(generateKeyPairSync('ed25519').privateKey);
	}
	const found = bytes && readKeyFile(bytes, secrets);
	if (found?.is === 'locked') {
		note('ticket-key-unreadable');
		return keyOf(generateKeyPairSync('ed25519').privateKey);
	}
	const keep = async (text: string) => keepWhole(disk, path, lockedText(text, secrets));
	const known = found ? readKey(found.text) : null;
	if (known) {
		if (found?.clear) await keep(found.text).catch(() => note('ticket-key-not-kept'));
		return known;
	}
	note(bytes ? 'ticket-key-damaged' : 'ticket-key-created');
	const { privateKey } = generateKeyPairSync('ed25519');
	const made = keyOf(privateKey);
	const file = { keyId: made.keyId, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') };
	await keep(JSON.stringify(file)).catch(() => note('ticket-key-not-kept'));
	return made;
}

/** `null` when it is damaged. One flipped bit makes another key that is just as good, so the kept id must fit too. */
function readKey(text: string): TicketKey | null {
	try {
		const { keyId, privateKey } = kept.parse(JSON.parse(text));
		const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
		const read = key.asymmetricKeyType === 'ed25519' ? keyOf(key) : null;
		return read?.keyId === keyId ? read : null;
	} catch {
		return null;
	}
}

function keyOf(privateKey: KeyObject): TicketKey {
	// The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410).
	const publicBytes = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
	return {
		keyId: createHash('sha256').update(publicBytes).digest().subarray(0, 12).toString('base64url'),
		publicKey: publicBytes.toString('base64url'),
		sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
	};
}
