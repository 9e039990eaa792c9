/** A citizen asks a terminal how far a matter is, by the number on its paper or the ticket it was begun with. */
import { progressOf } from '../../domain/cases/progress-of.ts';
import { deadlinesOf } from '../../domain/complaints/deadlines.ts';
import {
	numbersOf,
	type ProgressAnswer,
	type ProgressRequest,
	progressRequest,
	type ShownProgress,
} from '../../domain/contracts/progress.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import type { Malformed } from './seated-messages.ts';
import { TokenBucket } from './token-bucket.ts';

export interface ProgressBooks {
	cases: CaseBook;
	reviews: Pick<ReviewDesk, 'cases'>;
}

/** A number has 50 bits of chance; nobody finds one at this pace. */
const perSecond = 1;
const atOnce = 15;
const buckets = new WeakMap<Link, TokenBucket>();

export async function onProgress(raw: unknown, link: Link, door: HallDoor): Promise<ProgressAnswer | Malformed> {
	const read = progressRequest.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	if (![...link.seats.values()].some(({ station }) => station.role === 'terminal')) return { ok: false, code: 'not-seated' };
	const { progress, clock } = door;
	const bucket = buckets.get(link) ?? new TokenBucket(perSecond, atOnce, clock.now());
	buckets.set(link, bucket);
	if (!progress || !bucket.take(clock.now())) return { ok: false, code: 'busy' };
	return { ok: true, found: await find(read.data, progress, door) };
}

async function find(
	request: ProgressRequest,
	{ cases, reviews }: ProgressBooks,
	{ plan, clock, authority }: HallDoor,
): Promise<ShownProgress[]> {
	await cases.catchUp();
	const calendar = workCalendarOf(plan);
	const now = clock.now();
	if (request.do === 'ticket') {
		const begun = [...cases.live()].filter(({ begun }) => begun?.ticket === request.ticket && begun.day === request.day);
		return begun.map((state) => progressOf(state, calendar, now));
	}
	const typed = request.number.toUpperCase().replace(/[^0-9A-Z]/g, '');
	if (typed.startsWith('BC')) {
		const found = (await reviews.cases()).find(({ ref, kind }) => kind === 'cannot-be-done' && ref.replace('-', '') === typed);
		if (!found) return [];
		const { settle } = deadlinesOf(plan, found, now);
		const { stage, openedAt: since, ref: number } = found;
		return [{ ...{ kind: 'complaint', number, stage, since, items: [], toBring: [], paused: null, delivery: null }, answerBy: settle.due }];
	}
	const ref = cases.refOf(typed);
	const state = ref === null ? null : await cases.state(ref);
	if (state) return [progressOf(state, calendar, now)];
	// No window has looked at it yet: what is known of the application of today.
	for (const [of, application] of Object.entries(authority.state.applications)) {
		const [number, other] = numbersOf(of);
		if (![number, other].some((each) => each.replaceAll('-', '') === typed)) continue;
		const { submittedAt, handedInAt } = application;
		const items = application.items.map((item) => ({ item, due: null, outcome: null, delivered: null }));
		const stage = submittedAt === null ? 'handed-in' : 'submitted';
		return [
			{
				...{ kind: 'application', number, stage, items, toBring: [], paused: null, delivery: null, answerBy: null },
				since: submittedAt ?? handedInAt ?? now,
			},
		];
	}
	return [];
}
