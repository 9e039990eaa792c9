/** `/api/centre/v1`: what halls push, and how far the centre holds them. Every route is for the hall whose token it is asked with. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
	type CentreError,
	type CentreErrorCode,
	centreError,
	daysQuery,
	hallDayPath,
	hallPath,
	heldDay,
	heldDays,
	logAfter,
	logPart,
	mostBytes,
	mostDays,
	mostEvents,
	pushEvents,
	pushed,
	putDay,
} from '../../domain/contracts/centre.ts';
import { marksKept, marksTaken, marksUp } from '../audit/audit-marks.ts';
import { documented } from '../http/documented.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { AuditMarksOfHalls } from './audit-marks.ts';
import type { DayBooks, Taken } from './day-books.ts';
import { type Read, readEvents, readShape } from './read-message.ts';
import { type HallToken, hallOfToken, isToken } from './tokens.ts';

export interface CentreRoutes {
	halls: readonly HallToken[];
	books: DayBooks;
	/** Marks of the halls' audits. */
	audits: AuditMarksOfHalls;
	auditDiffers(hall: string, chain: string): void;
	/** Somebody was not let in. Codes only. */
	turnedAway(code: CentreErrorCode): void;
	storeFailed(cause: StoreFailure): void;
}

const statusOf: Record<CentreErrorCode, number> = {
	'no-token': 401,
	'wrong-token': 401,
	'not-your-hall': 403,
	malformed: 400,
	'too-large': 413,
	'not-found': 404,
	'day-unknown': 409,
	gap: 409,
	'history-differs': 409,
	'store-failed': 503,
	failed: 500,
};

type Told = Pick<CentreError['error'], 'field' | 'from'>;

export function refuse(reply: FastifyReply, code: CentreErrorCode, message: string, told: Told = {}): FastifyReply {
	return reply.code(statusOf[code]).send({ error: { code, message, ...told } } satisfies CentreError);
}

const base = '/api/centre/v1/halls/:hall';

/** Before a body is read: a stranger's is not worth the memory. `forOperator`: the city's people come in, not the hall. */
export function guardOf(
	parts: Pick<CentreRoutes, 'halls' | 'turnedAway'> & { operator?: string | null },
	forOperator: boolean,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
	return async (request, reply) => {
		const away = (code: CentreErrorCode, message: string) => {
			parts.turnedAway(code);
			return refuse(reply, code, message, { field: code === 'not-your-hall' ? 'hall' : 'authorization' });
		};
		const { hall: wanted } = request.params as { hall?: string };
		const [, token] = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
		if (!token) return away('no-token', "authorization: send the hall's token as “Bearer …”.");
		if (forOperator) {
			if (!parts.operator || !isToken(parts.operator, token))
				return away('wrong-token', 'authorization: this is not the token of the operator. It stands as operator in the halls file.');
			return parts.halls.some(({ code }) => code === wanted) ? undefined : away('not-your-hall', 'hall: the centre knows no such hall.');
		}
		const hall = hallOfToken(parts.halls, token);
		if (!hall) return away('wrong-token', 'authorization: this token belongs to no hall. Ask the centre for the one of your hall.');
		if (hall !== wanted) return away('not-your-hall', 'hall: this token is of another hall. A hall reads and writes its own days alone.');
		return undefined;
	};
}

export function serveHalls(app: FastifyInstance, parts: CentreRoutes): void {
	const onRequest = guardOf(parts, false);

	/** A message that is not as it should be, or a store that failed, answered in words. */
	const answer = async <T>(reply: FastifyReply, read: Read<T>, act: (value: T) => Promise<unknown>): Promise<unknown> => {
		if (!read.ok) return refuse(reply, 'malformed', read.message, { field: read.field });
		try {
			return await act(read.value);
		} catch (cause) {
			if (!(cause instanceof StoreFailure)) throw cause;
			parts.storeFailed(cause);
			return refuse(reply, 'store-failed', 'The centre cannot use its database now. Send again later; nothing is lost.');
		}
	};

	/** A body that is too large or no JSON; the rest is for the handler of the whole server. */
	const errorHandler = (error: Error, _request: FastifyRequest, reply: FastifyReply): void => {
		if ((error as { statusCode?: number }).statusCode !== 413) throw error;
		void refuse(reply, 'too-large', `body: more than ${mostBytes} bytes. Send fewer events at once.`, { field: 'body' });
	};

	const errors = { 400: centreError, 401: centreError, 403: centreError, 413: centreError, 503: centreError };

	app.get(
		`${base}/days`,
		{
			onRequest,
			schema: {
				...documented(`How far the centre holds each day of this hall: the newest ${mostDays} from ?since=YYYY-MM-DD on`, {
					200: heldDays,
					...errors,
				}),
				params: inJson(hallPath),
				querystring: inJson(daysQuery),
			},
		},
		(request, reply) =>
			answer(
				reply,
				readShape(hallPath.extend(daysQuery.shape), { ...(request.query as object), ...(request.params as object) }, 'address'),
				async ({ hall, since }) => ({
					hall,
					days: await parts.books.held(hall, since ?? '0000-00-00', mostDays),
				}),
			),
	);

	app.get(
		`${base}/days/:day/events`,
		{
			onRequest,
			schema: {
				...documented(`The log of a day after an event (?after=N), at most ${mostEvents} events: for a hall whose own copy was damaged`, {
					200: logPart,
					404: centreError,
					...errors,
				}),
				params: inJson(hallDayPath),
				querystring: inJson(logAfter),
			},
		},
		(request, reply) =>
			answer(
				reply,
				readShape(hallDayPath.extend(logAfter.shape), { ...(request.query as object), ...(request.params as object) }, 'address'),
				async ({ hall, day, after }) =>
					(await parts.books.part(hall, day, after)) ??
					refuse(reply, 'not-found', 'day: the centre holds nothing of that day.', { field: 'day' }),
			),
	);

	app.get(
		`${base}/audit`,
		{
			onRequest,
			schema: {
				...documented("Marks of this hall's audits, as they are kept here", { 200: marksKept, ...errors }),
				params: inJson(hallPath),
			},
		},
		(request, reply) =>
			answer(reply, readShape(hallPath, request.params, 'address'), async ({ hall }) => ({ marks: await parts.audits.kept(hall) })),
	);

	app.post(
		`${base}/audit`,
		{
			onRequest,
			errorHandler,
			schema: {
				...documented('How far the audits of this hall go; a mark that says less than one before, or something else, is refused', {
					200: marksTaken,
					...errors,
				}),
				params: inJson(hallPath),
				body: inJson(marksUp),
			},
		},
		(request, reply) => {
			const path = readShape(hallPath, request.params, 'address');
			if (!path.ok) return answer(reply, path, async () => undefined);
			return answer(reply, readShape(marksUp, request.body, 'body'), async ({ marks }) => {
				const refused = await parts.audits.take(path.value.hall, marks);
				for (const chain of refused) parts.auditDiffers(path.value.hall, chain);
				return { refused };
			});
		},
	);

	app.put(
		`${base}/days/:day`,
		{
			onRequest,
			errorHandler,
			bodyLimit: mostBytes,
			schema: {
				...documented('Begin a day with its plan, or replace the plan', { 200: heldDay, ...errors }),
				params: inJson(hallDayPath),
				body: inJson(putDay),
			},
		},
		(request, reply) => answer(reply, readPlan(request), ({ hall, day, plan }) => parts.books.putDay(hall, day, plan)),
	);

	app.post(
		`${base}/days/:day/events`,
		{
			onRequest,
			errorHandler,
			bodyLimit: mostBytes,
			schema: {
				...documented(`Continue the log of a day by at most ${mostEvents} events; a repeat gets the same answer`, {
					200: pushed,
					409: centreError,
					...errors,
				}),
				params: inJson(hallDayPath),
				body: inJson(pushEvents),
			},
		},
		(request, reply) => {
			const path = readShape(hallDayPath, request.params, 'address');
			if (!path.ok) return answer(reply, path, async () => undefined);
			const { hall, day } = path.value;
			return answer(reply, readEvents(hall, day, request.body), async (message) => tell(reply, await parts.books.take(hall, day, message)));
		},
	);
}

function readPlan(request: FastifyRequest): Read<z.infer<typeof hallDayPath> & z.infer<typeof putDay>> {
	const path = readShape(hallDayPath, request.params, 'address');
	if (!path.ok) return path;
	const body = readShape(putDay, request.body, 'body');
	if (!body.ok) return body;
	if (body.value.plan.code !== path.value.hall)
		return { ok: false, field: 'plan.code', message: `plan.code: must be the hall of the address. Send the plan of ${path.value.hall}.` };
	return { ok: true, value: { ...path.value, ...body.value } };
}

function tell(reply: FastifyReply, taken: Taken): unknown {
	if (taken.ok) return taken.pushed;
	if (taken.code === 'day-unknown')
		return refuse(reply, 'day-unknown', 'day: not begun here yet. Send its plan first, with PUT.', { field: 'day' });
	if (taken.code === 'gap')
		return refuse(reply, 'gap', `from: events are missing before it. Send again from ${taken.from}.`, { field: 'from', from: taken.from });
	return refuse(
		reply,
		'history-differs',
		taken.from === undefined
			? 'hash: the history before these events is another one than the centre holds. Nothing was changed. A person must find out which is right.'
			: `events: event ${taken.from} is another one than the centre holds. Nothing was changed. A person must find out which is right.`,
		taken.from === undefined ? { field: 'hash' } : { field: 'events', from: taken.from },
	);
}

/** For the API text; the zod schema itself decides. */
function inJson(schema: z.ZodType): unknown {
	const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', target: 'draft-7' });
	return rest;
}
