/** Puts the centre together: store, books, HTTP. */
import type { AddressInfo } from 'node:net';
import type { Wording } from '../../config/wording.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { createFrontDoor, type FrontEnd } from '../reservations/front-door.ts';
import type { HallStore } from '../storage/contract.ts';
import { programVersion } from '../version.ts';
import { AuditMarksOfHalls } from './audit-marks.ts';
import { BookingDesk } from './booking-desk.ts';
import { CentreMetrics } from './centre-metrics.ts';
import { Configurations } from './configurations.ts';
import { DayBooks } from './day-books.ts';
import { makeCentreHttp } from './http.ts';
import { ReservationCopies } from './reservation-copies.ts';
import { sha256 } from './sha256.ts';
import type { HallToken } from './tokens.ts';

export interface CentreParts {
	halls: readonly HallToken[];
	/** The city's booking front end; absent = no reservation is made here. */
	frontEnd?: FrontEnd | null;
	/** Hash of the token with which configurations are offered; absent = none are. */
	operator?: string | null;
	/** Words of what the booking API answers. */
	wording?: Wording;
	/** Owned by the centre from here on: it closes it. */
	store: HallStore;
	clock: Clock;
	log: Log;
	host: string;
	/** 0 = any free port. */
	port: number;
}

export interface Centre {
	url: string;
	port: number;
	/** Code of the failure after which the store is not used any more; the centre must be started anew on a fresh connection. */
	broken(): string | null;
	close(): Promise<void>;
}

const tellOfStrangersEveryMs = 60_000;

/** Rejects with a `StoreFailure`, or with Node's error of the port. */
export async function startCentre({
	halls,
	frontEnd = null,
	operator = null,
	wording = {},
	store,
	clock,
	log,
	host,
	port,
}: CentreParts): Promise<Centre> {
	const startedAt = clock.now();
	let broken: string | null = null;
	let toldAt = Number.NEGATIVE_INFINITY;
	const metrics = new CentreMetrics(() => books.differing.size);
	const books: DayBooks = await DayBooks.open(store, sha256, {
		taken: (hall, events) => metrics.events.inc({ hall }, events),
		differs(hall, day, position, first) {
			metrics.differs.inc({ hall });
			if (first) log.error('history-differs', { hall, day, n: position });
		},
		agreesAgain: (hall, day) => log.info('history-agrees-again', { hall, day }),
	});
	const desk = new BookingDesk(() => clock.now());
	const http = await makeCentreHttp({
		halls,
		bookings: desk,
		configurations: new Configurations(store, () => clock.now()),
		reservations: new ReservationCopies(store),
		operator,
		...(frontEnd ? { booking: { desk, halls, wording, door: createFrontDoor(frontEnd, clock) } } : {}),
		books,
		audits: new AuditMarksOfHalls(store),
		auditDiffers: (hall, chain) => log.error('audit-differs', { hall, code: chain }),
		log,
		metrics,
		version: programVersion(),
		uptimeSeconds: () => Math.max(0, Math.round((clock.now() - startedAt) / 1_000)),
		broken: () => broken,
		turnedAway(code) {
			metrics.turnedAway.inc({ code });
			// The counter counts each; the log is not for a stranger to fill.
			if (clock.now() - toldAt < tellOfStrangersEveryMs) return;
			toldAt = clock.now();
			log.warn('turned-away', { code });
		},
		storeFailed(cause) {
			if (broken === null) log.error('store-failed', { code: cause.code });
			broken ??= cause.code;
		},
	});
	async function close(): Promise<void> {
		desk.close();
		await http.close();
		await store.close();
	}
	try {
		await http.listen({ host, port });
	} catch (cause) {
		await close();
		throw cause;
	}
	const bound = (http.server.address() as AddressInfo).port;
	return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, broken: () => broken, close };
}
