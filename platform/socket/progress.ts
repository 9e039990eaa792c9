/** A citizen asks a terminal how far a matter is: by the number on its paper, the ticket it was begun with, or the card; and says which way its result goes. */

import type { CaseState } from '../../domain/cases/case-state.ts';
import { choosableDelivery } from '../../domain/cases/choose-delivery.ts';
import { progressOf } from '../../domain/cases/progress-of.ts';
import type { ComplaintCase } from '../../domain/complaints/cases.ts';
import { deadlinesOf } from '../../domain/complaints/deadlines.ts';
import {
	numbersOf,
	type ProgressAnswer,
	type ProgressRequest,
	progressRequest,
	type ShownProgress,
} from '../../domain/contracts/progress.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import { cardReference } from '../reservations/references.ts';
import type { ProgressBooks } from './door-parts.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import { seatBucket } from './seat-bucket.ts';

/** A number has 50 bits of chance; nobody finds one at this pace. */
const perSecond = 1;
const atOnce = 15;
const seat = seatBucket(perSecond, atOnce);

export async function onProgress(raw: unknown, link: Link, door: HallDoor): Promise<ProgressAnswer | Malformed> {
	const read = progressRequest.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const asker = seat(link, door);
	if (asker === null) return { ok: false, code: 'not-seated' };
	const { progress } = door;
	if (!progress || !asker.may) return { ok: false, code: 'busy' };
	await progress.cases.catchUp();
	const { data } = read;
	const { station } = asker;
	// Whose card it is stands nowhere; that somebody's matters were shown there does.
	if (data.do === 'mine' || data.do === 'deliver') await door.audit?.write({ staff: null, station, what: 'own-matters', part: data.do });
	if (data.do === 'mine') return { ok: true, found: await ofCard(data.document, progress, door) };
	if (data.do === 'deliver') return deliver(data, progress, door);
	return { ok: true, found: await find(data, progress, door) };
}

async function find(
	request: Extract<ProgressRequest, { do: 'number' | 'ticket' }>,
	{ cases, reviews }: ProgressBooks,
	door: HallDoor,
): Promise<ShownProgress[]> {
	const { plan, clock, authority } = door;
	const calendar = workCalendarOf(plan);
	const now = clock.now();
	if (request.do === 'ticket') {
		const begun = [...cases.live()].filter(({ begun }) => begun?.ticket === request.ticket && begun.day === request.day);
		return begun.map((state) => progressOf(state, calendar, now));
	}
	const typed = bare(request.number);
	if (typed.startsWith('BC')) {
		const found = (await reviews.cases()).find(({ ref, kind }) => kind === 'cannot-be-done' && ref.replace('-', '') === typed);
		return found ? [ofComplaint(found, door)] : [];
	}
	const ref = cases.refOf(typed);
	const state = ref === null ? null : await cases.state(ref);
	if (state) return [progressOf(state, calendar, now)];
	// No window has looked at it yet: what is known of the application of today.
	const of = Object.keys(authority.state.applications).find((each) => numbersOf(each).some((number) => bare(number) === typed));
	return of === undefined ? [] : [ofApplication(of, door)];
}

/** What this card stands for, the newest first. Cases of other people, and of days whose numbers nobody can tell any more, are not among them. */
async function ofCard(document: string, books: ProgressBooks, door: HallDoor): Promise<ShownProgress[]> {
	const { plan, clock, authority } = door;
	const calendar = workCalendarOf(plan);
	const found: ShownProgress[] = [];
	for (const ref of await refsOf(document, books, door)) {
		const state = await books.cases.state(ref);
		if (state) {
			const choosable = choosableDelivery(state, books.byCard?.catalogue, isTheirs(ref, books, document));
			found.push({ ...progressOf(state, calendar, clock.now()), choosable });
		} else if (authority.state.applications[ref]) found.push(ofApplication(ref, door));
	}
	const tickets = ownTickets(document, door);
	for (const each of await books.reviews.cases())
		if (each.kind === 'cannot-be-done' && each.day === authority.day && each.about.ticket !== null && tickets.has(each.about.ticket))
			found.push(ofComplaint(each, door));
	return found.sort((one, other) => other.since - one.since).slice(0, most);
}
/** As many as somebody reads at a terminal. */
const most = 20;

async function deliver(
	{ document, number, way, address }: Extract<ProgressRequest, { do: 'deliver' }>,
	books: ProgressBooks,
	door: HallDoor,
): Promise<ProgressAnswer> {
	const { byCard, cases } = books;
	const ref = cases.refOf(bare(number));
	const state = ref === null ? null : await cases.state(ref);
	if (!byCard || !ref || !state || !(await refsOf(document, books, door)).includes(ref)) return { ok: false, code: 'not-yours' };
	if (!choosableDelivery(state, byCard.catalogue, isTheirs(ref, books, document)).includes(way)) return { ok: false, code: 'not-now' };
	if (way === 'courier' && address === undefined) return { ok: false, code: 'address-needed' };
	// The address first: the log never says that something is sent to nobody knows where.
	if (way === 'courier' && address !== undefined) await byCard.wishes.put(ref, address, door.clock.now());
	if (state.accepted?.delivery !== way && !(await byCard.say({ case: ref, steps: [{ do: 'delivery', way }] })))
		return { ok: false, code: 'busy' };
	if (way !== 'courier') await byCard.wishes.drop(ref, door.clock.now());
	await cases.catchUp();
	const now: CaseState = (await cases.state(ref)) ?? state;
	const choosable = choosableDelivery(now, byCard.catalogue, isTheirs(ref, books, document));
	return { ok: true, found: [{ ...progressOf(now, workCalendarOf(door.plan), door.clock.now()), choosable }] };
}

async function refsOf(document: string, { cases, byCard }: ProgressBooks, door: HallDoor): Promise<string[]> {
	const number = readDocumentNumber(document);
	if (!byCard || number === null) return [];
	const tickets = ownTickets(document, door);
	const begun = [...cases.live()].filter(
		({ begun }) => begun?.day === door.authority.day && begun.ticket !== null && tickets.has(begun.ticket),
	);
	return [...new Set([...byCard.people.of(number), ...begun.map(({ ref }) => ref)])];
}

/** There is a sealed record that says so, and by which an address is looked for later. A number of today alone is none. */
const isTheirs = (ref: string, { byCard }: ProgressBooks, document: string): boolean =>
	byCard?.people.of(readDocumentNumber(document) ?? '').includes(ref) ?? false;

/** Numbers of today that were taken with this card. */
function ownTickets(document: string, { authority, personKey }: HallDoor): Set<string> {
	const number = readDocumentNumber(document);
	const own = number === null ? null : cardReference(personKey(), authority.day, number);
	return new Set(Object.values(authority.state.tickets).flatMap(({ number: each, visit }) => (visit.personRef === own ? [each] : [])));
}

function ofComplaint(found: ComplaintCase, { plan, clock }: HallDoor): ShownProgress {
	const { settle } = deadlinesOf(plan, found, clock.now());
	const { stage, openedAt: since, ref: number } = found;
	return { ...{ kind: 'complaint', number, stage, since, items: [], toBring: [], paused: null, delivery: null }, answerBy: settle.due };
}

/** Of today, and not looked at by any window. */
function ofApplication(ref: string, { authority, clock }: HallDoor): ShownProgress {
	const { submittedAt, handedInAt, items: codes } = authority.state.applications[ref]!;
	const items = codes.map((item) => ({ item, due: null, outcome: null, delivered: null }));
	const stage = submittedAt === null ? 'handed-in' : 'submitted';
	return {
		...{ kind: 'application', number: numbersOf(ref)[0], stage, items, toBring: [], paused: null, delivery: null, answerBy: null },
		since: submittedAt ?? handedInAt ?? clock.now(),
	};
}

const bare = (number: string) => number.toUpperCase().replace(/[^0-9A-Z]/g, '');
