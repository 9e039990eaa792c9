/**
 * Reports of a day that is damaged: decided on what is left of it they could do harm, and nobody may be sent away with one (S6). They are kept, and
 * taken when the day has been mended.
 */
import { createHash } from 'node:crypto';
import type { Authority } from '../authority/authority.ts';
import type { LooseEnvelope } from '../authority/loose-envelope.ts';
import type { HallStore, KeptOutcome } from '../storage/contract.ts';

const kind = 'held-report';

/** Durable when it resolves; the outcome is that it was taken, with nothing to show yet. */
export async function holdReport(store: HallStore, hall: string, report: LooseEnvelope & { day: string }): Promise<KeptOutcome> {
	const { day, station, epoch, n } = report;
	await store.putRecord(kind, `${hall}/${day}/${station}/${epoch}/${String(n).padStart(10, '0')}`, report);
	return { n, result: 'accepted', day, from: 1, to: 0 };
}

export async function heldReports(store: HallStore): Promise<number> {
	return (await store.records(kind)).length;
}

/** Takes those whose day is sound again, in the order of their seats, each under a number of its own that names the old one. Answers how many. */
export async function takeHeldReports(
	store: HallStore,
	hall: string,
	authority: Authority,
	isDamaged: (day: string) => boolean,
): Promise<number> {
	let taken = 0;
	for (const { key, value } of await store.records(kind)) {
		const report = value as LooseEnvelope & { day: string };
		if (!key.startsWith(`${hall}/`) || isDamaged(report.day)) continue;
		const { station, epoch, n } = report;
		const line = createHash('sha256').update(`held ${epoch}`).digest('hex').slice(0, 16);
		const next = (await authority.lastNumber(station, line)) + 1;
		const answer = await authority.submit([{ ...report, epoch: line, n: next, was: { epoch, n } }], 0, true);
		if (!answer.ok) return taken;
		await store.deleteRecord(kind, key);
		taken += 1;
	}
	return taken;
}
