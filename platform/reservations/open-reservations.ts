/** Reservations put together for one hall: the book, the rules that look into it, the API's door, and the watch over who came. */
import type { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ListedReservation } from '../../domain/contracts/reservations.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { ticketOfReservation } from '../../domain/deciders/reservation-use.ts';
import type { Authority } from '../authority/authority.ts';
import type { Rules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import { ReservationBook } from './book.ts';
import { BookOwner } from './book-owner.ts';
import { createFrontDoor, type FrontEnd } from './front-door.ts';
import { keepReservationDays } from './keep-days.ts';
import type { BookCopy } from './pass-book.ts';
import { type ReservationSigner, reservationSignerOf, signingKeyKind, type signingKeyRecord } from './signing-key.ts';
import { createDayChanges } from './tell-changes.ts';

export interface ReservationParts {
	plan: HallPlan;
	frontEnd: FrontEnd | null;
	store: HallStore;
	clock: Clock;
	rules: Rules;
	/** This platform is in charge and never heard of a take-over (`book-owner.ts`). */
	first: boolean;
	chance?: (bytes: number) => Uint8Array;
	/** Whether this platform decides now; absent = as long as its authority does. */
	decides?: () => boolean;
}

export interface Reservations {
	book: ReservationBook;
	/** False: after a take-over the book lies elsewhere; what terminals hold and what is signed counts, and nothing is booked. */
	readonly whole: boolean;
	/** The book for the platform that decides in this term; `null` = it is not here. This one books nothing from then on, whatever becomes of the answer. */
	give(to: PlatformTerm): Promise<BookCopy | null>;
	/** The book of another platform in the place of what is here. Durable when it resolves: from then on it is booked here. */
	take(copy: BookCopy): Promise<void>;
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

export async function openReservations({
	plan,
	frontEnd,
	store,
	clock,
	rules,
	first,
	chance,
	decides,
}: ReservationParts): Promise<Reservations> {
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
	const mayBook = () => owner.holds && (decides?.() ?? !authority?.stopped) && (authority?.held ?? null) === null;
	const changes = createDayChanges(clock, () => authority?.day ?? null);
	const book = await ReservationBook.load({
		plan,
		store,
		clock,
		isUsed,
		mayBook,
		signer,
		changed: changes.changed,
		...(chance ? { chance } : {}),
	});
	const reservationOf = (ref: string) => book.behind(ref);
	return {
		book,
		get whole() {
			return owner.holds;
		},
		async give(to) {
			if (!owner.mayGive(to)) return null;
			const out = await book.handOut(() => owner.give(to));
			const today = authority?.day ?? '';
			const personKeys = (await store.records('person-key')).flatMap(({ key, value }) =>
				typeof value === 'string' && key > `${plan.code}/${today}` && key.startsWith(`${plan.code}/`) ? [{ key, value }] : [],
			);
			return { ...out, signingKey: signing.privateKey, personKeys };
		},
		async take({ signingKey, personKeys, ...copy }) {
			const known = new Set((await store.records('person-key')).map(({ key }) => key));
			await book.adopt(copy, [
				owner.taking(),
				{ kind: signingKeyKind, key: plan.code, value: { privateKey: signingKey } satisfies z.infer<typeof signingKeyRecord> },
				...personKeys.filter(({ key }) => !known.has(key)).map(({ key, value }) => ({ kind: 'person-key', key, value })),
			]);
			signing = await reservationSignerOf(store, plan.code);
			owner.taken();
		},
		door: createFrontDoor(frontEnd, clock),
		rules: {
			...rules,
			decide: (state, command, context) => rules.decide(state, command, owner.holds ? { ...context, reservationOf } : context),
		},
		watch(own) {
			authority = own;
			const { look } = keepReservationDays({ plan, store, clock, rules, authority: own, book });
			return {
				look,
				today: () => (owner.holds ? { day: own.day, ...book.told(own.day) } : null),
				keys: () => [signer.key],
				onChange: changes.on,
			};
		},
		stop: changes.stop,
	};
}
