/** What seats that this machine had still owe the platform: giving them up would leave it lying here. */
import { join } from 'node:path';
import { thisMachine } from '../journal/machine-name.ts';
import { openJournal } from '../journal/open-journal.ts';
import { openJournalKey } from '../keys/journal-key.ts';
import type { SecretStore } from '../keys/pepper.ts';
import { after } from '../timers.ts';

/** Number of reports. Rejects when the journal cannot be read. */
export async function owedBy(of: {
	data: string;
	stations: readonly string[];
	secrets: SecretStore | null;
	now(): number;
}): Promise<number> {
	const chain = await openJournalKey(join(of.data, 'keys'), of.secrets);
	const journal = await openJournal({
		folder: join(of.data, 'journal'),
		stations: of.stations,
		now: of.now,
		note: () => {},
		mark: { path: `${of.data}.mark`, machine: thisMachine(), after },
		...(chain ? { chain } : {}),
	});
	try {
		return journal.seats(of.stations).reduce((sum, seat) => sum + seat.owed.length, 0);
	} finally {
		await journal.close();
	}
}
