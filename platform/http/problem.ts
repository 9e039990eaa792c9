/** Errors of the booking API as RFC 9457 problems: the field, what is wrong with it, what to do, in the asker's language. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StationConfig } from '../../domain/contracts/bridge.ts';
import { type BookingProblem, bookingProblems } from '../../domain/contracts/reservations.ts';

export const problem = z.object({
	type: z.string().describe('urn:tidehall:problem: and the code'),
	title: z.string(),
	status: z.number().int(),
	detail: z.string().describe('What is wrong and what to do, in words'),
	code: z.string(),
	field: z.string().describe('Part of the request it is about'),
	problem: z.string(),
	todo: z.string(),
	params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Problem = z.infer<typeof problem>;

type Words = StationConfig['wording'];

/** Chinese unless English is asked for first. */
export function languageOf(request: FastifyRequest): 'en' | 'zh-CN' {
	const wanted = /\b(en|zh)\b/i.exec(request.headers['accept-language'] ?? '');
	return wanted?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh-CN';
}

export function problemInWords({ code, field, params }: BookingProblem, wording: Words, language: 'en' | 'zh-CN'): Problem {
	const texts = wording[language]?.reservations as {
		problems?: Record<string, { text: string; todo: string }>;
		states?: Record<string, string>;
	};
	const own: Record<string, string | number> = { field, ...params };
	if (typeof own.state === 'string') own.state = texts?.states?.[own.state] ?? own.state;
	const filled = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(own[name] ?? ''));
	const told = filled(texts?.problems?.[code]?.text ?? code);
	const todo = filled(texts?.problems?.[code]?.todo ?? '');
	return {
		type: `urn:tidehall:problem:${code}`,
		title: told,
		status: bookingProblems[code],
		detail: `${told} ${todo}`.trim(),
		code,
		field,
		problem: told,
		todo,
		...(Object.keys(params).length > 0 ? { params } : {}),
	};
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, found: BookingProblem, wording: Words): FastifyReply {
	const told = problemInWords(found, wording, languageOf(request));
	if (found.code === 'wrong-token') reply.header('www-authenticate', 'Bearer');
	if (found.code === 'too-many-requests') reply.header('retry-after', String(found.params.seconds ?? 1));
	reply.header('content-language', languageOf(request));
	return reply.code(told.status).type('application/problem+json; charset=utf-8').send(told);
}
