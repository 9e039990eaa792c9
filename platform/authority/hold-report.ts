/**
 * Reports of a day that is damaged: decided on what is left of it they could do harm, and nobody may be sent away with one (S6). They are kept, and
 * taken when the day has been mended (`repair/held-reports.ts`).
 */
import type { HallStore, KeptOutcome } from '../storage/contract.ts';
import type { LooseEnvelope } from './loose-envelope.ts';

export const heldReportKind = 'held-report';

/** Durable when it resolves; the outcome is that it was taken, with nothing to show yet. */
export async function holdReport(store: HallStore, hall: string, report: LooseEnvelope & { day: string }): Promise<KeptOutcome> {
	const { day, station, epoch, n } = report;
	await store.putRecord(heldReportKind, `${hall}/${day}/${station}/${epoch}/${String(n).padStart(10, '0')}`, report);
	return { n, result: 'accepted', day, from: 1, to: 0 };
}
