/**
 * 32 secret bytes of this machine, mixed into everything it keeps of a PIN: a copy of the file with the verifiers alone is worth nothing.
 * In a file that only the machine's user reads, locked up by the operating system where that has a place for it.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepWhole } from '../disk/keep-whole.ts';
import type { JournalDisk } from '../journal/journal-disk.ts';

/** What the operating system offers for secrets (DPAPI, a keyring); absent where it has only a password that everybody knows. */
export interface SecretStore {
	lock(bytes: Uint8Array): Uint8Array;
	/** Throws when it was locked by another user or machine. */
	unlock(bytes: Uint8Array): Uint8Array;
}

/** `fresh`: there was none, or it could not be read: what was made with the one before is worth nothing any more. Rejects when a new one cannot be kept. */
export async function openPepper(wanted: {
	folder: string;
	disk: JournalDisk;
	secrets: SecretStore | null;
}): Promise<{ pepper: Buffer; fresh: boolean }> {
	const { folder, disk, secrets } = wanted;
	const path = join(folder, 'pin-pepper');
	const bytes = await disk.read(path);
	const known = bytes && readPepper(new TextDecoder().decode(bytes), secrets);
	if (known) return { pepper: known, fresh: false };
	const pepper = randomBytes(32);
	const text = secrets ? `locked ${Buffer.from(secrets.lock(pepper)).toString('base64')}` : `plain ${pepper.toString('base64')}`;
	await keepWhole(disk, path, text);
	return { pepper, fresh: true };
}

function readPepper(text: string, secrets: SecretStore | null): Buffer | null {
	const [how, kept = ''] = text.trim().split(' ');
	try {
		const bytes = Buffer.from(kept, 'base64');
		// Left lying open by a start without a secret store: from now on there is one, so a new one is made and locked up.
		const pepper = how === 'locked' && secrets ? Buffer.from(secrets.unlock(bytes)) : how === 'plain' && !secrets ? bytes : null;
		return pepper?.length === 32 ? pepper : null;
	} catch {
		return null;
	}
}
