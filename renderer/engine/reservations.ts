/**
 * The day's reservations at a machine that seats a terminal: asked for on every welcome and whenever the platform says that they changed, kept
 * over a restart, gone with the day. With them, and with the platform's signature alone where they are older than a booking, somebody with a
 * reservation is checked in while the machine hears nobody. Nothing of a person is in them (`ListedReservation`).
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import { readReservationCode } from '../../domain/reservation-code.ts';
import { readCode } from '../../domain/reservations/code.ts';
import { type Found, findReservation, type HeldList, refusalOfCode, type Shown } from '../../domain/reservations/find.ts';
import { keyedReference } from './person-ref.ts';
import type { EngineSeat, Kept, Link, LinkListener, Timers } from './ports.ts';
import type { StoreKeeper } from './store-keeper.ts';
import { verifySignature } from './verify-signature.ts';

/** What a person showed: a text that was scanned or typed, or a card, as the reference that `personRef` makes of it. */
export type ShownReservation = { text: string } | { cardRef: string };

/** When the platform does not give the list, it is asked again after this; a person at the screen waits this long for a newer one. */
const askAgainMs = 30_000;
const askedWithinMs = 2_000;

export interface StationReservations {
	/** The same listener, which hears of reservations too. */
	hear(listener: LinkListener): LinkListener;
	keptBefore(kept: Kept): void;
	/** Never rejects. `state`: the day as it is shown; the text is kept nowhere. */
	find(shown: ShownReservation, at: { plan: HallPlan; state: HallDay | null; now: number; personKey: string | null }): Promise<Found>;
}

export interface ReservationParts {
	hall: string;
	seats: readonly EngineSeat[];
	link: Link;
	store: StoreKeeper;
	timers: Timers;
}

export function createStationReservations({ hall, seats, link, store, timers }: ReservationParts): StationReservations {
	const wanted = seats.some(({ role }) => role === 'terminal');
	let held: HeldList | null = null;
	let keys: readonly MachineKey[] = [];
	let up = false;
	let asking: Promise<void> | null = null;
	let stale = false;
	let again: number | null = null;

	async function ask(): Promise<void> {
		const answer = await link.reservationsToday();
		if (answer?.ok) {
			const { day, list, asOf = 0 } = answer;
			const told: HeldList = { day, asOf, list };
			held = told;
			store.write((kept) => kept.keepReservations(hall, told));
		} else if (up && again === null) {
			again = timers.set(() => {
				again = null;
				if (up) void refresh();
			}, askAgainMs);
		}
	}

	/** One question at a time; what changed while it was under way is asked for after it. */
	function refresh(): Promise<void> {
		if (!wanted) return Promise.resolve();
		if (asking) {
			stale = true;
			return asking;
		}
		asking = ask().then(() => {
			asking = null;
			if (!stale || !up) return;
			stale = false;
			return refresh();
		});
		return asking;
	}

	function newer(): Promise<void> {
		return new Promise((resolve) => {
			const timer = timers.set(resolve, askedWithinMs);
			void refresh().then(() => {
				timers.clear(timer);
				resolve();
			});
		});
	}

	return {
		hear: (listener) => ({
			...listener,
			welcomed(welcome, roundTripMs) {
				listener.welcomed(welcome, roundTripMs);
				up = true;
				const { reservationKeys } = welcome;
				if (reservationKeys && JSON.stringify(reservationKeys) !== JSON.stringify(keys)) {
					// A platform that took over signs with a key of its own; what the one before had signed still counts.
					keys = [...keys.filter((old) => !reservationKeys.some(({ keyId }) => keyId === old.keyId)), ...reservationKeys].slice(-20);
					const all = [...keys];
					store.write((kept) => kept.keepReservationKeys(hall, all));
				}
				if (reservationKeys) void refresh();
			},
			reservationsChanged: () => void refresh(),
			down() {
				up = false;
				listener.down();
			},
		}),
		keptBefore(kept) {
			held = kept.reservations;
			keys = kept.reservationKeys;
		},
		async find(shown, { plan, state, now, personKey }) {
			if (!state) return { ok: false, refusal: { code: 'reservation-not-looked-up', params: {} } };
			const asked = await readShown(shown, { hall: plan.code, day: state.day, keys, personKey });
			if (!('by' in asked)) return asked;
			const found = findReservation(asked, { plan, state, held, now });
			// What is not known here may have been booked or changed a moment ago.
			const couldBeNew =
				!found.ok && ['reservation-unknown', 'reservation-changed', 'reservation-not-looked-up'].includes(found.refusal.code);
			if (!couldBeNew || !up) return found;
			await newer();
			return findReservation(asked, { plan, state, held, now });
		},
	};
}

async function readShown(
	shown: ShownReservation,
	{ hall, day, keys, personKey }: { hall: string; day: string; keys: readonly MachineKey[]; personKey: string | null },
): Promise<Shown | Found> {
	if ('cardRef' in shown) return { by: 'card', cardRef: shown.cardRef };
	const signed = readReservationCode(shown.text.trim(), { hall, day, keys, verify: verifySignature });
	if (signed.ok) return { by: 'signed', code: signed.code };
	const code = signed.why === 'not-a-reservation' ? readCode(shown.text) : null;
	if (code === null) return { ok: false, refusal: refusalOfCode(signed) };
	// The key of the day is told again with every welcome and kept nowhere: without it no code can be looked up.
	if (personKey === null) return { ok: false, refusal: { code: 'reservation-not-looked-up', params: {} } };
	return { by: 'ref', ref: await keyedReference(personKey, `reservation\n${code}`) };
}
