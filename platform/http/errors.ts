/** One shape for everything that goes wrong over HTTP. Words for a person, a code for a program, never a stack trace. */
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/** Before any route: an address that cannot be decoded. */
export function answerBadAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
	void sendError(reply, 400, 'malformed', 'The address cannot be read.', 'address');
}

/** Before any request: bytes that are no HTTP, headers without end, or a request that was never finished. */
export function answerBadLine(error: Error & { code?: string }, socket: Socket): void {
	if (error.code === 'ECONNRESET' || socket.destroyed) return;
	const [status, words, what] =
		error.code === 'HPE_HEADER_OVERFLOW'
			? [431, 'Request Header Fields Too Large', 'The headers are too large.']
			: error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
				? [408, 'Request Timeout', 'The request was not finished in time.']
				: [400, 'Bad Request', 'This is not HTTP as it is understood here.'];
	const body = JSON.stringify({ error: { code: 'malformed', message: what, field: 'request' } } satisfies ErrorBody);
	if (socket.writable)
		socket.write(
			`HTTP/1.1 ${status} ${words}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${body}`,
		);
	socket.destroySoon();
}

const nothingThere = 'There is nothing at this address.';

export function answerErrors(app: FastifyInstance, log: Log): void {
	app.setNotFoundHandler((_request, reply) => sendError(reply, 404, 'not-found', nothingThere));
	app.setErrorHandler((error, _request, reply) => {
		const { code = '', statusCode: status = 500 } = error as { code?: string; statusCode?: number };
		// A path outside the served folder is nothing that exists, whatever the library thinks of it.
		if (status === 403 || status === 404) return sendError(reply, 404, 'not-found', nothingThere);
		if (status >= 400 && status < 500)
			return sendError(
				reply,
				status,
				'malformed',
				fastifyWords[code] ?? 'The request could not be understood.',
				code.startsWith('FST_ERR_CTP') ? 'body' : undefined,
			);
		log.error('request-failed', { code: code || 'unexpected', status });
		return sendError(reply, 500, 'failed', 'The platform could not answer. Look at its log.');
	});
}
