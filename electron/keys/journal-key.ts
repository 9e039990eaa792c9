/** The key of the journal's chain: 32 random bytes beside the machine's other keys, locked up like them (`custody.ts`). */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepWhole } from '../disk/keep-whole.ts';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';
import type { ChainKey } from '../journal/recover.ts';
import { lockedText, readKeyFile } from './locked-file.ts';
import type { SecretStore } from './pepper.ts';

/**
 * `null`: locked under a secret that is not here, or it cannot be read or kept. The journal works without, and says so at the next start with it. Never
 * rejects. A damaged one is replaced: then the mark of the journal no longer fits, which is noticed there.
 */
export async function openJournalKey(
	folder: string,
	secrets: SecretStore | null,
	disk: JournalDisk = machineDisk,
): Promise<ChainKey | null> {
	const path = join(folder, 'journal-key');
	try {
		const bytes = await disk.read(path);
		const found = bytes && readKeyFile(bytes, secrets);
		if (found?.is === 'locked') return null;
		const known = found ? Buffer.from(found.text.trim(), 'base64') : null;
		const sound = known?.length === 32;
		const key = sound ? known : randomBytes(32);
		if (!sound || found?.clear) await keepWhole(disk, path, lockedText(key.toString('base64'), secrets));
		return { key, fresh: !sound };
	} catch {
		return null;
	}
}
