/** Paper is a job: journaled before and after, and done once (S9, I-1). */
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { PrintJob, PrintResult } from '../../domain/contracts/device-desk.ts';

interface JobJournal {
	append(entries: JournalEntry[]): Promise<void>;
	/** `undefined` = never begun; `null` = begun, end unknown. */
	job(job: string): 'printed' | 'failed' | 'unknown' | null | undefined;
}

/**
 * Returns the function behind the bridge's `print`. Rejects only when the journal does not take the job, and then nothing was printed.
 * A job begun before, in this life of the machine or an earlier one, answers `already-done` with what is known of it.
 */
export function printOnce(journal: JobJournal, print: (job: PrintJob) => Promise<PrintResult>, alarm: (code: string) => void) {
	const begun = new Set<string>();
	return async (job: PrintJob): Promise<PrintResult> => {
		const known = journal.job(job.job);
		if (known !== undefined || begun.has(job.job))
			return { job: job.job, outcome: known ?? 'unknown', proof: 'none', code: 'already-done' };
		begun.add(job.job);
		try {
			await journal.append([{ type: 'printing', job: job.job }]);
		} catch (error) {
			begun.delete(job.job);
			throw error;
		}
		const result = await print(job);
		// The paper is out whatever the journal says now; after a restart this job counts as begun with an unknown end.
		await journal.append([{ type: 'printed', job: job.job, outcome: result.outcome }]).catch(() => alarm('journal-missed-print-outcome'));
		return result;
	};
}
