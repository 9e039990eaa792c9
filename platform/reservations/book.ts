/**
 * The reservations of one hall. One request at a time is decided over everything that is booked, and the reservation is written together with
 * the answer: no slot is ever given twice, and a repeat after a kill finds either both or neither (I-12).
 */
import { businessDay, localTime } from '../../domain/business-day.ts';
import type { KnownReservation } from '../../domain/contracts/decision.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { type BookingProblem, type ListedReservation, type Reservation, reservation } from '../../domain/contracts/reservations.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { holdsPlace, mayBook, mayStillChange, problemOf } from '../../domain/reservations/may-book.ts';
import { type PlacesTaken, type Slot, slotsOfDay } from '../../domain/reservations/slots.ts';
import type { Clock } from '../clock.ts';
import { keyOfDay } from '../people/person-key.ts';
import type { HallStore, KeptRecord } from '../storage/contract.ts';
import { type Answer, type KeptAnswer, keptAnswer, keptFor, type ShownReservation, shownAs } from './answers.ts';
import { mergeBooks } from './merge-books.ts';
import type { BookCopy } from './pass-book.ts';
import { cardReference, codeOfRequest, codeReference, hallKeyKind, hallKeyOf, requestReference } from './references.ts';
import type { BookingRequest } from './requests.ts';
import type { Change } from './send-copy.ts';
import { type LastShared, placeOf, placesHere, type Share, sharedAs } from './share-of-places.ts';
import type { ReservationSigner } from './signing-key.ts';

export interface BookParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	signer: ReservationSigner;
	/** A reservation of this day is not any more what it was. */
	changed?(day: string): void;
	/** Whether a ticket was taken today with the reservation behind this reference, also when that is not durable yet. */
	isUsed(ref: string): boolean;
	/** Whether this platform may book: it decides for the hall, and holds its book. Asked anew for each request, in its turn. */
	mayBook?(): boolean;
	/** What bounds it while another platform may have booked as well (`share-of-places.ts`); `null` = nothing. */
	share?(): Share | null;
	/** Places that a manager took over (`slot-quotas.ts`); absent = those of the hall's file. */
	places?: PlacesTaken;
	/** Tells those that stand by, before a booking is written and answered. Rejects with a `StoreFailure`. */
	confirm?(change: Change, shared: () => LastShared): Promise<void>;
}

type Draft = { ok: true; status: 200 | 201; next: Reservation } | { ok: false; problem: BookingProblem };

export class ReservationBook {
	readonly #parts: BookParts;
	#hallKey: string;
	readonly #byCode = new Map<string, Reservation>();
	readonly #codeOfRef = new Map<string, string>();
	readonly #answers = new Map<string, KeptAnswer>();
	#turn: Promise<unknown> = Promise.resolve();
	/** Platform time of the request that is being decided and written. */
	#decidingSince: number | null = null;
	/** The latest instant for which a list was told. */
	#toldUpTo = 0;
	/** The newest `changedAt`: each booking bears a later one than those before it. */
	#newest = 0;
	/** What was moved to another day while others cannot know of it: its code of before is known, and good for nothing. */
	readonly #movedAway = new Map<string, Reservation>();

	private constructor(parts: BookParts, hallKey: string) {
		this.#parts = parts;
		this.#hallKey = hallKey;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(parts: BookParts): Promise<ReservationBook> {
		const { store, plan } = parts;
		const book = new ReservationBook(parts, await hallKeyOf(store, plan.code));
		for (const { value } of await store.records(book.#kind)) book.#hold(reservation.parse(value));
		for (const { key, value } of await store.records(book.#answerKind)) book.#answers.set(key, keptAnswer.parse(value));
		return book;
	}

	get #kind(): string {
		return `reservation/${this.#parts.plan.code}`;
	}
	get #answerKind(): string {
		return `reservation-answer/${this.#parts.plan.code}`;
	}

	all(): Iterable<Reservation> {
		return this.#byCode.values();
	}

	/** The slots of a day with the places that are in force. */
	slotsOf(day: string): Slot[] {
		return slotsOfDay(this.#parts.plan, day, this.#parts.places);
	}

	/** Places taken of a slot. */
	taken(queue: string, slot: number): number {
		let count = 0;
		for (const each of this.#byCode.values()) if (each.queue === queue && each.slot === slot && holdsPlace(each)) count++;
		return count;
	}

	/** For deciding on a check-in. */
	behind(ref: string): KnownReservation | null {
		return this.#byCode.get(this.#codeOfRef.get(ref) ?? '') ?? this.#movedAway.get(ref) ?? null;
	}

	/** How many of `open` places of this slot can still be given here. */
	left(slot: Pick<Reservation, 'queue' | 'slot'> & { capacity: number }, open: number): number {
		const share = this.#parts.share?.() ?? null;
		const here = share ? placesHere(share, slot, slot.capacity, this.#byCode.values()) : open;
		return Math.max(0, Math.min(here, open - this.taken(slot.queue, slot.slot)));
	}

	show(code: string): ShownReservation | null {
		const kept = this.#byCode.get(code);
		return kept ? this.#shown(this.#asOfNow(kept)) : null;
	}

	/** Who a document stands for, as a reference that nobody can turn back; `null` = it is no sound number. */
	personOf(document: string): string | null {
		const number = readDocumentNumber(document);
		return number === null ? null : `card-${requestReference(this.#hallKey, `person\n${number}`)}`;
	}

	/** What is booked in the name of this number (as `readDocumentNumber` gives it) from `day` on, in order of time; cancelled ones are left out. */
	async ofDocument(number: string, day: string): Promise<ShownReservation[]> {
		const person = this.personOf(number);
		const refs = new Map<string, string>();
		const found: Reservation[] = [];
		for (const each of this.#byCode.values()) {
			if (each.day < day || each.state === 'cancelled') continue;
			if (each.cardRef !== null && !refs.has(each.day))
				refs.set(each.day, cardReference(await keyOfDay(this.#parts.store, this.#parts.plan.code, each.day), each.day, number));
			if (each.person === person || (each.cardRef !== null && each.cardRef === refs.get(each.day))) found.push(each);
		}
		return found.sort((one, other) => one.slot - other.slot).map((each) => this.#shown(this.#asOfNow(each)));
	}

	/** One day's reservations for the hall's terminals, in order of time. Cancelled ones too: a terminal must be able to say so. */
	listOf(day: string): ListedReservation[] {
		return [...this.#byCode.values(), ...this.#movedAway.values()]
			.filter((each) => each.day === day)
			.map((each) => this.#asOfNow(each))
			.sort((one, other) => one.slot - other.slot || (one.ref < other.ref ? -1 : 1))
			.map(({ ref, queue, items, slot, endsAt, state, cardRef, changedAt }) => ({
				ref,
				queue,
				items,
				slot,
				endsAt,
				state,
				cardRef,
				changedAt,
			}));
	}

	/**
	 * The same with the instant up to which it is whole. Everything booked or changed later bears a later `changedAt`, whatever the clock does: a
	 * terminal tells by it a booking that is newer than its list from one that was taken back.
	 */
	told(day: string): { list: ListedReservation[]; asOf: number } {
		const now = this.#parts.clock.now();
		const whole = Math.max(this.#toldUpTo, Math.min(now, this.#decidingSince ?? now) - 1);
		this.#toldUpTo = whole;
		const share = this.#parts.share?.() ?? null;
		// What the former platform booked at the end is not in it: who shows such a code is not sent away.
		const asOf = share?.part === 'one' ? Math.min(whole, share.since) : whole;
		return { list: this.listOf(day), asOf };
	}

	/** Decides one request. `key`: its Idempotency-Key. Rejects with a `StoreFailure`: then nothing is known to have happened. */
	ask(key: string, request: BookingRequest): Promise<Answer> {
		return this.#inTurn(async () => {
			const id = requestReference(this.#hallKey, `key\n${key}`);
			const asked = requestReference(this.#hallKey, JSON.stringify(request));
			const now = Math.max(this.#parts.clock.now(), this.#toldUpTo + 1);
			// The fence: whoever was relieved while this waited gives no place any more (I-12).
			if (this.#parts.mayBook?.() === false) return problemOf('busy', 'platform');
			const known = this.#answers.get(id);
			if (known && known.at + keptFor(known) > now)
				return known.request === asked ? known.answer : problemOf('key-used-otherwise', 'Idempotency-Key');
			this.#decidingSince = now;
			try {
				const draft = await this.#decide(request, `${id}\n${asked}`, now, Math.max(now, this.#newest + 1));
				// What is not in this copy may be in the book all the same.
				if (!draft.ok && draft.problem.code === 'unknown-reservation' && this.inPart) return problemOf('busy', 'platform');
				const kept: KeptAnswer = {
					request: asked,
					answer: draft.ok ? { ok: true, status: draft.status, reservation: this.#shown(draft.next) } : draft,
					at: now,
				};
				await this.#write(draft.ok ? draft.next : null, id, kept);
				return kept.answer;
			} finally {
				this.#decidingSince = null;
			}
		});
	}

	/** Keeps what became of reservations whose time came, as far as they are still what was looked at. */
	keep(changes: readonly { from: Reservation; to: Reservation }[]): Promise<void> {
		return this.#inTurn(async () => {
			const still = changes.filter(({ from }) => this.#byCode.get(from.code) === from);
			await this.#parts.store.putRecords(still.map(({ to }) => ({ kind: this.#kind, key: to.code, value: to })));
			for (const { to } of still) this.#hold(to);
		});
	}

	/** Everything in the book, for another platform of the hall; `given` is awaited in the same turn, so that nothing is booked in between. */
	handOut(given: () => Promise<void>): Promise<Pick<BookCopy, 'hallKey' | 'reservations' | 'answers'>> {
		return this.#inTurn(async () => {
			await given();
			return this.#whole();
		});
	}

	/** Everything in it, in turn with what is booked. */
	inTurnWith(action: (whole: Pick<BookCopy, 'hallKey' | 'reservations' | 'answers'>) => Promise<void>): Promise<void> {
		return this.#inTurn(() => action(this.#whole()));
	}

	#whole(): Pick<BookCopy, 'hallKey' | 'reservations' | 'answers'> {
		return {
			hallKey: this.#hallKey,
			reservations: [...this.#byCode.values()],
			answers: [...this.#answers].map(([key, value]) => ({ key, value })),
		};
	}

	/** Takes the place of what is here: the book as another platform held it. `with`: kept in the same write. */
	adopt(
		copy: Pick<BookCopy, 'hallKey' | 'reservations' | 'answers'>,
		more: readonly KeptRecord[],
		/** What was booked here meanwhile stays. */
		merge = false,
	): Promise<void> {
		return this.#inTurn(async () => {
			const { store, plan } = this.#parts;
			const { hallKey } = copy;
			const { reservations, answers } = merge ? mergeBooks(copy, this.#whole()) : copy;
			const codes = new Set(reservations.map(({ code }) => code));
			for (const code of this.#byCode.keys()) if (!codes.has(code)) await store.deleteRecord(this.#kind, code);
			await store.putRecords([
				{ kind: hallKeyKind, key: plan.code, value: hallKey },
				...reservations.map((each) => ({ kind: this.#kind, key: each.code, value: each })),
				...answers.map(({ key, value }) => ({ kind: this.#answerKind, key, value })),
				...more,
			]);
			this.#hallKey = hallKey;
			for (const held of [this.#byCode, this.#codeOfRef, this.#answers, this.#movedAway]) held.clear();
			for (const each of reservations) this.#hold(each);
			for (const { key, value } of answers) this.#answers.set(key, value);
			for (const day of new Set(reservations.map((each) => each.day))) this.#parts.changed?.(day);
		});
	}

	/** Lets go of reservations of days before `day`, and of answers nobody asks for any more. */
	forgetBefore(day: string): Promise<void> {
		return this.#inTurn(async () => {
			const now = this.#parts.clock.now();
			for (const [code, old] of this.#byCode) {
				if (old.day >= day) continue;
				await this.#parts.store.deleteRecord(this.#kind, code);
				this.#byCode.delete(code);
				this.#codeOfRef.delete(old.ref);
			}
			for (const [id, kept] of this.#answers) {
				if (kept.at + keptFor(kept) > now) continue;
				await this.#parts.store.deleteRecord(this.#answerKind, id);
				this.#answers.delete(id);
			}
		});
	}

	/** It is a copy that was taken over with, and others may have booked more than it knows. */
	get inPart(): boolean {
		return this.#parts.share?.()?.part === 'one';
	}

	/** `known`: what this request and its key come to; `stamp`: when it counts as changed. */
	async #decide(request: BookingRequest, known: string, now: number, stamp: number): Promise<Draft> {
		const { plan, store } = this.#parts;
		const instead = request.what === 'create' ? undefined : this.#byCode.get(request.code);
		if (request.what !== 'create') {
			if (!instead) return problemOf('unknown-reservation', 'code');
			const may = mayStillChange(plan, this.#asOfNow(instead), now);
			if (!may.ok) return may;
			if (request.what === 'cancel')
				return { ok: true, status: 200, next: { ...instead, state: 'cancelled', cardRef: null, changedAt: stamp } };
		}
		const { body } = request;
		const slot = body.slot === undefined ? instead!.slot : Date.parse(body.slot);
		const day = businessDay(slot, plan.timezone);
		const number = body.document ? readDocumentNumber(body.document.number) : null;
		if (body.document && number === null) return problemOf('document-not-sound', 'document.number');
		const moved = instead !== undefined && instead.day !== day;
		if (moved && instead.cardRef !== null && body.document === undefined) return problemOf('document-needed', 'document.number');
		const wish = {
			queue: body.queue ?? instead!.queue,
			items: body.items ?? instead!.items,
			slot,
			day,
			person: request.what === 'create' ? request.body.person : instead!.person,
			cardRef: null,
			...(instead ? { instead: instead.code } : {}),
		};
		// Without the card first: a day that cannot be booked must not get a key.
		const first = mayBook(plan, wish, this.#byCode.values(), now, this.#parts.places);
		if (!first.ok) return first;
		const dayKey = await keyOfDay(store, plan.code, day);
		const kept = body.document === undefined ? (instead?.cardRef ?? null) : null;
		const cardRef = number === null ? kept : cardReference(dayKey, day, number);
		const may = mayBook(plan, { ...wish, cardRef }, this.#byCode.values(), now, this.#parts.places);
		if (!may.ok) return may;
		const share = this.#parts.share?.() ?? null;
		const stays = instead !== undefined && holdsPlace(instead) && placeOf(instead) === placeOf(wish);
		if (share && !stays && placesHere(share, wish, may.slot.capacity, this.#byCode.values()) < 1)
			return problemOf('slot-full', 'slot', { time: localTime(slot, plan.timezone) });
		const code = instead?.code ?? this.#newCode(known);
		const next: Reservation = {
			code,
			hall: plan.code,
			queue: wish.queue,
			items: [...wish.items],
			slot,
			endsAt: may.slot.endsAt,
			day,
			person: wish.person,
			state: 'booked',
			ref: codeReference(dayKey, code),
			cardRef,
			createdAt: instead?.createdAt ?? now,
			changedAt: stamp,
		};
		// A ticket may have been taken while the key was looked up.
		if (instead && this.#parts.isUsed(instead.ref)) return problemOf('not-booked', 'code', { state: 'used' });
		return { ok: true, status: instead ? 200 : 201, next };
	}

	/** A reservation given up or moved counts as such before it is written, so that no check-in slips in between; what fails to be written is taken back. */
	async #write(next: Reservation | null, id: string, kept: KeptAnswer): Promise<void> {
		const before = next && this.#byCode.get(next.code);
		if (next && before) this.#hold(next);
		const answerRecord = { kind: this.#answerKind, key: id, value: kept };
		try {
			if (next) await this.#confirm(next, before ?? null, { key: id, value: kept });
			await this.#parts.store.putRecords(next ? [{ kind: this.#kind, key: next.code, value: next }, answerRecord] : [answerRecord]);
		} catch (cause) {
			if (before) this.#hold(before);
			throw cause;
		}
		if (next) this.#hold(next);
		if (before && next && before.ref !== next.ref && this.inPart)
			this.#movedAway.set(before.ref, { ...before, state: 'cancelled', cardRef: null });
		this.#answers.set(id, kept);
		for (const day of new Set([next?.day, before?.day])) if (day !== undefined) this.#parts.changed?.(day);
	}

	async #confirm(next: Reservation, before: Reservation | null, answered: { key: string; value: KeptAnswer }): Promise<void> {
		const { confirm, store, plan } = this.#parts;
		if (!confirm) return;
		const key = `${plan.code}/${next.day}`;
		const personKeys =
			next.day > businessDay(this.#parts.clock.now(), plan.timezone) ? [{ key, value: await keyOfDay(store, plan.code, next.day) }] : [];
		await confirm({ reservations: [next], answers: [answered], personKeys }, () => {
			const without = [...this.#byCode.values()].flatMap((each) => (each.code !== next.code ? [each] : before ? [before] : []));
			return sharedAs(without, holdsPlace(next) ? { code: next.code, place: placeOf(next) } : null);
		});
	}

	#newCode(known: string): string {
		for (let attempt = 0; ; attempt += 1) {
			const code = codeOfRequest(this.#hallKey, known, attempt);
			if (code !== null && !this.#byCode.has(code)) return code;
		}
	}

	#hold(next: Reservation): void {
		const before = this.#byCode.get(next.code);
		if (before) this.#codeOfRef.delete(before.ref);
		this.#newest = Math.max(this.#newest, next.changedAt);
		this.#byCode.set(next.code, next);
		this.#codeOfRef.set(next.ref, next.code);
	}

	#asOfNow(kept: Reservation): Reservation {
		return kept.state !== 'cancelled' && kept.state !== 'used' && this.#parts.isUsed(kept.ref) ? { ...kept, state: 'used' } : kept;
	}

	#shown(kept: Reservation): ShownReservation {
		return shownAs(kept, this.#parts.plan, this.#parts.signer);
	}

	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(action);
		this.#turn = turn.catch(() => {});
		return turn;
	}
}
