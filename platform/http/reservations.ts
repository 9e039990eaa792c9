/** `/api/reservations`: the city's booking front end lists slots, and makes, changes, cancels and shows reservations. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { businessDay as dayOf, localStamp } from '../../domain/business-day.ts';
import { businessDay, queueId } from '../../domain/contracts/identity.ts';
import type { BookingProblem } from '../../domain/contracts/reservations.ts';
import { waitSource } from '../../domain/contracts/terminal-booking.ts';
import { readCode } from '../../domain/reservations/code.ts';
import { problemOf } from '../../domain/reservations/may-book.ts';
import { withWaits } from '../../domain/reservations/quiet-times.ts';
import { bookableDays, placesOpen } from '../../domain/reservations/slots.ts';
import { shownReservation } from '../reservations/answers.ts';
import { type BookingRequest, changeRequest, createRequest, wrongField } from '../reservations/requests.ts';
import { documented } from './documented.ts';
import type { HallPages } from './hall-pages.ts';
import type { BookingPages, KnownWaits } from './page-parts.ts';
import { problem, sendProblem } from './problem.ts';

export const slotList = z.object({
	hall: z.string(),
	days: z.array(
		z.object({
			day: z.string(),
			/** No slots on this day. */
			closed: z.boolean(),
			slots: z.array(
				z.object({
					queue: z.string(),
					slot: z.string(),
					endsAt: z.string(),
					capacity: z.number().int(),
					/** Places that can be booked now. */
					left: z.number().int(),
					expectedMinutes: z.number().nullable().describe('How long people are expected to wait who come then; null = nobody knows'),
					quiet: z.boolean().describe('Clearly less to wait than at other times'),
					expectedBy: waitSource
						.nullable()
						.describe('The simulation of that day, or what people waited on earlier days of the same weekday'),
				}),
			),
		}),
	),
});

const oneCode = z.object({ code: z.string().describe('10 characters; hyphens and small letters are taken too') });
const slotsAsked = z.object({ queue: queueId.optional(), day: businessDay.optional() });
const keyHeader = z.object({ 'idempotency-key': z.string().regex(/^[A-Za-z0-9_-]{8,128}$/) });
const problems = (...statuses: number[]) => Object.fromEntries([401, 403, 429, ...statuses].map((status) => [status, problem]));

export async function serveReservations(app: FastifyInstance, pages: HallPages, booking: BookingPages, known?: KnownWaits): Promise<void> {
	const { plan, clock, log, authority } = pages;
	const { book, door } = booking;
	const refuse = (reply: FastifyReply, request: FastifyRequest, found: BookingProblem) =>
		sendProblem(reply, request, found, pages.stationConfig.wording);
	const secured = (schema: Record<string, unknown>) => ({ ...schema, tags: ['reservations'], security: [{ frontEnd: [] }] });

	await app.register(
		async (scope) => {
			scope.addHook('onRequest', async (request, reply) => {
				reply.header('cache-control', 'no-store');
				const found = door.enter(request.headers.authorization);
				if (found) return refuse(reply, request, found);
				if (!booking.open || authority.stopped) return refuse(reply, request, problemOf('busy', 'platform').problem);
			});
			// A route, not a handler of what is not found: the files of the faces answer to every other address.
			scope.all('/*', { schema: { hide: true } as object }, (request, reply) =>
				refuse(reply, request, problemOf('not-found', 'address').problem),
			);
			scope.setErrorHandler((error, request, reply) => {
				const { code = 'unexpected', statusCode: status = 500 } = error as { code?: string; statusCode?: number };
				if (status >= 400 && status < 500) return refuse(reply, request, problemOf('malformed', 'body', { field: 'body' }).problem);
				log.error('reservation-failed', { code, status });
				return refuse(reply, request, problemOf('busy', 'platform').problem);
			});

			scope.get(
				'/slots',
				{
					schema: secured(
						documented('Slots that can be booked, with what is left', { 200: slotList, ...problems(400) }, undefined, {
							querystring: slotsAsked,
						}),
					),
				},
				(request, reply) => {
					const read = slotsAsked.safeParse(request.query);
					if (!read.success) return refuse(reply, request, malformed(wrongField(read.error)));
					const now = clock.now();
					const at = (instant: number) => localStamp(instant, plan.timezone);
					const { booking: rules } = plan.reservation;
					const days = bookableDays(plan, now).filter((day) => read.data.day === undefined || day === read.data.day);
					return {
						hall: plan.code,
						days: days.map((day) => {
							const all = book.slotsOf(day);
							const shown = withWaits(
								all.filter(({ queue, slot }) => slot > now && (read.data.queue ?? queue) === queue),
								(of) => known?.outlooks.of(of) ?? null,
								(of) => known?.waits.of(of, dayOf(now, plan.timezone)) ?? {},
								plan.timezone,
							);
							return {
								day,
								closed: all.length === 0,
								slots: shown.map((each) => ({
									queue: each.queue,
									slot: at(each.slot),
									endsAt: at(each.endsAt),
									capacity: each.capacity,
									left: rules ? book.left(each, placesOpen(plan, rules, each, now)) : 0,
									...{ expectedMinutes: each.minutes, quiet: each.quiet, expectedBy: each.by },
								})),
							};
						}),
					} satisfies z.infer<typeof slotList>;
				},
			);

			const answered = { 200: shownReservation, ...problems(400, 404, 409, 422, 503) };
			scope.post(
				'/',
				{
					schema: secured(
						documented('Make a reservation', { 201: shownReservation, ...problems(400, 409, 422, 503) }, undefined, {
							headers: keyHeader,
							body: createRequest,
						}),
					),
				},
				async (request, reply) => {
					const read = createRequest.safeParse(request.body);
					if (!read.success) return refuse(reply, request, malformed(wrongField(read.error)));
					return decide(request, reply, { what: 'create', body: read.data });
				},
			);
			scope.get('/:code', { schema: secured(documented('Show a reservation', answered, oneCode)) }, (request, reply) => {
				const code = codeOf(request);
				if (code === null) return refuse(reply, request, malformed('code'));
				const shown = book.show(code);
				const found = book.inPart ? problemOf('busy', 'platform') : problemOf('unknown-reservation', 'code');
				return shown ?? refuse(reply, request, found.problem);
			});
			scope.patch(
				'/:code',
				{
					schema: secured(
						documented('Change a reservation; what is left out stays', answered, oneCode, { headers: keyHeader, body: changeRequest }),
					),
				},
				async (request, reply) => {
					const code = codeOf(request);
					if (code === null) return refuse(reply, request, malformed('code'));
					const read = changeRequest.safeParse(request.body);
					if (!read.success) return refuse(reply, request, malformed(wrongField(read.error)));
					return decide(request, reply, { what: 'change', code, body: read.data });
				},
			);
			scope.post(
				'/:code/cancel',
				{ schema: secured(documented('Cancel a reservation', answered, oneCode, { headers: keyHeader })) },
				async (request, reply) => {
					const code = codeOf(request);
					if (code === null) return refuse(reply, request, malformed('code'));
					return decide(request, reply, { what: 'cancel', code });
				},
			);

			async function decide(request: FastifyRequest, reply: FastifyReply, asked: BookingRequest): Promise<FastifyReply> {
				const key = keyHeader.safeParse(request.headers);
				if (!key.success) return refuse(reply, request, problemOf('key-missing', 'Idempotency-Key').problem);
				if (authority.stopped) return refuse(reply, request, problemOf('busy', 'platform').problem);
				try {
					const answer = await book.ask(key.data['idempotency-key'], asked);
					log.info('reservation', { command: asked.what, code: answer.ok ? 'ok' : answer.problem.code });
					if (!answer.ok) return refuse(reply, request, answer.problem);
					return reply.code(answer.status).send(answer.reservation);
				} catch (cause) {
					// Whether it was written is not known; the same key finds out when the platform is back.
					authority.distrustStore(cause);
					throw cause;
				}
			}
		},
		{ prefix: '/api/reservations' },
	);
}

const malformed = (field: string): BookingProblem => problemOf('malformed', field, { field }).problem;

function codeOf(request: FastifyRequest): string | null {
	const read = oneCode.safeParse(request.params);
	return read.success ? readCode(read.data.code) : null;
}
