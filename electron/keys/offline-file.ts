/** What this machine keeps for signing people in while it is cut off: one file beside its key, written whole. */
import { join } from 'node:path';
import { z } from 'zod';
import { instant, staffId, stationId } from '../../domain/contracts/identity.ts';
import { pinVerifier } from '../../domain/contracts/offline-sign-in.ts';
import { hallKeys, pinMark, signedStatement, signInProof } from '../../domain/contracts/sign-in-proof.ts';
import { staffRole } from '../../domain/contracts/staff-roles.ts';
import { keepWhole } from '../disk/keep-whole.ts';
import type { JournalDisk } from '../journal/journal-disk.ts';
import { keptFailures } from './offline-locks.ts';

const keptMember = z.object({
	station: stationId,
	staff: staffId,
	name: z.string().max(40),
	roles: z.array(staffRole),
	pin: pinMark,
	permit: signedStatement,
	until: instant,
	/** `check`: HMAC-SHA-256 of the Argon2id hash under this machine's pepper. Absent once it has expired. */
	verifier: pinVerifier.omit({ hash: true }).extend({ check: z.string() }).optional(),
});
export type KeptMember = z.infer<typeof keptMember>;

const offlineFile = z.object({
	version: z.literal(1),
	time: z.object({ hall: instant, wall: instant }).nullable(),
	members: z.array(keptMember),
	failures: z.array(keptFailures),
	hallKeys,
	proofs: z.array(z.object({ until: instant, proof: signInProof })),
});
export type OfflineFile = z.infer<typeof offlineFile>;

export const emptyOfflineFile: OfflineFile = { version: 1, time: null, members: [], failures: [], hallKeys: [], proofs: [] };
const pathIn = (folder: string) => join(folder, 'offline-sign-in.json');

/** `damaged`: it is used as an empty one; nobody can sign in before the platform was heard, so no lock is escaped by it. */
export async function readOfflineFile(disk: JournalDisk, folder: string): Promise<{ file: OfflineFile; damaged: boolean }> {
	const bytes = await disk.read(pathIn(folder));
	if (!bytes) return { file: emptyOfflineFile, damaged: false };
	try {
		return { file: offlineFile.parse(JSON.parse(new TextDecoder().decode(bytes))), damaged: false };
	} catch {
		return { file: emptyOfflineFile, damaged: true };
	}
}

export function writeOfflineFile(disk: JournalDisk, folder: string, file: OfflineFile): Promise<void> {
	return keepWhole(disk, pathIn(folder), JSON.stringify(file));
}
