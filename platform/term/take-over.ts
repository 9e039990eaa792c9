/**
 * Takes over (接管) on a person's order: the day's log as a station holds it goes into this platform's store, unchanged, and a new term begins to
 * gather. An order that is broken, or not for this platform, is refused in words; the same order again changes nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { localTime } from '../../domain/business-day.ts';
import { checkKeeping } from '../../domain/check/check-keeping.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import {
	compareTerms,
	firstTerm,
	type PlatformTerm,
	type TakeOverOrder,
	type TermBegin,
	takeOverOrder,
} from '../../domain/contracts/term.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import { commandsOf, outcomesOf, seatKey } from '../authority/former-log.ts';
import { fold, loadLog } from '../authority/hall-log.ts';
import { domainRules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { blockFor, highestBlock } from './block.ts';
import { keepsLines } from './kept-aside.ts';
import type { TermOffice } from './term-office.ts';
import { begunInLog, termOfLog } from './term-record.ts';

export type ReadOrder = { ok: true; order: TakeOverOrder } | { ok: false; what: string };

/** Reads `--take-over FILE`; what is wrong is said with the field. */
export function readOrder(file: string): ReadOrder {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch {
		return { ok: false, what: `${file} cannot be read. Check that it exists and may be read by this user.` };
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { ok: false, what: `${file} is cut off or no JSON. Let the station write the order again.` };
	}
	const read = takeOverOrder.safeParse(value);
	if (read.success) return { ok: true, order: read.data };
	const issue = read.error.issues[0];
	return {
		ok: false,
		what: `${file}: ${issue?.path.join('.') || 'the order'}: ${issue?.message ?? 'is not as expected'}. Let the station write the order again.`,
	};
}

export interface TakeOverParts {
	office: TermOffice;
	store: HallStore;
	plan: HallPlan;
	clock: Clock;
	/**
	 * The store was put back from a backup: what this platform decided after it, terms and blocks too, is not in it. Both are chosen as if nothing
	 * were known.
	 */
	restored?: boolean | undefined;
}

export type TakenOver = { ok: true; already: boolean } | { ok: false; what: string };

/** Rejects with a `StoreFailure`. After a kill in the middle the same order goes on where it was. */
export async function takeOver(order: TakeOverOrder, parts: TakeOverParts): Promise<TakenOver> {
	const { office, plan, clock, restored = false } = parts;
	const { isNew } = office;
	const fingerprint = fingerprintOf(order);
	if (office.carriedOut(fingerprint)) return { ok: true, already: true };
	const brought = await bringLog(order, parts);
	if (!brought.ok) return brought;
	const { events, begun } = brought;
	const after = compareTerms(order.after, office.heard) < 0 ? office.heard : order.after;
	const decidedBefore = [...begun, after].some(({ number, platform }) => platform === office.id && number > 1);
	const blind = restored || (order.fromNothing === true && events.length === 0) || (isNew && decidedBefore);
	const block = blockFor({
		platform: office.id,
		platforms: plan.platforms?.map(({ id }) => id) ?? [office.id],
		state: fold(domainRules, plan, order.day, events),
		begun,
		undecided: office.undecided,
		fromNothingAt: blind ? minuteOfDay(clock.now(), plan.timezone) : undefined,
		unknownOwnTerm: after.platform === office.id && after.number > 1 && !begun.some((each) => compareTerms(each, after) === 0),
	});
	if (block === null)
		return {
			ok: false,
			what: `There is no block of numbers left for another take-over on ${order.day} (the last one is ${highestBlock}). Let the platform that decides go on, or go on by hand until tomorrow.`,
		};
	const begin: TermBegin = {
		number: blind || isNew ? numberByClock(after, clock.now()) : after.number + 1,
		platform: office.id,
		from: { day: order.day, position: events.length },
		block,
		planned: false,
		at: clock.now(),
		by: order.by,
		reason: order.reason,
	};
	const unsettled = [firstTerm.platform, after.platform, ...begun.map(({ platform }) => platform)];
	await office.beginTerm(begin, { order: fingerprint, told: order, begun, unsettled });
	return { ok: true, already: false };
}

/**
 * The number of a term is the next one. But a store that is new, or was put back, may be that of a platform whose disk was lost, with terms of which
 * whoever gives the order never heard: machines that remember one would take the new term for it, and two logs for one (S1). Its number is the time
 * in seconds: of its own in every life, and above whatever a machine may remember.
 */
function numberByClock(after: PlatformTerm, now: number): number {
	return Math.max(after.number + 1, Math.floor(now / 1_000));
}

function minuteOfDay(now: number, timezone: string): number {
	const [hours = 0, minutes = 0] = localTime(now, timezone).split(':').map(Number);
	return hours * 60 + minutes;
}

export type BroughtLog = { ok: true; events: readonly HallEvent[]; begun: TermBegin[] } | { ok: false; what: string };

/**
 * The log of the order in this store, unchanged, and how the terms in it began. What the store holds beyond it stays; where the two differ, the
 * store's own is kept aside and offered later. Rejects with a `StoreFailure`.
 */
export async function bringLog(
	order: TakeOverOrder,
	{ office, store, plan }: Omit<TakeOverParts, 'clock' | 'restored'>,
): Promise<BroughtLog> {
	const wrong = wrongWith(order, office, plan);
	if (wrong !== null) return { ok: false, what: wrong };
	let held = (await store.day(plan.code, order.day)) ? (await loadLog(store, domainRules, plan, order.day)).events : [];
	const fork = held.findIndex((event, index) => index < order.events.length && canonicalJson(event) !== canonicalJson(order.events[index]));
	if (fork >= 0) {
		const own = termOfLog(held);
		if (!keepsLines(store) || compareTerms(own, termOfLog(order.events)) > 0)
			return {
				ok: false,
				what: `The log of ${order.day} in this store and that of the order are not the same from event ${fork + 1} on, and the store's is of a later term. Nothing was changed. Let a station give the order that was seated since.`,
			};
		await store.setAside({ day: order.day, from: fork, term: own });
		held = [];
	}
	const events = order.events.length > held.length ? order.events : held;
	await store.keepDay(plan.code, order.day, plan);
	await keepFormer(store, plan.code, order.day, events, held.length);
	const told = begunInLog(events);
	const begun = [...office.begun.filter((each) => !told.some((other) => compareTerms(each, other) === 0)), ...told].sort(compareTerms);
	return { ok: true, events, begun };
}

/** The file may be read again after a restart, with the same content: then it is the same order. */
export function fingerprintOf({ events, ...order }: TakeOverOrder): string {
	return createHash('sha256')
		.update(canonicalJson({ ...order, events: events.length }))
		.digest('hex');
}

function wrongWith(order: TakeOverOrder, office: TermOffice, plan: HallPlan): string | null {
	if (order.hall !== plan.code) return `The order is for hall ${order.hall}; this platform works for ${plan.code}.`;
	if (order.platform !== office.id) return `The order is for platform ${order.platform}; this one is ${office.id} (--as).`;
	if (plan.platforms && !plan.platforms.some(({ id }) => id === office.id))
		return `The hall's list of platforms does not name ${office.id}. Add it to platforms in the hall file.`;
	const found: string[] = [];
	const check = checkKeeping(plan, order.day);
	for (const event of order.events) {
		check(event, (rule, text) => found.push(`event ${event.position}: ${text} (rule ${rule})`));
		if (found.length > 0)
			return `The log in the order is not sound: ${found[0]}. Nothing was changed. Let another station that holds the day give the order.`;
	}
	return null;
}

/** Largest piece of a log that is written in one transaction. */
const pieceSize = 2_000;

/**
 * The events after `from`, and the outcomes they mean. The newest command gets none yet: what is offered next may belong to it. Going on after a kill
 * writes what is missing and nothing twice. `closed`: nothing more will come, so the newest command gets its outcome too.
 */
export async function keepFormer(
	store: HallStore,
	hall: string,
	day: string,
	events: readonly HallEvent[],
	from: number,
	closed = false,
): Promise<void> {
	const commands = closed ? commandsOf(events) : commandsOf(events).slice(0, -1);
	const numbers = new Map<string, number>();
	for (const { station, epoch } of commands) {
		const key = seatKey({ station, epoch });
		if (!numbers.has(key)) numbers.set(key, await store.lastNumber({ hall, station, epoch }));
	}
	for (let start = from; start < events.length; start += pieceSize) {
		const piece = events.slice(start, start + pieceSize);
		const end = start + piece.length;
		const outcomes = outcomesOf(
			day,
			commands.filter(({ to }) => to <= end),
			numbers,
		);
		await store.commit({ hall, day, events: piece, outcomes });
	}
	const left = outcomesOf(day, commands, numbers);
	if (left.length > 0) await store.commit({ hall, day, events: [], outcomes: left });
}

/** A peer that decides in a higher term than the order knows of: whoever gave the order had not heard of it. */
export function inChargeSince(
	order: TakeOverOrder,
	peers: readonly { platform: string; part: string; term: PlatformTerm }[],
): string | null {
	const other = peers.find(({ part, term }) => (part === 'in-charge' || part === 'gathering') && compareTerms(term, order.after) > 0);
	return other
		? `Platform ${other.platform} has taken over meanwhile and decides (term ${other.term.number}). Nothing was changed; stations find it by themselves.`
		: null;
}
