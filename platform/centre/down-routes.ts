/** `/api/centre/v1/halls/:hall/…` beside the log: bookings that wait for the hall, its configuration, the copy of its reservations. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { calendarDay, centreError, hallPath } from '../../domain/contracts/centre.ts';
import {
	bookingsQuery,
	configurationFile,
	configurationManifest,
	configurationOffer,
	configurationPut,
	configurationState,
	forwarded,
	forwardedAnswer,
	forwardedRequest,
	forwardedTaken,
	longestAnswer,
} from '../../domain/contracts/centre-down.ts';
import { recordChanges, recordDay, recordDayPath, recordDays, recordLines } from '../../domain/contracts/centre-records.ts';
import { documented } from '../http/documented.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { BookingDesk } from './booking-desk.ts';
import { manifestProblem } from './configuration-hash.ts';
import type { Configurations } from './configurations.ts';
import { type Read, readShape } from './read-message.ts';
import type { ReservationCopies } from './reservation-copies.ts';
import { type CentreRoutes, guardOf, refuse } from './routes.ts';
import { sha256 } from './sha256.ts';

export interface DownRoutes extends Pick<CentreRoutes, 'halls' | 'turnedAway' | 'storeFailed'> {
	bookings: BookingDesk;
	configurations: Configurations;
	reservations: ReservationCopies;
	/** Hash of the token with which the city's people offer configurations; `null` = nobody may. */
	operator: string | null;
}

const base = '/api/centre/v1/halls/:hall';
const filePath = hallPath.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const bookingPath = hallPath.extend({ id: forwardedRequest.shape.id });
const errors = { 400: centreError, 401: centreError, 403: centreError, 503: centreError };
/** A list of some hundred files with their hashes. */
const manifestBytes = 256 * 1024;

export function serveDown(app: FastifyInstance, parts: DownRoutes): void {
	const { bookings, configurations } = parts;
	const ofHall = guardOf(parts, false);
	const ofOperator = guardOf(parts, true);

	const act = async <T>(reply: FastifyReply, read: Read<T>, todo: (value: T) => Promise<unknown>): Promise<unknown> => {
		if (!read.ok) return refuse(reply, 'malformed', read.message, { field: read.field });
		try {
			return await todo(read.value);
		} catch (cause) {
			if (!(cause instanceof StoreFailure)) throw cause;
			parts.storeFailed(cause);
			return refuse(reply, 'store-failed', 'The centre cannot use its database now. Send again later; nothing is lost.');
		}
	};
	const route = (
		method: 'GET' | 'PUT' | 'POST',
		path: string,
		guard: typeof ofHall,
		said: { summary: string; answer: z.ZodType; body?: z.ZodType; bodyLimit?: number },
		handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
	) =>
		app.route({
			method,
			url: `${base}${path}`,
			onRequest: guard,
			...(said.bodyLimit === undefined ? {} : { bodyLimit: said.bodyLimit }),
			schema: documented(said.summary, { 200: said.answer, ...errors }, hallPath, said.body ? { body: said.body } : {}),
			handler,
		});
	const both = <A extends z.ZodObject, B extends z.ZodType>(
		path: A,
		body: B,
		request: FastifyRequest,
	): Read<{ path: z.infer<A>; body: z.infer<B> }> => {
		const address = readShape(path, request.params, 'address');
		if (!address.ok) return address;
		const sent = readShape(body, request.body, 'body');
		return sent.ok ? { ok: true, value: { path: address.value, body: sent.value } } : sent;
	};

	route('GET', '/bookings', ofHall, { summary: 'Requests of the front end that wait for this hall', answer: forwarded }, (request, reply) =>
		act(
			reply,
			readShape(hallPath.extend(bookingsQuery.shape), { ...(request.query as object), ...(request.params as object) }, 'address'),
			async ({ hall, wait }) => {
				const gone = new Promise<void>((resolve) => request.raw.socket.once('close', () => resolve()));
				return { requests: await bookings.take(hall, wait * 1_000, gone) };
			},
		),
	);
	route(
		'PUT',
		'/bookings/:id',
		ofHall,
		{ summary: 'What the hall answered', answer: forwardedTaken, body: forwardedAnswer, bodyLimit: 2 * longestAnswer },
		(request, reply) =>
			act(reply, both(bookingPath, forwardedAnswer, request), async ({ path: { hall, id }, body }) => ({
				taken: bookings.answer(hall, id, body),
			})),
	);

	route(
		'GET',
		'/configuration',
		ofHall,
		{ summary: 'What is offered to this hall, and what it said of it', answer: configurationOffer },
		(request, reply) => act(reply, readShape(hallPath, request.params, 'address'), ({ hall }) => configurations.of(hall)),
	);
	route(
		'PUT',
		'/configuration',
		ofOperator,
		{
			summary: 'Offer a configuration; files that are missing are named',
			answer: configurationPut,
			body: configurationManifest,
			bodyLimit: manifestBytes,
		},
		(request, reply) =>
			act(reply, both(hallPath, configurationManifest, request), async ({ path: { hall }, body }) => {
				const problem = manifestProblem(body);
				if (problem)
					return refuse(reply, 'malformed', `${problem}. Make it with npm run centre:configuration.`, {
						field: problem.split(':')[0] ?? 'body',
					});
				return configurations.offer(hall, body);
			}),
	);
	route(
		'PUT',
		'/configuration/state',
		ofHall,
		{ summary: 'What became of it at the hall', answer: configurationOffer, body: configurationState },
		(request, reply) =>
			act(reply, both(hallPath, configurationState, request), ({ path: { hall }, body }) => configurations.tell(hall, body)),
	);
	route('GET', '/configuration/files/:sha256', ofHall, { summary: 'One file of it', answer: configurationFile }, (request, reply) =>
		act(reply, readShape(filePath, request.params, 'address'), async ({ hall, sha256: wanted }) => {
			const text = await configurations.file(hall, wanted);
			return text === null
				? refuse(reply, 'not-found', 'sha256: the centre holds no such file for this hall.', { field: 'sha256' })
				: { text };
		}),
	);
	route(
		'PUT',
		'/configuration/files/:sha256',
		ofOperator,
		{
			summary: 'One file of a configuration to be offered',
			answer: z.object({ kept: z.literal(true) }),
			body: configurationFile,
			bodyLimit: 2 * 1024 * 1024,
		},
		(request, reply) =>
			act(reply, both(filePath, configurationFile, request), async ({ path: { hall, sha256: named }, body: { text } }) => {
				if (sha256(text) !== named)
					return refuse(reply, 'malformed', 'text: is not the file of this hash. Send it again.', { field: 'text' });
				await configurations.putFile(hall, named, text);
				return { kept: true };
			}),
	);

	const { reservations } = parts;
	const sinceQuery = hallPath.extend({ since: calendarDay.default('0000-01-01') });
	route(
		'GET',
		'/reservations',
		ofHall,
		{ summary: 'How the centre holds each day of the reservations: count and hash', answer: recordDays },
		(request, reply) =>
			act(
				reply,
				readShape(sinceQuery, { ...(request.query as object), ...(request.params as object) }, 'address'),
				async ({ hall, since }) => ({
					days: await reservations.days(hall, since),
				}),
			),
	);
	route('GET', '/reservations/:day', ofHall, { summary: 'The hash of each line of a day', answer: recordLines }, (request, reply) =>
		act(reply, readShape(recordDayPath, request.params, 'address'), async ({ hall, day }) => ({
			lines: await reservations.lines(hall, day),
		})),
	);
	route(
		'POST',
		'/reservations/:day',
		ofHall,
		{ summary: 'Hold these lines, and those no more', answer: recordDay, body: recordChanges, bodyLimit: 1024 * 1024 },
		(request, reply) =>
			act(reply, both(recordDayPath, recordChanges, request), ({ path: { hall, day }, body }) => reservations.change(hall, day, body)),
	);
}
