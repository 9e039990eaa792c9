/** One shape for everything that goes wrong over HTTP. Words for a person, a code for a program, never a stack trace. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Log } from '../observe/log.ts';

export const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }) });
export type ErrorBody = z.infer<typeof errorBody>;

export function sendError(reply: FastifyReply, status: number, code: string, message: string, field?: string): FastifyReply {
	return reply.code(status).send({ error: { code, message, field } } satisfies ErrorBody);
}

/** Fastify's own refusals, in words. Everything else is ours to mend and says nothing to the outside. */
const fastifyWords: Record<string, string> = {
	FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
	FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; send JSON.',
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'This content type is not taken; send application/json.',
	FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large.',
};

export function answerErrors(app: FastifyInstance, log: Log): void {
	app.setNotFoundHandler((_request, reply) => sendError(reply, 404, 'not-found', 'There is nothing at this address.'));
	app.setErrorHandler((error, _request, reply) => {
		const { code = '', statusCode: status = 500 } = error as { code?: string; statusCode?: number };
		if (status >= 400 && status < 500)
			return sendError(
				reply,
				status,
				status === 404 ? 'not-found' : 'malformed',
				fastifyWords[code] ?? 'The request could not be understood.',
				'body',
			);
		log.error('request-failed', { code: code || 'unexpected', status });
		return sendError(reply, 500, 'failed', 'The platform could not answer. Look at its log.');
	});
}
