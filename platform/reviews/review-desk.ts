/** Reviews and cases of one hall put together: the rows over the logs, the sealed notes, and what managers ask. */
import { businessDay } from '../../domain/business-day.ts';
import { type ComplaintCase, casesOf } from '../../domain/complaints/cases.ts';
import { deadlinesOf } from '../../domain/complaints/deadlines.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ReviewDeskAnswer, ReviewDeskRequest } from '../../domain/contracts/review-desk.ts';
import { reviewFigures, windowInWeeks } from '../../domain/reviews/figures.ts';
import type { HallKey } from '../applications/hall-seal.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { SealedNotes } from './sealed-notes.ts';
import { Voices } from './voices.ts';

const dayMs = 24 * 3_600_000;
const forgetEveryMs = 3_600_000;

export interface ReviewDesk {
	/** Of the hall's current day; `staff`: the manager who asks. Rejects with a `StoreFailure`. */
	ask(staff: string, request: ReviewDeskRequest): Promise<ReviewDeskAnswer>;
	/** Called every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	cases(): Promise<ComplaintCase[]>;
	readonly notes: SealedNotes;
	/** One window in the last four whole weeks that are over; `null` = too few reviews to tell. Rejects with a `StoreFailure`. */
	weeksOf(window: string): Promise<{ weeks: number; reviewed: number; good: number } | null>;
}

/** `day/ticket` of reviews that were found to be mistaken or malicious. */
const notAdoptedOf = (cases: readonly ComplaintCase[]) =>
	new Set(
		cases
			.filter(({ steps }) => steps.some(({ what, fault }) => what === 'not-adopted' && fault === null))
			.map(({ day, about }) => `${day}/${about.ticket}`),
	);

export async function openReviewDesk(parts: {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	authority: Authority;
	key: HallKey;
}): Promise<ReviewDesk> {
	const { plan, store, clock, authority } = parts;
	const voices = await Voices.load(store, plan.code);
	const notes = new SealedNotes(store, plan.code, parts.key);
	let forgotAt = clock.now();
	/** The log is asked for what came meanwhile, so that nobody is shown less than is durable. */
	async function all() {
		await voices.catchUp(authority.day);
		const days = voices.days();
		return { days, cases: casesOf(days) };
	}

	return {
		cases: async () => (await all()).cases,
		notes,
		async weeksOf(window) {
			const { days, cases } = await all();
			return windowInWeeks(days, notAdoptedOf(cases), window, businessDay(clock.now(), plan.timezone));
		},
		async ask(staff, request) {
			const { days, cases } = await all();
			const now = clock.now();
			if (request.do === 'look') {
				const from = businessDay(now - (request.days - 1) * dayMs, plan.timezone);
				const notAdopted = notAdoptedOf(cases);
				return {
					ok: true,
					do: 'look',
					// Whoever was rated does not look into his own case: it would tell him who rated.
					cases: cases
						.filter(({ about, closedAt }) => about.clerk !== staff && (closedAt === null || closedAt > now - request.days * dayMs))
						.map((found) => ({ ...found, deadlines: deadlinesOf(plan, found, now) })),
					figures: reviewFigures(
						days.filter(({ day }) => day >= from),
						notAdopted,
					),
					...{ from, to: authority.day },
				};
			}
			const found = cases.find(({ ref }) => ref === request.complaint);
			if (!found) return { ok: false, code: 'unknown-complaint' };
			if (found.about.clerk === staff) return { ok: false, code: 'own-case' };
			if (request.do === 'note' && !(await notes.put(found.ref, { at: now, staff, text: request.text })))
				return { ok: false, code: 'too-many-notes' };
			return { ok: true, do: 'notes', notes: await notes.of(found.ref) };
		},
		async look() {
			if (authority.stopped) {
				voices.doubt();
				return;
			}
			const { cases } = await all();
			if (Math.abs(clock.now() - forgotAt) < forgetEveryMs) return;
			forgotAt = clock.now();
			await notes.forget(
				cases.map(({ ref }) => ref),
				forgotAt,
			);
		},
	};
}
