/** The journal on a disk that runs full: an append that found no room is made once more after all that was held back is given up. */
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { Journal } from '../journal/journal.ts';

export type SafeJournal = Pick<Journal, 'append' | 'job' | 'seats'>;

export function withLastWords(journal: SafeJournal, guard: { appendFailed(): Promise<void> }): SafeJournal {
	return {
		seats: (stations) => journal.seats(stations),
		job: (job) => journal.job(job),
		async append(entries: JournalEntry[]) {
			try {
				await journal.append(entries);
			} catch (error) {
				if ((error as { code?: unknown }).code !== 'disk-full') throw error;
				await guard.appendFailed();
				await journal.append(entries);
			}
		},
	};
}
