/**
 * `/api/halls/:hall/reservations` at the centre: the same API that each hall has, for the city's one front end. The hall decides; while it is away
 * nothing is booked, so that no slot is ever given twice.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Wording } from '../../config/wording.ts';
import { type ForwardedRequest, forwardedRequest } from '../../domain/contracts/centre-down.ts';
import type { BookingProblem } from '../../domain/contracts/reservations.ts';
import { problemOf } from '../../domain/reservations/may-book.ts';
import { languageOf, sendProblem } from '../http/problem.ts';
import type { createFrontDoor } from '../reservations/front-door.ts';
import type { BookingDesk } from './booking-desk.ts';

export interface CentreBookings {
	desk: BookingDesk;
	door: Pick<ReturnType<typeof createFrontDoor>, 'enter'>;
	halls: readonly { code: string }[];
	wording: Wording;
}

const prefix = '/api/halls/:hall/reservations';

export async function serveBookings(app: FastifyInstance, { desk, door, halls, wording }: CentreBookings): Promise<void> {
	await app.register(async (scope) => {
		// As it was sent: the hall reads it, and a repeat must be the same text.
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => done(null, body));
		const refuse = (reply: FastifyReply, request: FastifyRequest, found: BookingProblem) => sendProblem(reply, request, found, wording);

		scope.addHook('onRequest', async (request, reply) => {
			reply.header('cache-control', 'no-store');
			const found = door.enter(request.headers.authorization);
			if (found) return refuse(reply, request, found);
		});
		scope.setErrorHandler((error, request, reply) => {
			const { statusCode: status = 500 } = error as { statusCode?: number };
			return refuse(reply, request, problemOf(status < 500 ? 'malformed' : 'busy', 'body', { field: 'body' }).problem);
		});

		const forward = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
			const { hall = '' } = request.params as { hall?: string };
			if (!halls.some(({ code }) => code === hall)) return refuse(reply, request, problemOf('unknown-hall', 'hall').problem);
			const read = forwardedRequest.omit({ id: true }).safeParse({
				method: request.method,
				path: request.url.slice(`/api/halls/${hall}/reservations`.length),
				key: request.headers['idempotency-key'] ?? null,
				language: languageOf(request),
				body: typeof request.body === 'string' ? request.body : null,
			} satisfies Record<keyof Omit<ForwardedRequest, 'id'>, unknown>);
			if (!read.success) return refuse(reply, request, problemOf('not-found', 'address').problem);
			const answer = await desk.ask(hall, read.data);
			if (answer === 'away') return refuse(reply, request, problemOf('hall-away', 'hall').problem);
			if (answer === 'busy') return refuse(reply, request, problemOf('busy', 'hall').problem);
			if (answer.language !== null) reply.header('content-language', answer.language);
			return reply.code(answer.status).type(answer.contentType).send(answer.body);
		};
		for (const url of [prefix, `${prefix}/*`])
			scope.route({ method: ['GET', 'POST', 'PATCH'], url, schema: { hide: true } as object, handler: forward });
	});
}
