/** The order with which this machine's own platform program takes over (接管), from what the engine holds. Pure. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PlatformTerm, TakeOverOrder } from '../../domain/contracts/term.ts';
import type { MachineKey, StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { DayBook } from './day-book.ts';

/** Why this machine cannot give the order. */
export const noTakeOver = [
	'connected', // a platform decides for the hall
	'no-place', // the hall's list names no platform at a seat of this machine
	'no-day', // it holds nothing of any day, and the wish does not say `fromNothing`
	'engine-lost', // the face has no engine at the moment
] as const;
export type NoTakeOver = (typeof noTakeOver)[number];

export type OrderAnswer = { ok: true; order: TakeOverOrder } | { ok: false; code: NoTakeOver };

export interface TakeOverWish {
	/** The manager who is signed in, or was when the platform went away; `null` = nobody could sign in. */
	by: string | null;
	/** In the manager's words, 1 to 200 characters. */
	reason: string;
	/** Also when this machine holds nothing of the day: the new platform knows then only what other machines offer. */
	fromNothing?: boolean | undefined;
}

export interface OrderParts {
	book: DayBook | null;
	plan: HallPlan;
	/** By this machine's clock. */
	today: string;
	/** Confirmed events that come right after it. */
	following: readonly HallEvent[];
	connected: boolean;
	seats: readonly string[];
	/** Highest term heard of. */
	after: PlatformTerm;
	/** Highest sequence known of each own series on the day of the book. */
	series: Record<string, number>;
	/** Keys of the hall's platforms, as far as this machine was told. */
	hallKeys?: MachineKey[];
	/** Every key of the hall, and whose machines were enrolled. */
	stationKeys?: readonly StationKey[];
	/** Platform time as well as it is known, ms. */
	now: number;
}

export function orderOf(
	wish: TakeOverWish,
	{ book, plan, today, following, connected, seats, after, series, hallKeys = [], stationKeys = [], now }: OrderParts,
): OrderAnswer {
	if (connected) return { ok: false, code: 'connected' };
	if (!book?.events.length && !wish.fromNothing) return { ok: false, code: 'no-day' };
	const place = plan.platforms?.find(({ station }) => station !== undefined && seats.includes(station));
	if (!place) return { ok: false, code: 'no-place' };
	const { by, reason } = wish;
	const { code: hall } = plan;
	const enrolled = stationKeys
		.filter((one) => one.enrolled && !one.revoked)
		.map(({ station, keyId, publicKey }) => ({ station, keyId, publicKey }));
	const order: TakeOverOrder = {
		version: 1,
		hall,
		platform: place.id,
		by,
		reason: reason.trim().slice(0, 200),
		at: now,
		after,
		day: book?.day ?? today,
		events: [...(book?.events ?? []), ...following],
		series,
		...(book?.events.length ? {} : { fromNothing: true as const }),
		...(hallKeys.length > 0 ? { hallKeys } : {}),
		...(enrolled.length > 0 ? { enrolled } : {}),
	};
	return { ok: true, order };
}
