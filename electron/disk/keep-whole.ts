import type { JournalDisk } from '../journal/journal-disk.ts';

/** Written beside, synced, then put in its place: after any power cut there is the whole text, or what was there before. Rejects when the disk does not take it. */
export async function keepWhole(disk: JournalDisk, path: string, text: string): Promise<void> {
	const file = await disk.open(`${path}.new`, true);
	try {
		await file.append(new TextEncoder().encode(text));
		await file.sync();
	} finally {
		await file.close();
	}
	await disk.replace(`${path}.new`, path);
}
