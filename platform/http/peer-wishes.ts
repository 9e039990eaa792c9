/** `/api/peer/wishes` and `/api/peer/wish`: where results are to go, sealed, for the hall's other platforms. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { DeliveryWishes } from '../applications/delivery-wishes.ts';
import { listWishes, wishAsked, wishCopy, wishesAsked, wishesList, wishFor } from '../applications/wish-copies.ts';
import { fieldProblem, inWords } from '../socket/field-problem.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

export interface PeerWishes {
	wishes: DeliveryWishes;
	token: string;
	/** Answers by itself when the request shows no token of the hall. */
	mayNot(request: FastifyRequest, reply: FastifyReply): FastifyReply | null;
}

export function servePeerWishes(app: FastifyInstance, { wishes, token, mayNot }: PeerWishes): void {
	function get<A extends z.ZodType>(
		path: string,
		summary: string,
		asked: A,
		answer: z.ZodType,
		find: (asked: z.infer<A>) => Promise<unknown>,
	): void {
		const schema = {
			...documented(summary, { 200: answer, 400: errorBody, 401: errorBody, 403: errorBody }),
			tags: ['peers'],
			security: [{ peers: [] }],
		};
		app.get(`/api/peer/${path}`, { schema }, async (request, reply) => {
			const turned = mayNot(request, reply);
			if (turned) return turned;
			const read = asked.safeParse(request.query);
			if (!read.success) return sendError(reply, 400, 'malformed', inWords(fieldProblem(read.error)));
			return reply.header('cache-control', 'no-store').send(await find(read.data));
		});
	}
	get('wishes', 'For which results an address is here; no list for who knows it already', wishesAsked, wishesList, ({ state }) =>
		listWishes(wishes, state),
	);
	get('wish', 'One address, sealed', wishAsked, wishCopy, ({ ref }) => wishFor(wishes, ref, token));
}
