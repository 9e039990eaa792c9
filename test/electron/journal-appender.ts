/** Child process of the kill test: appends to a real journal and says each number once it is acknowledged. */
import { openJournal } from '../../electron/journal/open-journal.ts';

const journal = await openJournal({ folder: process.argv[2]!, stations: ['T2'], now: () => 1, note: () => undefined });
let n = journal.seats(['T2'])[0]!.lastN;
async function append(): Promise<void> {
	for (;;) {
		const mine = ++n;
		await journal.append([{ type: 'asked', station: 'T2', n: mine }]);
		process.stdout.write(`${mine}\n`);
	}
}
await Promise.all([append(), append(), append()]);
