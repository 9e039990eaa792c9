/** Puts a short journal that says the same in the place of the long one: at every instant one whole journal exists. */

import type { JournalChain } from './chain.ts';
import type { JournalDisk, JournalFile } from './journal-disk.ts';
import { type JournalRecord, writeLine } from './line.ts';
import { condense, type JournalMemory } from './memory.ts';

export interface FreshJournal {
	chain: JournalChain | null;
	file: JournalFile;
	/** Bytes. */
	size: number;
	nextNumber: number;
}
export interface CondensedText {
	bytes: Uint8Array;
	nextNumber: number;
	chain: JournalChain | null;
}

/** What the condensed file will hold. `chain`: a new one, of that file. */
export function condensedText(memory: JournalMemory, chain: JournalChain | null): CondensedText {
	const [head, ...rest] = condense(memory);
	const named = chain ? { ...head!, file: chain.file, after: [...chain.after] } : head!;
	const records = [named as JournalRecord, ...rest];
	const bytes = new TextEncoder().encode(records.map((record, index) => writeLine(index + 1, record, chain)).join(''));
	return { bytes, nextNumber: records.length + 1, chain };
}

/** Writes it beside and syncs it. Rejects when there is no room or the disk fails; what was written is then let go of again. */
export async function writeBeside(disk: JournalDisk, path: string, { bytes, nextNumber, chain }: CondensedText): Promise<FreshJournal> {
	const file = await disk.open(`${path}.new`, true);
	try {
		await file.append(bytes);
		await file.sync();
		return { file, size: bytes.length, nextNumber, chain };
	} catch (error) {
		// On a full disk the half of it would take the room that the journal needs.
		await file.cut(0).catch(() => undefined);
		await file.close().catch(() => undefined);
		throw error;
	}
}

/** Puts what lies beside in its place. Rejects when that did not work or is not certain to last; the caller looks which. */
export async function putInPlace(disk: JournalDisk, path: string, fresh: FreshJournal): Promise<void> {
	try {
		await disk.replace(`${path}.new`, path);
	} catch (error) {
		await fresh.file.close().catch(() => undefined);
		throw error;
	}
}
