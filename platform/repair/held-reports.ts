/** Takes the reports that were held back while their day was damaged (`authority/hold-report.ts`), once it has been mended. */
import { createHash } from 'node:crypto';
import type { Authority } from '../authority/authority.ts';
import { heldReportKind as kind } from '../authority/hold-report.ts';
import type { LooseEnvelope } from '../authority/loose-envelope.ts';
import type { HallStore } from '../storage/contract.ts';

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
