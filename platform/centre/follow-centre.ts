/**
 * What comes down to a hall from its centre: bookings to decide, configurations to check; and the copy of its reservations up. Begun when the
 * hall's own door is open.
 */
import type { FastifyInstance } from 'fastify';
import { businessDay } from '../../domain/business-day.ts';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { CentreAddress } from './centre-client.ts';
import { copyReservations, type ReservationCopy } from './copy-reservations.ts';
import { downClient } from './down-client.ts';
import { followConfiguration } from './follow-configuration.ts';
import type { HeldConfiguration } from './held-configuration.ts';
import { createPauses } from './pauses.ts';
import { answerOf, prefixOfBookings, takeBookings } from './take-bookings.ts';

export interface FollowedCentre {
	hall: string;
	timezone: string;
	clock: Clock;
	log: Log;
	authority: Authority;
	held: HeldConfiguration;
	http: FastifyInstance;
	/** Opens the hall's own door (`front-door.ts`). */
	inner: string;
	/** Everything that is booked, to be copied up. */
	reservations(): Iterable<Reservation>;
	/** A configuration was taken: the platform is to be started anew with it. */
	startAnew(): void;
}

export interface CentreBelow {
	warnings(): string[];
	/** The day turned: what waits since the day before is taken. */
	dayTurned(): Promise<void>;
	/** A manager's order. False = nothing waits. */
	takeNow(): Promise<boolean>;
	reservationCopy: ReservationCopy['report'];
	close(): Promise<void>;
}

export function followCentre(address: CentreAddress, parts: FollowedCentre): CentreBelow {
	const { hall, timezone, clock, log, authority, held, http, inner, reservations, startAnew } = parts;
	const client = downClient(address, hall);
	const { pause, endAll } = createPauses();
	const storeFailed = (cause: unknown) => {
		if (cause instanceof StoreFailure && cause.code === 'closed') return;
		if (cause instanceof StoreFailure) authority.distrustStore(cause);
		log.error('configuration-not-followed', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
	};
	const copy = copyReservations({
		client,
		all: reservations,
		today: () => authority.day,
		now: () => clock.now(),
		random: Math.random,
		pause,
	});
	const bookings = takeBookings({
		client,
		async decide({ method, path, key, language, body }) {
			const response = await http.inject({
				method,
				url: `${prefixOfBookings}${path}`,
				headers: {
					authorization: inner,
					'accept-language': language,
					...(key === null ? {} : { 'idempotency-key': key }),
					...(body === null ? {} : { 'content-type': 'application/json' }),
				},
				...(body === null ? {} : { payload: body }),
			});
			return answerOf(response);
		},
		state(state) {
			log[state === 'ok' ? 'info' : 'warn'](`centre-bookings-${state}`, { hall });
			if (state === 'ok') copy.again();
		},
		random: Math.random,
		pause,
	});
	const configuration = followConfiguration({
		client,
		held,
		now: () => clock.now(),
		random: Math.random,
		pause,
		staged: (hash) => log.info('configuration-staged', { hall, code: hash.slice(0, 12) }),
		refused: (hash, problems) => log.error('configuration-refused', { hall, code: hash.slice(0, 12), count: problems.length }),
		storeFailed,
	});

	async function take(): Promise<boolean> {
		if (!(await held.take())) return false;
		log.info('configuration-taken', { hall, code: held.state().active?.slice(0, 12) ?? '' });
		startAnew();
		return true;
	}

	return {
		warnings: () => (held.state().refused ? ['configuration-refused'] : []),
		async dayTurned() {
			const { staged } = held;
			if (staged && businessDay(staged.at, timezone) < authority.day) await take().catch(storeFailed);
		},
		takeNow: take,
		reservationCopy: copy.report,
		async close() {
			client.close();
			endAll();
			await bookings.close();
			await configuration.close();
			await copy.close();
		},
	};
}
