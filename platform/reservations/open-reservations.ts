/** Reservations put together for one hall: the book, the rules that look into it, the API's door, and the watch over who came. */
import type { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ListedReservation } from '../../domain/contracts/reservations.ts';
import type { SlotQuota } from '../../domain/contracts/slot-outlook.ts';
import type { PlatformId, PlatformTerm } from '../../domain/contracts/term.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { ticketOfReservation } from '../../domain/deciders/reservation-use.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { ReservationBook } from './book.ts';
import { BookOwner, type Taken } from './book-owner.ts';
import { createFrontDoor, type FrontEnd } from './front-door.ts';
import { keepReservationDays } from './keep-days.ts';
import { type CopySent, KeptCopy } from './kept-copy.ts';
import { type BookCopy, openBook, sealBook } from './pass-book.ts';
import { Copies, type CopySender, type KeptCopies } from './send-copy.ts';
import { type Share, sharedAs } from './share-of-places.ts';
import { type ReservationSigner, reservationSignerOf, signingKeyKind, type signingKeyRecord } from './signing-key.ts';
import { newestOf, SlotQuotas } from './slot-quotas.ts';
import { createDayChanges } from './tell-changes.ts';

export interface ReservationParts {
	plan: HallPlan;
	frontEnd: FrontEnd | null;
	store: HallStore;
	clock: Clock;
	rules: Rules;
	/** This platform is in charge and never heard of a take-over (`book-owner.ts`). */
	first: boolean;
	/** It has begun a term: with a copy of the book it books on its part of the places. */
	begun?: boolean;
	/** Its place in the hall's list. */
	own?: PlatformId;
	/** How the hall's platforms speak to each other; absent = they do not, and nobody has a copy. */
	peersToken?: string | undefined;
	/** Whether this platform decides now; absent = as long as its authority does. */
	decides?: () => boolean;
}

export interface Reservations {
	book: ReservationBook;
	/** False: after a take-over the book lies elsewhere, or what others booked last does. */
	readonly whole: boolean;
	/** It is booked here, with the whole book or on a part of the places. False: what terminals hold and what is signed counts, and nothing is booked. */
	readonly open: boolean;
	/** Of a platform that stands by: keeps what it is told of the book. False = it does not fit. Durable when it resolves. */
	hold(sent: CopySent): Promise<boolean>;
	/** Tells those that stand by. Until the returned function is called. */
	tell(sender: Omit<CopySender, 'plan' | 'store' | 'clock' | 'mayTell'>): () => Promise<void>;
	/** The book, sealed, for the platform that decides in this term; `null` = it is not here. This one books nothing from then on, whatever becomes of the answer. */
	give(to: PlatformTerm): Promise<string | null>;
	/**
	 * The book of another platform in the place of what is here; what was booked here meanwhile stays. Durable when it resolves: from then on it is booked
	 * here. `last`: nobody else can have booked. How many reservations came; `null` = it is not whole, or of another hall or token.
	 */
	take(box: string, last?: boolean): Promise<number | null>;
	/** What managers took over for single days. */
	quotas: Pick<SlotQuotas, 'of' | 'on' | 'forgetBefore'>;
	/** Takes over places of slots for a day. Durable when it resolves; false = it is not booked here. Rejects with a `StoreFailure`. */
	takePlaces(quota: SlotQuota): Promise<boolean>;
	/** Everybody who may have booked was heard: with the book itself here, nothing bounds it any more. */
	lift(): Promise<void>;
	/** Codes for `/healthz`. */
	warnings(): string[];
	door: ReturnType<typeof createFrontDoor>;
	/** The rules, with a look into the book for every check-in. */
	rules: Rules;
	/** Begins the watch over who came; `look` is then called every few seconds. */
	watch(authority: Authority): { look(): Promise<void> } & TodaysReservations;
	stop(): void;
}

/** What terminals are told. */
export interface TodaysReservations {
	/** `null` = this platform took over and cannot know them. */
	today(): { day: string; list: ListedReservation[]; asOf: number } | null;
	/** Public keys with which reservations are signed. */
	keys(): MachineKey[];
	/** Something of today's list changed. */
	onChange(listener: () => void): () => void;
}

export async function openReservations(parts: ReservationParts): Promise<Reservations> {
	const { plan, frontEnd, store, clock, rules, first, begun = false, peersToken, decides } = parts;
	const secret = peersToken ?? '';
	let authority: Authority | null = null;
	const isUsed = (ref: string) => authority !== null && ticketOfReservation(authority.state, ref) !== null;
	let signing = await reservationSignerOf(store, plan.code);
	const signer: ReservationSigner = {
		get key() {
			return signing.key;
		},
		get privateKey() {
			return signing.privateKey;
		},
		code: (booked) => signing.code(booked),
	};
	const owner = await BookOwner.open(store, plan.code, first);
	const listed = (plan.platforms ?? []).map(({ id }) => id);
	const copies = await Copies.open(store, plan.code, secret, listed);
	const held = new KeptCopy(store, plan.code, secret);
	const platforms = plan.platforms?.length ?? 1;
	const isOpen = () => owner.holds || owner.part !== null;
	const mayBook = () => isOpen() && (decides?.() ?? !authority?.stopped) && (authority?.held ?? null) === null;
	const share = (): Share | null => {
		if (owner.part) return { ...owner.part.part, platforms, part: 'one' };
		return owner.holds && copies.alone ? { ...copies.alone, platforms, part: 'rest' } : null;
	};
	const quotas = await SlotQuotas.load(store, plan.code);
	const changes = createDayChanges(clock, () => authority?.day ?? null);
	const book = await ReservationBook.load({
		plan,
		store,
		clock,
		isUsed,
		mayBook,
		share,
		places: quotas.of,
		confirm: async (change, shared) => (owner.holds ? copies.confirm(change, shared) : undefined),
		signer,
		changed: changes.changed,
	});

	/** The book as `copy` has it in the place of what is here, or beside what was booked here. Durable when it resolves. */
	async function adopt(
		{ signingKey, personKeys, quotas: theirs = [], ...copy }: BookCopy,
		next: Taken,
		kept: KeptCopies,
		merge: boolean,
	): Promise<void> {
		const known = new Set((await store.records('person-key')).map(({ key }) => key));
		const places = newestOf(quotas.all(), theirs);
		await book.adopt(
			copy,
			[
				owner.taking(next),
				copies.taking(kept),
				{ kind: signingKeyKind, key: plan.code, value: { privateKey: signingKey } satisfies z.infer<typeof signingKeyRecord> },
				...quotas.keeping(places),
				...personKeys.filter(({ key }) => !known.has(key)).map(({ key, value }) => ({ kind: 'person-key', key, value })),
			],
			merge,
		);
		signing = await reservationSignerOf(store, plan.code);
		owner.taken(next);
		copies.taken(kept);
		quotas.hold(places);
		await held.drop();
	}

	if (begun && owner.standsBy) {
		const copy = await held.open();
		if (copy) await adopt(copy, { part: sharedAs(copy.reservations), whole: false }, { holders: [], alone: null }, false);
	}
	if (owner.holds) await copies.begin(sharedAs(book.all()));

	const reservationOf = (ref: string) => book.behind(ref);
	return {
		book,
		get whole() {
			return owner.holds;
		},
		get open() {
			return isOpen();
		},
		async hold(sent) {
			if (!owner.mayCopy) return false;
			const taken = await held.take(sent, [owner.taking({ copy: true })]);
			if (taken) owner.taken({ copy: true });
			return taken;
		},
		tell(sender) {
			const mayTell = () => owner.holds && (decides?.() ?? !authority?.stopped);
			return copies.watch({ ...sender, plan, store, clock, mayTell }, (tell) =>
				book.inTurnWith(async (whole) =>
					tell({
						...whole,
						signingKey: signing.privateKey,
						personKeys: await keysFromDay(store, plan.code, ''),
						quotas: quotas.all(),
					}),
				),
			);
		},
		async give(to) {
			if (!secret || !owner.mayGive(to)) return null;
			const part = owner.part;
			const out = await book.handOut(() => owner.give(to));
			const personKeys = await keysFromDay(store, plan.code, authority?.day ?? '');
			const given = { ...out, signingKey: signing.privateKey, personKeys, copies: copies.kept, quotas: quotas.all() };
			return sealBook(part && !part.whole ? { ...given, part: part.part } : given, secret, plan.code, plan.cryptoSuite);
		},
		async take(box, last = true) {
			const copy = openBook(box, secret, plan.code);
			if (!copy) return null;
			const own = owner.part;
			const whole = owner.holds || own?.whole === true || !copy.part;
			const base = copy.copies?.alone ?? sharedAs(copy.reservations);
			const next = owner.holds || (whole && last) ? true : { part: own?.part ?? copy.part ?? base, whole };
			// Of those that have a copy and are not heard of, what was known to them; whatever this one booked since counts as given.
			const holders = (copy.copies?.holders ?? []).filter((id) => id !== parts.own);
			const alone = { ...base, since: Math.min(base.since, own?.part.since ?? base.since) };
			const kept = owner.holds || copy.part ? copies.kept : { holders, alone };
			await adopt(copy, next, kept.holders.length === 0 ? { holders: [], alone: null } : kept, owner.holds || own !== null);
			return copy.reservations.length;
		},
		quotas,
		async takePlaces(quota) {
			let taken = false;
			// In turn with what is booked: nobody is given a place under the one number and told of the other.
			await book.inTurnWith(async () => {
				if (!mayBook()) return;
				const change = { reservations: [], answers: [], personKeys: [], quotas: [quota] };
				if (owner.holds) await copies.confirm(change, () => sharedAs(book.all()));
				await quotas.put(quota);
				taken = true;
			});
			return taken;
		},
		async lift() {
			if (!owner.part?.whole) return;
			await store.putRecords([owner.taking(true)]);
			owner.taken(true);
		},
		warnings: () => (frontEnd !== null && share() !== null ? ['reservations-in-part'] : []),
		door: createFrontDoor(frontEnd, clock),
		rules: {
			...rules,
			decide: (state, command, context) => {
				// What is not in a copy may have been booked all the same: as without the book, what is signed counts.
				const knows = owner.holds || (owner.part !== null && book.behind(reservationIn(command)) !== null);
				return rules.decide(state, command, knows ? { ...context, reservationOf } : context);
			},
		},
		watch(own) {
			authority = own;
			const { look } = keepReservationDays({ plan, store, clock, rules, authority: own, book });
			return {
				look,
				today: () => (isOpen() ? { day: own.day, ...book.told(own.day) } : null),
				keys: () => [signer.key],
				onChange: changes.on,
			};
		},
		stop: changes.stop,
	};
}

async function keysFromDay(store: HallStore, hall: string, day: string): Promise<BookCopy['personKeys']> {
	return (await store.records('person-key')).flatMap(({ key, value }) =>
		typeof value === 'string' && key > `${hall}/${day}` && key.startsWith(`${hall}/`) ? [{ key, value }] : [],
	);
}

/** The reservation that a command says it uses; empty = none. */
function reservationIn(command: { body: unknown }): string {
	const { visit } = command.body as { visit?: { reservationRef?: string } };
	return visit?.reservationRef ?? '';
}
