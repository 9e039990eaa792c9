/** One way in which the hall's other platforms ask: with the hall's token, checked, and never kept on the way. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fieldProblem, inWords } from '../socket/field-problem.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';

/** Answers by itself when the request shows no token of the hall. */
export type MayNot = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null;

/** Routes below `/api/peer/`. `unknown`: what is said with 404 where `find` finds nothing; without it nothing is an answer like any other. */
export function peerRoutes(app: FastifyInstance, mayNot: MayNot, unknown?: { code: string; words: string }) {
	return function get<A extends z.ZodType>(
		path: string,
		summary: string,
		asked: A,
		answer: z.ZodType,
		find: (asked: z.infer<A>) => Promise<unknown>,
	): void {
		const errors: Record<number, z.ZodType> = { 400: errorBody, 401: errorBody, 403: errorBody };
		if (unknown) errors[404] = errorBody;
		const schema = { ...documented(summary, { 200: answer, ...errors }), tags: ['peers'], security: [{ peers: [] }] };
		app.get(`/api/peer/${path}`, { schema }, async (request, reply) => {
			const turned = mayNot(request, reply);
			if (turned) return turned;
			const read = asked.safeParse({ ...(request.query as object), ...(request.params as object) });
			if (!read.success) return sendError(reply, 400, 'malformed', inWords(fieldProblem(read.error)));
			const found = await find(read.data);
			if (found === null && unknown) return sendError(reply, 404, unknown.code, unknown.words);
			return reply.header('cache-control', 'no-store').send(found);
		});
	};
}
