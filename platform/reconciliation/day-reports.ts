/** The reconciliation report of any day the hall's store holds, made anew from its log each time; as data, as a table, as a PDF. */
import type { Language, StationConfig } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Reconciliation } from '../../domain/contracts/reconciliation.ts';
import { csvOf } from '../../domain/reconciliation/csv.ts';
import { paperOf } from '../../domain/reconciliation/paper.ts';
import { reconcile } from '../../domain/reconciliation/reconcile.ts';
import { tableOf } from '../../domain/reconciliation/table.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import { TokenBucket } from '../socket/token-bucket.ts';
import type { HallStore } from '../storage/contract.ts';

export interface DayReport {
	/** The plan that the day was decided with. */
	plan: HallPlan;
	report: Reconciliation;
}

export interface DayReports {
	/** `no-day`: the hall has no log of that day. `busy`: too many at once. Rejects with a `StoreFailure`. */
	of(day: string): Promise<DayReport | 'no-day' | 'busy'>;
	/** UTF-8 with a byte-order mark. */
	csv(found: DayReport, language: Language): Buffer;
	pdf(found: DayReport, language: Language): Promise<Buffer>;
}

/** A report of a busy day is tens of milliseconds of work, a PDF up to a second: a hall must go on deciding meanwhile. */
const reportsPerSecond = 1;
const reportsAtOnce = 5;

export function createDayReports(parts: {
	plan: HallPlan;
	authority: Authority;
	store: HallStore;
	clock: Clock;
	wording: StationConfig['wording'];
}): DayReports {
	const { plan, authority, store, clock, wording } = parts;
	const bucket = new TokenBucket(reportsPerSecond, reportsAtOnce, clock.now());
	let lastPdf: Promise<unknown> = Promise.resolve();
	const speaker = (found: DayReport, language: Language) => ({
		plan: found.plan,
		language,
		say: sayFrom((wording[language]?.reconciliation ?? {}) as Record<string, unknown>),
	});
	return {
		async of(day) {
			if (!bucket.take(clock.now())) return 'busy';
			if (day === authority.day) return { plan, report: reconcile(plan, day, authority.eventsAfter(0)) };
			const known = await store.day(plan.code, day);
			if (!known) return 'no-day';
			return { plan: known.plan, report: reconcile(known.plan, day, await store.read(plan.code, day, 0, Math.max(1, known.head))) };
		},
		csv: (found, language) => Buffer.from(csvOf(tableOf(found.report, speaker(found, language)))),
		pdf(found, language) {
			const made = lastPdf.then(async () => {
				// Loaded when it is first asked for: a platform that comes back after a fault does not wait for it.
				const { makePdf } = await import('../../documents/make-pdf.ts');
				return Buffer.from(await makePdf(paperOf(found.report, speaker(found, language), clock.now())));
			});
			lastPdf = made.catch(() => {});
			return made;
		},
	};
}
