/** `/api/cases` and the papers of an application, for whoever is signed in at a window that serves it. Each look at what a person filled in is audited. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { clocksOf } from '../../domain/cases/case-clock.ts';
import { caseOf } from '../../domain/cases/evolve-case.ts';
import { applicationRef, attachmentId } from '../../domain/contracts/applications.ts';
import {
	type CaseDeskAnswer,
	type CaseDeskRequest,
	caseLine,
	caseLists,
	caseReport,
	lookReason,
} from '../../domain/contracts/case-desk.ts';
import { workCalendarOf } from '../../domain/working-time/calendar.ts';
import type { CaseDesk } from '../cases/case-desk.ts';
import { documented } from './documented.ts';
import { errorBody, sendError } from './errors.ts';
import type { HallPages } from './hall-pages.ts';

const listAsked = z.object({ which: z.enum(caseLists).optional().describe('mine, due, late, open or tasks; without it: open') });
const oneNumber = z.object({ number: z.string().describe('BJ-4K7M-PX2R-6T; the number of its application finds it too') });
const shownCase = z.object({
	number: z.string(),
	stage: caseLine.shape.stage,
	state: z.unknown().describe('The case as its reports make it: materials, notices, tasks, results, owner, flags'),
	clocks: z.array(z.unknown()).describe('One for each accepted item: due day, share used, card'),
	reports: z.array(caseReport),
});
const why = z.object({ reason: lookReason });
const onePaper = z.object({ ref: applicationRef });
const statusOf = {
	'not-permitted': 403,
	malformed: 400,
	'unknown-case': 404,
	'not-here': 404,
	'too-many': 429,
	busy: 503,
	'not-audited': 503,
} as const;
const words = {
	'not-permitted': 'This is served by another window.',
	malformed: 'The request is not understood.',
	'unknown-case': 'Nothing is known under this number.',
	'not-here': 'The platform does not have it yet: it lies at the machine where it was handed in.',
	'too-many': 'Too many values were asked for within the hour.',
	busy: 'The store cannot be written. Ask again later.',
	'not-audited': 'This look could not be noted down in the audit, so nothing is shown. Tell the technician.',
} as const;

export function serveCases(app: FastifyInstance, { plan, clock, authority }: HallPages, desk: CaseDesk): void {
	const calendar = workCalendarOf(plan);
	const errors = Object.fromEntries([400, 401, 403, 404, 429, 503].map((status) => [status, errorBody]));
	const schema = (summary: string, answer: z.ZodType, params?: z.ZodType, querystring?: z.ZodType) => ({
		...documented(summary, { 200: answer, ...errors }, params, querystring ? { querystring } : {}),
		tags: ['cases'],
		security: [{ staff: [] }],
	});

	/** The answer, or `null` when a refusal was sent. */
	async function ask<D extends CaseDeskRequest['do']>(
		request: FastifyRequest,
		reply: FastifyReply,
		wish: CaseDeskRequest & { do: D },
	): Promise<Extract<CaseDeskAnswer, { do: D }> | null> {
		reply.header('cache-control', 'no-store');
		const [, session] = /^Bearer ([\x21-\x7e]{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
		if (session === undefined || desk.askerOf(session) === null) {
			reply.header('www-authenticate', 'Bearer');
			void sendError(reply, 401, 'not-signed-in', 'Sign in at a window’s or manager’s station and send that session as the bearer token.');
			return null;
		}
		try {
			const answer = await desk.ask(session, wish);
			if (answer.ok) return answer as Extract<CaseDeskAnswer, { do: D }>;
			void sendError(reply, statusOf[answer.code], answer.code, words[answer.code]);
			return null;
		} catch (cause) {
			authority.distrustStore(cause);
			throw cause;
		}
	}
	const malformed = (reply: FastifyReply, field: string) =>
		sendError(reply, 400, 'malformed', `${field} is missing or not understood.`, field);

	app.get(
		'/api/cases',
		{
			schema: schema(
				'Cases that this window serves or that are yours, the most urgent first',
				z.object({ cases: z.array(caseLine), more: z.number() }),
				undefined,
				listAsked,
			),
		},
		async (request, reply) => {
			const read = listAsked.safeParse(request.query);
			if (!read.success) return malformed(reply, 'which');
			const answer = await ask(request, reply, { do: 'list', which: read.data.which ?? 'open' });
			return answer ? { cases: answer.cases, more: answer.more } : reply;
		},
	);
	app.get(
		'/api/cases/:number',
		{ schema: schema('One case, without anything of a person', shownCase, oneNumber) },
		async (request, reply) => {
			const read = oneNumber.safeParse(request.params);
			if (!read.success || read.data.number.length > 40) return malformed(reply, 'number');
			const answer = await ask(request, reply, { do: 'look', number: read.data.number.slice(0, 24) });
			if (!answer) return reply;
			const state = caseOf(answer.ref, answer.reports);
			return { number: state.number, stage: state.stage, state, clocks: clocksOf(state, calendar, clock.now()), reports: answer.reports };
		},
	);
	app.get(
		'/api/applications/:ref/papers',
		{ schema: schema('The form of an application with its values masked, and what is attached; audited', z.unknown(), onePaper, why) },
		async (request, reply) => {
			const [at, read] = [onePaper.safeParse(request.params), why.safeParse(request.query)];
			if (!at.success) return malformed(reply, 'ref');
			if (!read.success) return malformed(reply, 'reason');
			const answer = await ask(request, reply, { do: 'papers', ref: at.data.ref, reason: read.data.reason });
			if (!answer) return reply;
			const { ref, handedInAt, fields, materials, attachments } = answer;
			return { ref, handedInAt, fields, materials, attachments };
		},
	);
	const oneField = onePaper.extend({ field: z.string().max(64) });
	app.get(
		'/api/applications/:ref/papers/fields/:field',
		{
			schema: schema(
				'One value of a form in full; audited, and limited by the hour',
				z.object({ field: z.string(), value: z.unknown() }),
				oneField,
				why,
			),
		},
		async (request, reply) => {
			const [at, read] = [oneField.safeParse(request.params), why.safeParse(request.query)];
			if (!at.success) return malformed(reply, 'field');
			if (!read.success) return malformed(reply, 'reason');
			const answer = await ask(request, reply, { do: 'reveal', ...at.data, reason: read.data.reason });
			return answer ? { field: answer.field, value: answer.value } : reply;
		},
	);
	const onePart = onePaper.extend({ attachment: attachmentId });
	app.get(
		'/api/applications/:ref/papers/attachments/:attachment',
		{ schema: schema('One attachment in whole; audited', z.unknown(), onePart, why) },
		async (request, reply) => {
			const [at, read] = [onePart.safeParse(request.params), why.safeParse(request.query)];
			if (!at.success) return malformed(reply, 'attachment');
			if (!read.success) return malformed(reply, 'reason');
			const parts: Uint8Array[] = [];
			for (let from = 0; ; ) {
				const answer = await ask(request, reply, { do: 'piece', ...at.data, from, reason: read.data.reason });
				if (!answer) return reply;
				parts.push(answer.data);
				from += answer.data.length;
				if (answer.last) break;
			}
			const whole = Buffer.concat(parts);
			reply.header('x-content-type-options', 'nosniff').header('content-disposition', 'attachment').type('application/octet-stream');
			return reply.send(whole);
		},
	);
}
